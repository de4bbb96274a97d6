"""Words and patterns of the language packs, weighed by whom they are aimed at and how they stand."""

from typing import Final

from rejoinder.engine.assessment import Finding
from rejoinder.engine.checks.aim import DOUBT_FACTOR, aimed, at_paper, own_name
from rejoinder.engine.checks.base import Result
from rejoinder.engine.checks.publisher import about_publisher
from rejoinder.engine.checks.standing import Stand, weigh
from rejoinder.engine.lang.matcher import Span
from rejoinder.engine.lang.pack import Pattern
from rejoinder.engine.reading import Reading

IDENTITY: Final = frozenset({"identity_abuse", "sexism", "racism", "homophobia", "xenophobia"})


class LexiconCheck:
    """Findings for one family of labels. A word counts as its pack says: always, of a person, of a group …"""

    def __init__(self, check_id: str, labels: tuple[str, ...]) -> None:
        self.id: Final = check_id
        self.labels: Final = labels

    def run(self, reading: Reading) -> Result:
        """One finding for each term and pattern found."""
        findings: list[Finding] = []
        for match in reading.matches:
            reading.deadline.keep()
            for span, term in match.terms:
                if term.label in self.labels and (match.own or term.scope == "any"):
                    findings.append(self._weighed(reading, span, term.label, term.score, term.aim))
            for span, pattern in match.patterns:
                if pattern.label in self.labels:
                    findings.append(self._weighed(reading, span, pattern.label, pattern.score, "always", pattern))
        return Result(strongest_each(findings))

    def _weighed(
        self, reading: Reading, span: Span, kind: str, raw: float, aim: str, pattern: Pattern | None = None
    ) -> Finding:
        reading.deadline.keep()
        stand = weigh(reading, span, pattern)
        if kind == "personal_attack" and stand.standing == "use" and about_publisher(reading, span):
            stand = Stand("protected", 1.0, ("criticism_of_publisher",))
        if kind in {*IDENTITY, "profanity"} and stand.standing == "use" and pattern is None and own_name(reading, span):
            stand = Stand("use", DOUBT_FACTOR, ("own_name",))
        elif kind == "threat" and stand.standing == "use" and at_paper(reading, span):
            stand = Stand("use", DOUBT_FACTOR, ("aimed_at_thing",))
        factor, because = aimed(reading, span, "person_or_thing" if pattern and kind == "personal_attack" else aim)
        return reading.finding(
            span,
            kind,
            raw * factor * stand.factor,
            self.id,
            standing=stand.standing,
            raw_score=raw,
            because=tuple(sorted({*because, *stand.because})),
        )


def strongest_each(findings: list[Finding]) -> tuple[Finding, ...]:
    """The findings without those that overlap a stronger or longer one of the same kind, sorted."""
    size = max((finding.end for finding in findings), default=0)
    taken: dict[str, bytearray] = {}  # a map of the text per kind keeps this linear for floods of one word
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda f: (-f.score, f.start - f.end, f)):
        covered = taken.setdefault(finding.kind, bytearray(size))
        if 1 not in covered[finding.start : finding.end]:
            covered[finding.start : finding.end] = b"\1" * (finding.end - finding.start)
            kept.append(finding)
    return tuple(sorted(kept))
