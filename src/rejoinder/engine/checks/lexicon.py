"""Words and patterns of the language packs, weighed by whom they are aimed at and how they stand."""

from typing import Final

from rejoinder.engine.assessment import Finding
from rejoinder.engine.checks.aim import aimed
from rejoinder.engine.checks.base import Result
from rejoinder.engine.checks.publisher import about_publisher
from rejoinder.engine.checks.standing import Stand, weigh
from rejoinder.engine.lang.matcher import Span
from rejoinder.engine.reading import Reading


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
                    findings.append(self._weighed(reading, span, pattern.label, pattern.score, "always"))
        return Result(strongest_each(findings))

    def _weighed(self, reading: Reading, span: Span, kind: str, raw: float, aim: str) -> Finding:
        reading.deadline.keep()
        stand = weigh(reading, span)
        if kind == "personal_attack" and stand.standing == "use" and about_publisher(reading, span):
            stand = Stand("protected", 1.0, ("criticism_of_publisher",))
        factor, because = aimed(reading, span, aim)
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
