"""Folding for matching only: one canonical spelling of a text, with a map back to the code points it came from."""

import re
from dataclasses import dataclass
from typing import Final

from rejoinder.engine.text.tables import LOOK_ALIKES, TWINS, fold_character

_FOREIGN: Final = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_WORD: Final = re.compile(r"[^\W\d_]+")
_LATIN: Final = re.compile("[a-zçğıöşüêîûä]")


class _FoldTable(dict[str, str]):
    """Fills itself; at most one entry per code point of Unicode."""

    def __missing__(self, ch: str) -> str:
        folded = self[ch] = fold_character(ch)
        return folded


_TABLE: Final = _FoldTable()


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text. ``starts[i]`` and ``ends[i]`` are the code points of the original behind ``text[i]``."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open range of the original behind a non-empty range of the folded text."""
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """Fold a text: case, compatibility forms, marks, invisible characters, letter variants, look-alikes.

    Idempotent: folding the result again changes nothing. Dropped code points belong to the character before them,
    so that evidence keeps them. Linear in the length of the text.
    """
    table = _TABLE
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for index, ch in enumerate(text):
        folded = table[ch]
        if len(folded) == 1:
            out.append(folded)
            starts.append(index)
            ends.append(index + 1)
        elif folded:
            out.extend(folded)
            starts.extend([index] * len(folded))
            ends.extend([index + 1] * len(folded))
        elif ends:
            ends[-1] = index + 1
    return Folded(_unmask("".join(out)), tuple(starts), tuple(ends))


def fold_text(text: str) -> str:
    """The folded text alone, for words out of packs and articles."""
    return _unmask("".join([_TABLE[ch] for ch in text]))


def _unmask(folded: str) -> str:
    """Read Cyrillic and Greek letters as the Latin ones they imitate, where they imitate.

    That is inside a word that mixes scripts; and in all words when the text has Latin letters and not one foreign
    letter without a Latin twin. Genuine Cyrillic or Greek has such letters, and stays as it is.
    """
    foreign = set(_FOREIGN.findall(folded))
    if not foreign or not _LATIN.search(folded):
        return folded
    if foreign <= TWINS:
        return folded.translate(LOOK_ALIKES)

    def unmask_word(match: re.Match[str]) -> str:
        word = match.group()
        return word.translate(LOOK_ALIKES) if _LATIN.search(word) else word

    return _WORD.sub(unmask_word, folded)
