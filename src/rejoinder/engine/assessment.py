"""What the engine says about a comment: findings, scores, assessment, recommendation.

Everything here is frozen and sorted, so that the same input gives the same bytes. Offsets are code points of
the text as submitted, half open: ``text[start:end] == evidence``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal

LABELS: Final = (
    "toxicity",
    "profanity",
    "vulgarity",
    "threat",
    "personal_attack",
    "identity_abuse",
    "sexism",
    "racism",
    "homophobia",
    "xenophobia",
    "commercial_promotion",
    "personal_promotion",
    "relevance",
    "constructive",
    "criticism_of_publisher",
)
"""Every score an assessment carries, in the order it is written. Each is a number in 0..1."""

COULD_NOT_ASSESS: Final = "could_not_assess"
"""The ``kind`` of a finding left by a check that raised, ran out of time or lacks what it needs."""

SUSPECTED: Final = "suspected"
"""In ``because`` of what the classifier saw: its findings show words, add nothing to a score and reject nothing."""

Standing = Literal["use", "mention", "protected", "observation"]
"""How the words stand in the comment.

``use``: said by the reader as their own. ``mention``: quoted, reported, negated or condemned. ``protected``: what
the guidelines welcome (criticism of the publisher). ``observation``: a property of the whole text (relevance).
"""

Outcome = Literal["approve", "reject", "refer"]


@dataclass(frozen=True, slots=True)
class Submission:
    """A comment as the engine reads it: the text as submitted, and what the caller knows of it."""

    id: str
    text: str
    language: str | None = None
    """What the caller believes; a hint only, the engine detects the language itself."""


@dataclass(frozen=True, slots=True)
class ArticleText:
    """The article a comment stands under, as far as the engine needs it."""

    title: str = ""
    paragraphs: tuple[str, ...] = ()
    section: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """What surrounds the comment. All of it may be missing; then the checks that need it say so."""

    article: ArticleText | None = None
    parent: str | None = None
    """The text of the comment replied to."""
    publisher_names: tuple[str, ...] = ()
    """Names readers call the publisher by; criticism of them is protected."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing a check saw in the text.

    ``kind`` is one of LABELS or COULD_NOT_ASSESS. ``score`` is 0..1 after context was weighed; ``raw_score`` before.
    ``because`` holds stable codes for what context changed (``quotes_article``, ``negated`` …).
    """

    start: int
    end: int
    guideline: str
    kind: str
    score: float
    evidence: str
    check: str
    standing: Standing = "use"
    raw_score: float = 0.0
    because: tuple[str, ...] = ()

    @property
    def suspected(self) -> bool:
        """Whether it is the classifier's alone."""
        return SUSPECTED in self.because


@dataclass(frozen=True, slots=True)
class Assessment:
    """All the engine found in one comment. It decides nothing.

    ``scores`` has every one of LABELS. ``language`` is an ISO 639 code, or ``und`` when the engine does not know it.
    ``versions`` names what made this: engine, guidelines, language packs, model.
    """

    id: str
    language: str
    scores: Mapping[str, float]
    findings: tuple[Finding, ...]
    versions: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    language_confidence: float = 1.0
    """How sure the engine is of ``language``, 0..1."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a recommendation to reject or refer rests on: the guideline, and the words."""

    guideline: str
    kind: str
    score: float
    start: int
    end: int
    evidence: str


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What the policy makes of an assessment. ``ground`` is None only for ``approve``."""

    outcome: Outcome
    ground: Ground | None = None
    reason: str = ""
    """A stable code: ``within_guidelines``, ``breaks_guideline``, ``uncertain``, ``could_not_assess`` or
    ``language_uncertain``."""
