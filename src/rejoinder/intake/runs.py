"""A crawl that holds its article twice, read once."""

from collections.abc import Sequence
from typing import Final

from rejoinder.intake.dateline import after_dateline

LONG_CHARS: Final = 200
"""Code points from which a repetition can't be chance: neither a refrain nor the turns of an interview."""
OCCURRENCES: Final = 16
"""Earlier places of a paragraph that are compared; bounds the work on a page made of one line."""


def without_repeated_runs(paragraphs: Sequence[str]) -> list[str]:
    """The paragraphs without the further copies of whole runs; the first copy stays, in its order.

    A run is two paragraphs or more that stood one after the other before. It goes when it is long, or when it follows
    straight on its first copy. One paragraph alone goes only when it is long; a short one that comes back stays.
    Paragraphs are compared without their dateline and with white space evened out.
    """
    keys = [_key(paragraph) for paragraph in paragraphs]
    kept: list[int] = []
    places: dict[str, list[int]] = {}
    at = 0
    while at < len(keys):
        start, length = _longest_copy(keys, at, kept, places)
        if length and _is_copy(keys[at : at + length], follows=start + length == len(kept)):
            at += length
            continue
        earlier = places.setdefault(keys[at], [])
        if len(earlier) < OCCURRENCES:
            earlier.append(len(kept))
        kept.append(at)
        at += 1
    return [paragraphs[index] for index in kept]


def _longest_copy(keys: list[str], at: int, kept: list[int], places: dict[str, list[int]]) -> tuple[int, int]:
    """Where in ``kept`` the longest run begins that the paragraphs from ``at`` on repeat, and its length."""
    best = (0, 0)
    for place in places.get(keys[at], ()):
        length = 0
        while (
            at + length < len(keys) and place + length < len(kept) and keys[at + length] == keys[kept[place + length]]
        ):
            length += 1
        if length >= best[1]:
            best = (place, length)
    return best


def _is_copy(run: list[str], *, follows: bool) -> bool:
    if sum(map(len, run)) >= LONG_CHARS:
        return True
    return follows and len(run) > 1


def _key(paragraph: str) -> str:
    return " ".join(after_dateline(paragraph).split())
