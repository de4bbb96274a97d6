"""Published files in this process's memory, each beside the version of the article it shows."""

from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from django.utils.http import quote_etag

from rejoinder.publishing.lru import Remembered
from rejoinder.publishing.store import ENCODINGS, Root

_KEPT_BYTES: Final = 64 * 1024 * 1024

Stamp = tuple[UUID, int, str]
"""The article, its thread_version, and the renderer: what a file is current for."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A published file as it is sent, in the site's language. ``etag`` is quoted; in another encoding it is another."""

    stamp: Stamp
    name: str
    language: str
    content: bytes
    etag: str = field(init=False)
    encoded: dict[str, bytes] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "etag", quote_etag(self.name.partition(".")[0]))

    @property
    def suffix(self) -> str:
        """``html``, ``json`` or ``atom``."""
        return self.name.rpartition(".")[2]

    def in_encoding(self, suffix: str) -> bytes:
        """The content compressed, made once."""
        if suffix not in self.encoded:
            self.encoded[suffix] = ENCODINGS[suffix](self.content)
        return self.encoded[suffix]


_shelf: Final = Remembered[tuple[Root, str, str], Shown](limit=_KEPT_BYTES, size=lambda shown: len(shown.content))


def kept(root: Root, article_key: str, file: str, stamp: Stamp) -> Shown | None:
    """The file, if what is kept is current."""
    shown = _shelf.get((root, article_key, file))
    return shown if shown is not None and shown.stamp == stamp else None


def keep(root: Root, article_key: str, file: str, shown: Shown) -> None:
    """Keeps the file in place of an older one."""
    _shelf.put((root, article_key, file), shown)
