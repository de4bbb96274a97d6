"""Files that appear whole or not at all."""

import os
import tempfile
import time
from pathlib import Path
from typing import Final

UNFINISHED: Final = ".new-"
"""How the name of a file begins that is being written."""
_ABANDONED_S: Final = 3600


def is_being_written(path: Path) -> bool:
    """True for a file that another process has yet to put in place; False for what a crash left behind."""
    try:
        return path.name.startswith(UNFINISHED) and time.time() - path.stat().st_mtime < _ABANDONED_S
    except FileNotFoundError:  # put in place meanwhile
        return True


def write_whole(path: Path, content: bytes) -> None:
    """Writes, syncs and renames. What an equal run has put there meanwhile is replaced by its equal.

    That it stands in its folder is durable only after sync_folder.
    """
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=UNFINISHED)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def sync_folder(folder: Path) -> None:
    """Makes durable which files the folder holds."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
