"""A language pack in memory: frozen, folded, not yet made fast (matcher.py does that)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from rejoinder.engine.lang.names import Aim, Scope
from rejoinder.engine.lang.terms import Phrase, Sequence


@dataclass(frozen=True, slots=True)
class Term:
    """A row of the lexicon."""

    words: Phrase
    label: str
    score: float
    aim: Aim
    scope: Scope


@dataclass(frozen=True, slots=True)
class Pattern:
    """A row of the patterns; ``sequences`` are the ways it may stand in a text."""

    source: str
    sequences: tuple[Sequence, ...]
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Pack:
    """A language as data. ``digest`` changes with any byte of its files."""

    code: str
    terms: tuple[Term, ...] = ()
    lists: Mapping[str, tuple[Phrase, ...]] = field(default_factory=dict)
    patterns: tuple[Pattern, ...] = ()
    proclitics: tuple[str, ...] = ()
    enclitics: tuple[str, ...] = ()
    digest: str = ""
