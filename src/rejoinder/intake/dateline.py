"""Datelines: where a report was filed from, as agencies set it before the first sentence.

``ERBIL, Kurdistan Region — …``, ``ANKARA (AA) - …``, ``LONDON, March 3 (Agency) – …``, ``ئەربیل، هەرێمی کوردستان — …``.
"""

import re
from typing import Final

DASH: Final = r"(?:\s*[—–―]+|\s+-{1,2}|\s*--)\s+"
BRACKET: Final = r"(?:\s*[(\[（][^()\[\]]{1,40}[)\]）])?"
"""The agency, in brackets behind the place."""
DATE: Final = r"(?:,?\s+\w{3,12}\.?\s+\d{1,2}|,?\s+\d{1,2}\.?\s+\w{3,12}\.?)?(?:,?\s+\d{4})?"
OPENING_CHARS: Final = 600
"""Code points of a paragraph looked at: dateline and first sentence."""

_LATIN: Final = re.compile(
    r"(?P<place>[^\W\d_][\w.'’/-]*(?:[ ][\w.'’/-]+){0,3}(?:,[ ][\w.'’-]+(?:[ ][\w.'’-]+){0,3})?)"
    rf"{DATE}{BRACKET}{DASH}"
)
_ARABIC: Final = re.compile(
    r"(?P<place>[\u0621-\u06D5\u200C]+(?:[ ][\u0621-\u06D5\u200C]+){0,3}"
    r"(?:[،,][ ]?[\u0621-\u06D5\u200C]+(?:[ ][\u0621-\u06D5\u200C]+){0,3})?)"
    rf"(?P<agency>{BRACKET})(?:{DASH}|\s*[-:]\s+)"
)
_DATE_TAIL: Final = re.compile(
    r",?\s+(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*\.?\s+\d{1,2}|\d{1,2}\.?\s+\w+)(?:,?\s+\d{4})?\Z"
)
_MARKS: Final = "\u200e\u200f\u061c\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff"


def dateline_place(paragraph: str) -> str:
    """The place in the paragraph's dateline, without date and agency; ``''`` where it has none."""
    found = _match(paragraph)
    return _DATE_TAIL.sub("", found["place"]).strip(" ,،") if found else ""


def after_dateline(paragraph: str) -> str:
    """The paragraph without its dateline."""
    found = _match(paragraph)
    return paragraph.lstrip(_MARKS)[found.end() :] if found else paragraph


def _match(paragraph: str) -> re.Match[str] | None:
    text = paragraph.lstrip(_MARKS)[:OPENING_CHARS]
    latin = _LATIN.match(text)
    if latin and _names_a_place(latin["place"], text[latin.end() :]):
        return latin
    arabic = _ARABIC.match(text)
    return arabic if arabic and _arabic_place(arabic, text[arabic.end() :]) else None


def _names_a_place(place: str, rest: str) -> bool:
    """Capitals throughout the first part (``NEW YORK, …``), or a name or two in mixed case before a capital."""
    first = _DATE_TAIL.sub("", place).split(",")[0]
    if not rest:
        return False
    if first.lower() == first:
        # Of a script without capitals, or begun without one.
        return False
    if first.upper() == first and len(first) > 2:
        return True
    words = re.split(r"[ ,]+", _DATE_TAIL.sub("", place))
    named = all(word[:1].isupper() for word in words if word)
    return named and len(words) <= 4 and (rest[0].isupper() or not rest[0].isalnum()) and not _breaks_in_again(rest)


def _arabic_place(found: re.Match[str], rest: str) -> bool:
    """Script without capitals: short, and not the opening of a sentence that a pair of dashes interrupts."""
    words = re.split(r"[ ،,]+", found["place"])
    if not rest or _breaks_in_again(rest):
        return False
    named_more = bool(found["agency"]) or "،" in found["place"] or "," in found["place"]
    return len(words) <= (6 if named_more else 2)


def _breaks_in_again(rest: str) -> bool:
    sentence = re.split(r"[.!?؟۔]\s", rest, maxsplit=1)[0]
    return re.search(r"\s[—–-]+\s", sentence) is not None
