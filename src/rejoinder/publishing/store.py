"""Where published files lie: a folder per article, contents by hash, and a head that names them, written last.

published/<site key>/<article uuid>/head.json
                                    <sha256>.html | .json | .atom
                                    <sha256>.html.br | .html.gz …     the same, compressed
"""

import gzip
import json
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Final

import brotli

from rejoinder.comments.models import Article
from rejoinder.files import sync_folder, write_whole
from rejoinder.publishing.rendering import Head, Published

HEAD: Final = "head.json"
ENCODINGS: Final[Mapping[str, Callable[[bytes], bytes]]] = {
    "br": partial(brotli.compress, mode=brotli.MODE_TEXT, quality=5),
    "gz": partial(gzip.compress, compresslevel=6, mtime=0),
}
"""How each file is compressed beside itself, by suffix. Brotli's quality 5 and gzip's 6: from there on each percent
costs as much time as all before."""


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


def write_contents(published: Published, folder: Path) -> None:
    """Puts the contents in place, which nothing names yet: what takes long is done before any lock is taken."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in sorted(published.contents.items()):
        # Each by itself: whoever publishes meanwhile removes what its own head doesn't name.
        for suffix, encode in ENCODINGS.items():
            if not (folder / f"{name}.{suffix}").exists():
                write_whole(folder / f"{name}.{suffix}", encode(content))
        if not (folder / name).exists():
            write_whole(folder / name, content)


def write(published: Published, folder: Path) -> None:
    """Puts contents and head in place, and removes what the head does not name. A crash at any instant leaves the old
    pages or the new ones, whole.
    """
    write_contents(published, folder)
    write_whole(folder / HEAD, published.head.as_json())
    sync_folder(folder)
    named = {HEAD, *with_encodings(published.head.files.values())}
    for path in folder.iterdir():
        if path.name not in named:
            path.unlink(missing_ok=True)


def forget_contents(folder: Path) -> None:
    """Removes all but the head: what lies there is then written anew, and drawn for whoever asks meanwhile."""
    for path in folder.glob("*"):
        if path.name != HEAD:
            path.unlink(missing_ok=True)


def with_encodings(names: Iterable[str]) -> set[str]:
    """The names of the files, and of those that lie compressed beside each."""
    return {f"{name}{end}" for name in names for end in ("", *(f".{suffix}" for suffix in ENCODINGS))}
