"""From the one spelling that the classifier reads back to the words as they were sent.

``normalise`` loses offsets. It works word by word almost everywhere, so the words of a text normalised one by one are
the whole text normalised, spaces apart; where they are not, nothing is claimed.
"""

import re
from typing import Final

from rejoinder.engine.models.normalise import normalise

_WORD: Final = re.compile(r"\S+")
_SAME: Final = str.maketrans("يىكھەێۆڕڵ", "ییکههیورل")
"""Letters whose spelling depends on the language of the whole text."""


def words_behind(text: str, plain: str) -> list[int] | None:
    """For each character of ``plain`` the number of the word of ``text`` it comes from; -1 for spaces.

    Words are what stands between spaces (``word_places``). ``plain`` is ``normalise(text)``. None where the words can't
    be told apart, as in letters spaced out and stretched at once.
    """
    pieces, owner = [], []
    for number, (start, end) in enumerate(word_places(text)):
        piece = normalise(text[start:end]).replace(" ", "")
        pieces.append(piece)
        owner += [number] * len(piece)
    ours, kept = _squeezed("".join(pieces))
    theirs, places = _squeezed(plain.replace(" ", ""))
    if ours.translate(_SAME) != theirs.translate(_SAME):
        return None
    first = {place: owner[at] for at, place in reversed(list(enumerate(kept)))}
    at = iter(places)
    return [-1 if ch == " " else first[next(at)] for ch in plain]


def word_places(text: str) -> list[tuple[int, int]]:
    """Start and end of everything that stands between spaces."""
    return [match.span() for match in _WORD.finditer(text)]


def _squeezed(text: str) -> tuple[str, list[int]]:
    """The text with no character more than twice in a row, and where each of its characters went."""
    out: list[str] = []
    places: list[int] = []
    for ch in text:
        if out[-2:] != [ch, ch]:
            out.append(ch)
        places.append(len(out) - 1)
    return "".join(out), places
