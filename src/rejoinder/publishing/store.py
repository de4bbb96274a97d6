"""How published files lie: a folder per article, contents by hash, and a head that names them, written last.

published/<site key>/<article uuid>/head.json
                                    <sha256>.html | .json | .atom
                                    <sha256>.html.br | .html.gz …     the same, compressed
"""

import gzip
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

import brotli

from rejoinder.comments.models import Article
from rejoinder.publishing.bucket import Bucket
from rejoinder.publishing.folders import Directory, Folder, folders_below
from rejoinder.publishing.formats import HEAD, PUBLISHED
from rejoinder.publishing.rendering import Head, Published

Root = Path | Bucket
"""What holds all folders: the data directory, or a bucket."""

ENCODINGS: Final[Mapping[str, Callable[[bytes], bytes]]] = {
    "br": partial(brotli.compress, mode=brotli.MODE_TEXT, quality=5),
    "gz": partial(gzip.compress, compresslevel=6, mtime=0),
}
"""How each file is compressed beside itself, by suffix. Brotli's quality 5 and gzip's 6: from there on each percent
costs as much time as all before."""


def folder_of(article: Article, root: Root) -> Folder:
    """The article's folder. ``article`` comes with its site."""
    return folder_at(f"{article.site.key}/{article.uuid}", root)


def folder_at(place: str, root: Root) -> Folder:
    """The folder at ``place`` among the published ones."""
    path = f"{PUBLISHED}/{place}"
    return Directory(root / path) if isinstance(root, Path) else root.folder(path)


def is_reachable(root: Root) -> bool:
    """False for some seconds after the bucket did not answer: whoever asks then is refused at once."""
    return isinstance(root, Path) or root.is_reachable


def folders_in(root: Root, *, since: datetime | None) -> Iterator[tuple[str, set[str]]]:
    """Every article's folder, as ``<site key>/<article uuid>``, and the names in it; with ``since`` only those that
    something was written to from then on.
    """
    return folders_below(root / PUBLISHED, since=since) if isinstance(root, Path) else root.folders(since=since)


def heads_of(articles: Sequence[Article], root: Root) -> list[Head | None]:
    """The head of each, read side by side where that takes a while."""
    folders = [folder_of(article, root) for article in articles]
    return [read_head(one) for one in folders] if isinstance(root, Path) else root.client.each(read_head, folders)


def read_head(folder: Folder) -> Head | None:
    """The head, or None when there is none or it can't be read: then the pages are made anew."""
    try:
        return Head(**json.loads(folder.read(HEAD) or b""))
    except (ValueError, TypeError):
        return None


def read_content(folder: Folder, name: str) -> bytes | None:
    """The content, or None when it is not there or is not what its name says."""
    content = folder.read(name)
    return content if content is not None and hashlib.sha256(content).hexdigest() == name.partition(".")[0] else None


def write_contents(published: Published, folder: Folder) -> set[str]:
    """Puts the contents in place, which nothing names yet: what takes long is done before any lock is taken. The names
    of all files that lie there then.
    """
    there = folder.names()
    folder.write(_missing(published, there))
    return there | with_encodings(published.contents)


def write(published: Published, folder: Folder) -> None:
    """Puts contents and head in place, and removes what the head does not name. A crash at any instant leaves the old
    pages or the new ones, whole.
    """
    # Once more: whoever published since the contents were written removed what its own head doesn't name.
    there = write_contents(published, folder)
    folder.write([(HEAD, published.head.as_json())])
    folder.sync()
    folder.remove(there - named(published.head))


def forget_contents(folder: Folder) -> None:
    """Removes all but the head: what lies there is then written anew, and drawn for whoever asks meanwhile."""
    folder.remove(folder.names() - {HEAD})


def named(head: Head) -> set[str]:
    """All that should lie in the folder of this head."""
    return {HEAD, *with_encodings(head.files.values())}


def with_encodings(names: Iterable[str]) -> set[str]:
    """The names of the files, and of those that lie compressed beside each."""
    return {f"{name}{end}" for name in names for end in ("", *(f".{suffix}" for suffix in ENCODINGS))}


def _missing(published: Published, there: set[str]) -> Iterator[tuple[str, bytes]]:
    for name, content in sorted(published.contents.items()):
        for suffix, encode in ENCODINGS.items():
            if f"{name}.{suffix}" not in there:
                yield f"{name}.{suffix}", encode(content)
        if name not in there:
            yield name, content
