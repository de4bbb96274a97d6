"""A page of any kind, read by the reader for its kind."""

import re
from pathlib import Path
from typing import Final

from rejoinder.intake.charset import decoded
from rejoinder.intake.errors import NotText, TooLarge, UnreadableSource
from rejoinder.intake.from_html import read_html
from rejoinder.intake.from_json import read_json
from rejoinder.intake.from_text import read_text
from rejoinder.intake.model import Intake, SourceKind

LIMIT_BYTES: Final = 5_000_000
"""A longer page is no article."""
SUFFIXES: Final[dict[str, SourceKind]] = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".json": "json",
    ".txt": "text",
}
TYPES: Final[dict[str, SourceKind]] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/json": "json",
    "text/plain": "text",
}
_HTML: Final = re.compile(
    r"\s*(?:<\?xml|<!--.*?-->|<!doctype html|</?(?:html|head|body|article|main|section|div|p|h1|meta|title)[\s>/])",
    re.IGNORECASE | re.DOTALL,
)


def read_source(source: Path | str | bytes, *, url: str | None = None, content_type: str | None = None) -> Intake:
    """The article on a page, and the guidelines its rules for comments amount to.

    Args:
        source: a file's path, or what a page holds.
        url: where the page was published; for links on it and as its address where it names none itself.
        content_type: what the server said it is, charset included. Without it, name and content tell.

    Raises:
        IntakeError: see ``rejoinder.intake.errors`` for the kinds.
        BadFile: a CMS file (JSON) has problems; all are listed.
    """
    name = "page"
    if not isinstance(source, bytes):
        name = str(source)
        source = _content(Path(source))
    if len(source) > LIMIT_BYTES:
        raise TooLarge(f"The limit is {LIMIT_BYTES:,} bytes.")
    text = decoded(source, content_type)
    kind = _kind(text, name, content_type)
    if kind == "html":
        return read_html(text, url=url or "")
    if kind == "json":
        return read_json(text, url=url or "", name=name)
    return read_text(text, url=url or "")


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LIMIT_BYTES + 1)
    except (OSError, ValueError) as error:
        raise UnreadableSource(f"{path}: {getattr(error, 'strerror', None) or error}") from error


def _kind(text: str, name: str, content_type: str | None) -> SourceKind:
    stated = (content_type or "").partition(";")[0].strip().lower()
    if stated in TYPES and stated != "text/plain":
        return TYPES[stated]
    if stated and not stated.startswith("text/") and not stated.endswith("+json"):
        raise NotText(f"It is {stated}.")
    by_name = SUFFIXES.get(Path(name).suffix.lower())
    if by_name is not None:
        return by_name
    if stated != "text/plain" and _HTML.match(text):
        return "html"
    return "json" if stated.endswith("+json") or (not stated and text.lstrip().startswith("{")) else "text"
