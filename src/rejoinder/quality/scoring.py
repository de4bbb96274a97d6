"""Labelled comments as the engine reads them: what it recommends, what it scores, what the classifier thinks alone."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Final

from rejoinder.engine import CHECKS, PATIENT, Policy, Submission, assess, default_guidelines, recommend
from rejoinder.engine.assessment import Assessment, Context
from rejoinder.engine.checks import Check, Result
from rejoinder.engine.checks.aim import GROUPS
from rejoinder.engine.checks.classifier import ClassifierCheck, classifier
from rejoinder.engine.lang.matcher import Span
from rejoinder.engine.models.heads import HEADS
from rejoinder.engine.models.judgement import Judgement
from rejoinder.engine.models.runtime import Classifier
from rejoinder.engine.reading import Reading
from rejoinder.quality.rows import Row

HARMFUL: Final = frozenset(HEADS) - {"constructive", "criticism_of_publisher"} | {"promotion"}
"""Labels that speak against a comment."""
PROMOTION: Final = ("commercial_promotion", "personal_promotion")
POLICY: Final = Policy()


@dataclass(frozen=True, slots=True)
class Read:
    """A row and what the engine made of it."""

    row: Row
    outcome: str
    reason: str
    language: str
    """As detected."""
    scores: dict[str, float]
    """The engine's, per label."""
    classifier: dict[str, float]
    """Calibrated probabilities per head; empty where the classifier was not asked."""
    groups: tuple[str, ...]
    """Groups the comment names."""
    marked: frozenset[int]
    """Code points in findings that stand as use."""

    @property
    def harmful(self) -> bool:
        """Whether a label speaks against it."""
        return any(value >= 0.5 for head, value in self.row.labels.items() if head in HARMFUL)

    @property
    def recognised(self) -> bool:
        """Whether something in it was held against it; a referral for want of understanding is none."""
        return self.outcome == "reject" or (self.outcome == "refer" and self.reason == "uncertain")


class _Groups:
    """A check that finds nothing and remembers which groups a comment names."""

    id: Final = "groups"
    labels: Final[tuple[str, ...]] = ()
    names: tuple[str, ...] = ()

    def run(self, reading: Reading) -> Result:
        whole = Span(0, len(reading.tokens))
        self.names = tuple(name.removeprefix("groups_") for name in GROUPS if reading.has(name, within=whole))
        return Result()


class _Listening:
    """The shipped classifier, and what it said last."""

    def __init__(self, model: Classifier) -> None:
        self.versions = model.versions
        self._model = model
        self.last: Judgement | None = None

    def judge(self, text: str, parent: str | None, language: str | None, keep: Callable[[], object]) -> Judgement:
        self.last = self._model.judge(text, parent, language, keep)
        return self.last


def read_rows(rows: Iterable[Row], advance: Callable[[], object]) -> Iterator[Read]:
    """Each row with what the engine made of it, in order; ``advance`` is called after each."""
    listening, groups = _Listening(classifier()), _Groups()
    asked = ClassifierCheck(lambda: listening)  # type: ignore[arg-type,return-value]
    checks: tuple[Check, ...] = (*(check for check in CHECKS if check.id != asked.id), asked, groups)
    guidelines = default_guidelines()
    for row in rows:
        listening.last, groups.names = None, ()
        submission = Submission(row.id, row.text)
        context = Context(parent=row.parent)
        assessment = assess(submission, context=context, guidelines=guidelines, checks=checks, budget=PATIENT)
        recommendation = recommend(assessment, policy=POLICY, guidelines=guidelines)
        scores = dict(assessment.scores) | {"promotion": max(assessment.scores[head] for head in PROMOTION)}
        yield Read(
            row,
            recommendation.outcome,
            recommendation.reason,
            assessment.language,
            scores,
            _heads(listening.last),
            groups.names,
            _marked(assessment) if row.spans is not None else frozenset(),
        )
        advance()


def _heads(judgement: Judgement | None) -> dict[str, float]:
    if judgement is None:
        return {}
    return dict(judgement.scores) | {"promotion": max(judgement.scores[head] for head in PROMOTION)}


def _marked(assessment: Assessment) -> frozenset[int]:
    used = (f for f in assessment.findings if f.standing == "use" and f.kind in HARMFUL)
    return frozenset(chain.from_iterable(range(finding.start, finding.end) for finding in used))
