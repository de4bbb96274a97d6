"""Where an article's published files lie, whatever holds them; and the first of two holders, a directory."""

import os
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Final, Protocol

from rejoinder.files import is_being_written, sync_folder, write_whole

_AT_ONCE: Final = 6
"""A page as HTML and as JSON, each plain and in two encodings."""


class Folder(Protocol):
    """The published files of one article. A file appears whole or not at all.

    All of it may raise OSError, with a ``strerror`` for the log.
    """

    def read(self, name: str) -> bytes | None:
        """The file, or None where there is none."""

    def names(self, *, older_than_s: float = 0) -> set[str]:
        """The names of all files, or of those that have lain there for so many seconds."""

    def write(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Puts the files in place, in any order."""

    def remove(self, names: Iterable[str]) -> None:
        """Removes those that are there."""

    def sync(self) -> None:
        """Makes durable which files there are."""


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="writing")


def folders_below(path: Path, *, since: datetime | None = None) -> Iterator[tuple[str, set[str]]]:
    """Every folder two levels below ``path`` and the names in it; with ``since`` only those that something was put
    into or removed from since then.
    """
    for site in _directories(path):
        for place in _directories(site.path):
            if since is None or place.stat().st_mtime >= since.timestamp():
                yield f"{site.name}/{place.name}", set(os.listdir(place))


def _directories(path: str | Path) -> "Iterator[os.DirEntry[str]]":
    if os.path.isdir(path):
        with os.scandir(path) as entries:
            yield from (entry for entry in entries if entry.is_dir())


class Directory:
    """A directory; made when something is written to it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self, name: str) -> bytes | None:
        """As Folder.read."""
        try:
            return (self.path / name).read_bytes()
        except FileNotFoundError:
            return None

    def names(self, *, older_than_s: float = 0) -> set[str]:
        """As Folder.names. What another process is writing has no name yet."""
        try:
            paths = [path for path in self.path.iterdir() if not is_being_written(path)]
        except FileNotFoundError:
            return set()
        if older_than_s:
            written_before = time.time() - older_than_s
            paths = [path for path in paths if path.stat().st_mtime < written_before]
        return {path.name for path in paths}

    def write(self, files: Iterable[tuple[str, bytes]]) -> None:
        """As Folder.write."""
        self.path.mkdir(parents=True, exist_ok=True)
        contents = {self.path / name: content for name, content in files}
        # Side by side: a disk that is told of several at once is done with them in little more time than with one.
        for _ in _threads().map(write_whole, contents.keys(), contents.values()):
            pass

    def remove(self, names: Iterable[str]) -> None:
        """As Folder.remove."""
        for name in names:
            (self.path / name).unlink(missing_ok=True)

    def sync(self) -> None:
        """As Folder.sync."""
        sync_folder(self.path)
