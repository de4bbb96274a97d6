"""A comment's text cut where findings begin and end, so that all of them can be shown in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

_STRONGEST_FIRST = ("use", "mention", "protected", "observation")


class Span(Protocol):
    """A finding's place: code points of the text, half open."""

    @property
    def number(self) -> int: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def standing(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text that the same findings cover. ``numbers`` are theirs; ``ending`` those that end with it."""

    text: str
    numbers: tuple[int, ...] = ()
    ending: tuple[int, ...] = ()
    standing: str = ""
    """The weightiest standing among them: use before mention before protected."""


def segments(text: str, spans: Sequence[Span]) -> list[Segment]:
    """The text in segments; joined they are the text, code point for code point. Empty spans mark nothing."""
    spans = [span for span in spans if 0 <= span.start < span.end <= len(text)]
    cuts = sorted({0, len(text), *(span.start for span in spans), *(span.end for span in spans)})
    return [_segment(text, start, end, spans) for start, end in pairwise(cuts)]


def _segment(text: str, start: int, end: int, spans: Sequence[Span]) -> Segment:
    over = [span for span in spans if span.start <= start and end <= span.end]
    standing = min((span.standing for span in over), key=_STRONGEST_FIRST.index, default="")
    return Segment(
        text[start:end],
        tuple(span.number for span in over),
        tuple(span.number for span in over if span.end == end),
        standing,
    )
