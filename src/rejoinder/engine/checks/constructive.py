"""Whether a comment adds to the discussion: it argues, asks, suggests, points to sources. An observation."""

import math
from typing import Final

from rejoinder.engine.assessment import Finding
from rejoinder.engine.checks.base import Result
from rejoinder.engine.reading import Reading

_BASE: Final = -2.0
_ARGUMENT: Final = 0.55
_MAX_ARGUMENTS: Final = 4
_SOURCE: Final = 0.4
_QUESTION: Final = 0.4
_COURTESY: Final = 0.25
_INSULT: Final = -0.9
_SHOUT: Final = -0.6


class ConstructiveCheck:
    """A logistic score over a few signs; the weights are judgement, to be replaced when labelled data is at hand."""

    id: Final = "constructive"
    labels: Final = ("constructive",)

    def run(self, reading: Reading) -> Result:
        """The score, with one finding over the first argument marker when the text has any."""
        moves = (span for match in reading.matches for span, p in match.patterns if p.label == "constructive")
        arguments = tuple(sorted({*reading.spans("constructive"), *moves}))
        strength = _BASE + 0.9 * math.log1p(len(reading.tokens) / 8)
        strength += _ARGUMENT * min(_MAX_ARGUMENTS, len(arguments))
        strength += _SOURCE * min(2, len(tuple(reading.spans("source_words"))))
        strength += _QUESTION * ("?" in reading.folded.text) + _COURTESY * bool(reading.lists.get("thanks_polite"))
        strength += _INSULT * min(2, len(tuple(reading.spans("insult", "insult_you", "silence", "dehumanise"))))
        strength += _SHOUT * ("!!" in reading.folded.text)
        score = round(1 / (1 + math.exp(-strength)), 4) if reading.tokens else 0.0
        findings: tuple[Finding, ...] = ()
        if arguments and score >= 0.5:
            findings = (
                reading.finding(
                    arguments[0], "constructive", score, self.id, standing="observation", because=("argues",)
                ),
            )
        return Result(findings, {"constructive": score})
