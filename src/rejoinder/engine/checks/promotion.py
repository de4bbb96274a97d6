"""Advertising: commercial (sells, recruits) and personal (the writer's own page, channel, book).

A link or number alone is rarely enough; it is the company of selling words that makes it promotion. A price alone, a
handle alone and an honest source are none.
"""

from typing import Final

from rejoinder.engine.assessment import Finding
from rejoinder.engine.checks.base import Result
from rejoinder.engine.checks.lexicon import LexiconCheck, strongest_each
from rejoinder.engine.checks.links import Signal, signals
from rejoinder.engine.lang.matcher import Span
from rejoinder.engine.reading import Reading

COMMERCIAL: Final = "commercial_promotion"
PERSONAL: Final = "personal_promotion"

_SELLING: Final = ("promo_commercial", "earn", "goods", "contact")
_INVITING: Final = ("promo_personal",)
_BOOST: Final = 0.25
"""What each further sign of promotion adds, up to three."""


class PromotionCheck:
    """The packs' rows for promotion, and signals (links, numbers, addresses) weighed by the words around them."""

    id: Final = "promotion"
    labels: Final = (COMMERCIAL, PERSONAL)

    def __init__(self) -> None:
        self._lexicon = LexiconCheck(self.id, self.labels)

    def run(self, reading: Reading) -> Result:
        """The packs' findings and one for each signal that is more than an honest reference."""
        found = signals(reading.folded, reading.publisher_names)
        reading.deadline.keep()
        lexical = self._lexicon.run(reading).findings
        weighed = [self._weigh(reading, signal, found, lexical) for signal in found]
        return Result(strongest_each([*lexical, *(finding for finding in weighed if finding)]))

    def _weigh(
        self, reading: Reading, signal: Signal, found: tuple[Signal, ...], lexical: tuple[Finding, ...]
    ) -> Finding | None:
        near = _around(reading, signal)
        beside = [f for f in lexical if f.score >= 0.5 and f.standing == "use" and _lies_in(reading, f, near)]
        selling = _phrases(reading, near, *_SELLING) + sum(f.kind == COMMERCIAL for f in beside)
        inviting = _phrases(reading, near, *_INVITING) + sum(f.kind == PERSONAL for f in beside)
        if signal.kind in ("handle", "invite") and _calls(reading, near):
            inviting += 1
        if signal.kind == "price":
            others = sum(other.kind in ("phone", "email", "link", "invite", "code") for other in found)
            inviting, selling = 0, selling + (others if selling else 0)
        signs = min(3, selling + inviting)
        if signs == 0 and signal.score < 0.3:
            return None
        personal = inviting > selling or (signal.kind in ("handle", "invite") and selling == 0)
        score = min(0.95, signal.score + _BOOST * signs)
        because = (signal.kind, *(("selling_words",) if selling else ()), *(("inviting_words",) if inviting else ()))
        kind = PERSONAL if personal else COMMERCIAL
        return reading.finding_at(
            signal.start, signal.end, kind, score, self.id, raw_score=signal.score, because=tuple(sorted(because))
        )


def _around(reading: Reading, signal: Signal) -> Span:
    """The sentence of the signal and its neighbours: a link at the end of an essay is not sold by its first line."""
    tokens = reading.tokens
    inside = [t.sentence for t in tokens if t.start < signal.end and signal.start < t.end]
    if not inside:
        return Span(0, len(tokens))
    low, high = min(inside) - 1, max(inside) + 1
    places = [index for index, token in enumerate(tokens) if low <= token.sentence <= high]
    return Span(places[0], places[-1] + 1)


def _lies_in(reading: Reading, finding: Finding, near: Span) -> bool:
    return reading.tokens[near.first].start <= finding.start and finding.end <= reading.tokens[near.last - 1].end


def _phrases(reading: Reading, near: Span, *names: str) -> int:
    """How many lists speak with a phrase of two words or more; a single ``buy`` is in every other comment."""
    return sum(any(span.last - span.first >= 2 for span in reading.spans(name, within=near)) for name in names)


def _calls(reading: Reading, near: Span) -> bool:
    """Whether a verb of invitation stands with the reader's own place: follow my page, subscribe to our channel."""
    return all(reading.has(*names, within=near) for names in (("promo_call",), ("promo_place",), ("i", "we")))
