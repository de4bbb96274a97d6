"""Hard words with one letter wrong, left out, doubled or masked, with their vowels left out, or cut in two.

What a writer does to get past a list is mostly one slip that readers do not even notice. A slip is looked for only in
words that are none themselves (``text.known``), and what it finds counts as doubtful: see ``DOUBT``.
"""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

MIN_CHARS: Final = 5
"""Shorter words have too many neighbours that mean no harm."""
MIN_SKELETON: Final = 3
"""Fewest consonants by which a word without its vowels is known."""
DOUBT: Final = 0.6
"""Highest score of a word found by a slip: it refers, and is never rejected alone."""

_ROWS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "ضصثقفغعهخحج", "شسيبلاتنمك", "ئءرىةوزظ")
_NEIGHBOURS: Final = frozenset(pair for row in _ROWS for a, b in itertools.pairwise(row) for pair in (a + b, b + a))
"""Letters side by side on a keyboard; any other letter makes another word (idiom), not a slip."""
_SIGNS: Final = re.compile(r"[^\w]+|_+")
_VOWELS: Final = re.compile("[aeiouyıêîûöüäáàéèíóاوىيێۆهە]")


class Misspelt:
    """Words under the keys of their slips. Immutable once made; one serves all threads."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(word for word in words if len(word) >= MIN_CHARS and word.isalpha())
        shorter: dict[str, list[str]] = defaultdict(list)
        skeletons: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._words):
            for key in _shorter(word):
                shorter[key].append(word)
            skeleton = _skeleton(word)
            if len(skeleton) >= MIN_SKELETON and len(skeleton) < len(word):
                skeletons[skeleton].append(word)
        self._shorter, self._skeletons = dict(shorter), dict(skeletons)

    def meant(self, written: str) -> tuple[str, ...]:
        """The words a writer may have meant, sorted; the first letter always stands."""
        word = _SIGNS.sub("", written)
        if len(word) < MIN_CHARS - 1 or word in self._words:
            return ()
        found = {meant for meant in self._near(word) if meant[0] == word[0]}
        return tuple(sorted(found))

    def joined(self, first: str, second: str) -> tuple[str, ...]:
        """The words that two halves make, or would make but for the letter that a sign between them hides."""
        word = first + second
        if word in self._words:
            return (word,)
        return tuple(sorted(meant for meant in self._shorter.get(word, ()) if _hides(meant, first, second)))

    def _near(self, word: str) -> Iterator[str]:
        for meant in self._shorter.get(word, ()):  # a letter left out
            if len(word) >= MIN_CHARS or _skeleton(word) == _skeleton(meant):
                yield meant
        for key in _shorter(word):
            if key in self._words:  # one too many
                yield key
            for meant in self._shorter.get(key, ()):
                if _one_letter_or_swap(word, meant):
                    yield meant
        for meant in self._skeletons.get(_skeleton(word), ()):
            if len(word) < len(meant) and word[-1] == meant[-1] and _within(word, meant):
                yield meant


def _shorter(word: str) -> set[str]:
    return {word[:at] + word[at + 1 :] for at in range(1, len(word))}


def _skeleton(word: str) -> str:
    return word[0] + _VOWELS.sub("", word[1:])


def _within(short: str, long: str) -> bool:
    letters = iter(long)
    return all(letter in letters for letter in short)


def _one_letter_or_swap(one: str, other: str) -> bool:
    """Whether two words of one length differ by a neighbouring key, or by two letters that changed places."""
    if len(one) != len(other):
        return False
    differ = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(differ) == 1:
        return one[differ[0]] + other[differ[0]] in _NEIGHBOURS
    return (
        len(differ) == 2
        and differ[1] == differ[0] + 1
        and one[differ[0]] == other[differ[1]]
        and (one[differ[1]] == other[differ[0]])
    )


def _hides(meant: str, first: str, second: str) -> bool:
    return meant.startswith(first) and meant.endswith(second) and len(meant) == len(first) + len(second) + 1
