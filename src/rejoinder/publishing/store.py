"""Where published files lie: a folder per article, contents by hash, and a head that names them, written last.

published/<site key>/<article uuid>/head.json
                                    <sha256>.html | .json | .atom
"""

import json
import os
import tempfile
from pathlib import Path

from rejoinder.comments.models import Article
from rejoinder.publishing.rendering import Head, Published


def folder_of(article: Article, root: Path) -> Path:
    """The article's folder under the data directory ``root``."""
    return root / "published" / article.site.key / str(article.uuid)


def read_head(folder: Path) -> Head | None:
    """The head, or None when there is none or it can't be read: then the pages are made anew."""
    try:
        fields = json.loads((folder / "head.json").read_bytes())
        return Head(**fields)
    except (FileNotFoundError, ValueError, TypeError):
        return None


def write(published: Published, folder: Path) -> None:
    """Puts the files in place. A crash at any instant leaves the old pages or the new ones, whole."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in sorted(published.contents.items()):
        if not (folder / name).exists():
            _write_whole(folder / name, content)
    _write_whole(folder / "head.json", published.head.as_json())
    _sync_folder(folder)
    for path in folder.iterdir():
        if path.name not in published.contents and path.name != "head.json":
            path.unlink(missing_ok=True)


def _write_whole(path: Path, content: bytes) -> None:
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
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


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
