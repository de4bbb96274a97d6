"""Bytes to text: what the page says its encoding is, and what it is."""

import codecs
import re
from typing import Final

from charset_normalizer import from_bytes

from rejoinder.intake.errors import BadEncoding, NotText

BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""UTF-32's before UTF-16's, which the little-endian one begins with."""
CANDIDATES: Final = ["cp1256", "cp1254", "cp1252", "iso8859_6", "iso8859_9"]
"""What pages in our languages were written in before UTF-8."""
SIGNATURES: Final = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"\x7fELF", b"RIFF")
META_BYTES: Final = 1024
"""How far into a page HTML lets its ``<meta charset>`` stand (WHATWG HTML, 4.2.5.4)."""

_DECLARED: Final = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_OF_PAGES: Final = re.compile(r"cp\d+|iso8859-\d+|koi8-[ru]|gb\w+|big5\w*|shift_jis\w*|euc_\w+|mac-\w+")
"""Python's names of encodings pages are written in; it knows others, such as escapes, that no page is."""


def decoded(content: bytes, content_type: str | None = None) -> str:
    """The text of a page, line ends as ``\\n``.

    The order is the HTML standard's: byte order mark, Content-Type, ``<meta charset>``; then UTF-8 if it is that, and
    only then a guess among the encodings our languages were written in.

    Raises:
        NotText: the bytes are an image, an archive or the like.
        BadEncoding: no encoding makes text of them.
    """
    if content.startswith(SIGNATURES):
        raise NotText
    for mark, encoding in BOMS:
        if content.startswith(mark):
            return _lines(_strict(content, encoding))
    if b"\0" in content:
        wide = _wide(content)
        if not wide:
            raise NotText
        return _lines(_strict(content, wide))
    for encoding in _declared(content, content_type):
        try:
            return _lines(content.decode(encoding))
        except UnicodeDecodeError:
            continue
    return _lines(_guessed(content))


def _declared(content: bytes, content_type: str | None) -> list[str]:
    """Encodings to try. UTF-8 comes first whatever is declared: nothing else passes for it, and wrong labels abound."""
    stated = _DECLARED.search((content_type or "").encode("ascii", "ignore")) or _DECLARED.search(content[:META_BYTES])
    try:
        name = codecs.lookup(stated[1].decode("ascii")).name if stated else ""
    except LookupError:
        name = ""
    if name in ("iso8859-1", "ascii"):
        # As browsers read them (WHATWG Encoding, labels of windows-1252).
        name = "cp1252"
    return ["utf-8", name] if _OF_PAGES.fullmatch(name) else ["utf-8"]


def _wide(content: bytes) -> str:
    """UTF-16 without a mark: line feeds or spaces, two bytes wide, all over the page."""
    sample = content[:4096]
    little, big = sample.count(b"\n\0") + sample.count(b" \0"), sample.count(b"\0\n") + sample.count(b"\0 ")
    if max(little, big) * 40 < len(sample) or len(content) % 2:
        return ""
    return "utf-16-le" if little >= big else "utf-16-be"


def _guessed(content: bytes) -> str:
    best = from_bytes(content, cp_isolation=CANDIDATES).best()
    if best is None:
        raise BadEncoding
    return str(best)


def _strict(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise BadEncoding(f"It looks like {encoding} and is not.") from error


def _lines(text: str) -> str:
    return text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
