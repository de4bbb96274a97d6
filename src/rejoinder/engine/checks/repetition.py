"""Flooding and shouting: the same letter, word or line again and again, or capitals throughout.

Neither breaks a guideline; both make a comment less of a contribution, so this check only observes.
"""

from collections import Counter
from itertools import pairwise
from typing import Final

from rejoinder.engine.assessment import Finding
from rejoinder.engine.checks.base import Result
from rejoinder.engine.reading import Reading

MIN_WORDS: Final = 8
MIN_SHOUTED_LETTERS: Final = 20
_LONG_RUN: Final = 12


class RepetitionCheck:
    """Observations on the kind ``constructive``; the score is the share of the text that is not repetition."""

    id: Final = "repetition"
    labels: Final = ("constructive",)

    def run(self, reading: Reading) -> Result:
        """At most one finding for each form of repetition, over the whole text."""
        found = [
            self._finding(reading, share, code)
            for share, code in (
                (_repeated_words(reading), "repeats_words"),
                (_repeated_lines(reading.folded.text), "repeats_lines"),
                (_runs(reading.folded.text), "repeats_characters"),
                (0.3 if _shouts(reading.text) else 0.0, "shouts"),
            )
            if share >= 0.3
        ]
        return Result(tuple(sorted(found)))

    def _finding(self, reading: Reading, share: float, code: str) -> Finding:
        end = len(reading.text)
        return reading.finding_at(
            0, end, "constructive", 1.0 - share, self.id, standing="observation", raw_score=1.0, because=(code,)
        )


def _repeated_words(reading: Reading) -> float:
    words = [token.text for token in reading.tokens]
    if len(words) < MIN_WORDS:
        return 0.0
    most = max(Counter(words).values())
    pairs = Counter(pairwise(words))
    flooded = 2 * sum(count - 1 for count in pairs.values() if count > 2) / len(words)
    return min(1.0, max(flooded, most / len(words) if most > 4 else 0.0))


def _repeated_lines(text: str) -> float:
    lines = [line.strip() for line in text.split("\n") if len(line.strip()) > 3]
    return sum(count - 1 for count in Counter(lines).values()) / len(lines) if len(lines) >= 3 else 0.0


def _runs(text: str) -> float:
    if len(text) < 2 * _LONG_RUN:
        return 0.0
    repeated = run = 0
    previous = ""
    for ch in text:
        run = run + 1 if ch == previous and ch != " " else 1
        repeated += run > 3
        previous = ch
    return repeated / len(text)


def _shouts(text: str) -> bool:
    upper = sum(ch.isupper() for ch in text)
    lower = sum(ch.islower() for ch in text)
    return upper >= MIN_SHOUTED_LETTERS and upper > 4 * lower
