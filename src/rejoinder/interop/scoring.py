"""Scores for callers that bring their own text: no comment is read or written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rejoinder.comments.models import Site
from rejoinder.engine import (
    COULD_NOT_ASSESS,
    ArticleText,
    Assessment,
    Budget,
    Check,
    Context,
    Recommendation,
    Submission,
    Threshold,
    assess,
    assess_probabilities,
    recommend,
)
from rejoinder.engine import GuidelineSet as Guidelines
from rejoinder.engine import Policy as EnginePolicy
from rejoinder.moderation.ears import checks_of
from rejoinder.moderation.models import GuidelineSet, Policy
from rejoinder.moderation.rules import guidelines_of, policy_of

BUDGET: Final = Budget(limit_chars=20_480, total_ms=8_000.0, check_ms=4_000.0)
"""The longest text that any of the protocols takes (Perspective: 20 480 bytes), and time for it on a slow machine."""

ARTICLE_LIMIT_CHARS: Final = 50_000
"""Of an article that comes with a call; the rest of it is not read."""

_OF_THE_TEXT: Final = frozenset({"nothing_to_read", "language_unknown", "language_not_covered", "too_long"})
"""What lies in the text, not in us: it would be the same at the next call."""


class _Unassessed:
    """What an assessment left open."""

    assessment: Assessment

    @property
    def unassessed(self) -> tuple[str, ...]:
        """Codes of what could not be assessed (``language_unknown``, ``out_of_time`` …)."""
        return tuple(f.evidence for f in self.assessment.findings if f.kind == COULD_NOT_ASSESS)

    @property
    def failed(self) -> bool:
        """True when a check fell or ran out of time: asked again later, the engine may well know."""
        return not _OF_THE_TEXT.issuperset(self.unassessed)


@dataclass(frozen=True)
class Estimated(_Unassessed):
    """How likely each label is: for callers who set a threshold of their own."""

    assessment: Assessment

    @property
    def scores(self) -> Mapping[str, float]:
        """Probabilities, 0..1, by label."""
        return self.assessment.scores


@dataclass(frozen=True)
class Scored(_Unassessed):
    """What the desk would be told of a text: scores, and a recommendation by the site's guidelines and policy."""

    assessment: Assessment
    recommendation: Recommendation
    thresholds: Mapping[str, Threshold]
    """The site's, by score label."""


@dataclass(frozen=True, slots=True)
class Rules:
    """A site's guidelines and policy in force. Once read they need no database, so another thread may use them."""

    guidelines: Guidelines
    policy: EnginePolicy
    publisher_names: tuple[str, ...]
    machine_may_reject: bool
    checks: Sequence[Check]
    """With the site's own model, where one is in force: for decisions. Probabilities are the shipped model's, so that
    a threshold reaches what the published tables say."""

    @classmethod
    def of(cls, site: Site) -> "Rules":
        """As they are now."""
        guidelines, policy = guidelines_of(GuidelineSet.objects.in_force(site)), Policy.objects.in_force(site)
        names = (*site.publisher_names, *guidelines.publisher_names)
        return cls(guidelines, policy_of(policy), names, policy.machine_may_reject, checks_of(site))

    def context(self, *, article: Sequence[str] = (), parent: str | None = None) -> Context:
        """What surrounds a comment: the article's paragraphs, and the comment that is answered."""
        paragraphs, left = [], ARTICLE_LIMIT_CHARS
        for paragraph in article:
            paragraphs.append(whole(paragraph[:left]))
            left -= len(paragraph)
            if left <= 0:
                break
        return Context(
            article=ArticleText(paragraphs=tuple(paragraphs)) if paragraphs else None,
            parent=whole(parent[-ARTICLE_LIMIT_CHARS:]) if parent else None,
            publisher_names=self.publisher_names,
        )

    def estimate(
        self, text: str, *, language: str | None = None, context: Context | None = None, budget: Budget = BUDGET
    ) -> Estimated:
        """Probabilities. Lone surrogates are read as U+FFFD."""
        submission = Submission("", whole(text), language)
        around = context or self.context()
        return Estimated(assess_probabilities(submission, guidelines=self.guidelines, context=around, budget=budget))

    def score(
        self, text: str, *, language: str | None = None, context: Context | None = None, budget: Budget = BUDGET
    ) -> Scored:
        """Scores and recommendation. Lone surrogates are read as U+FFFD."""
        submission = Submission("", whole(text), language)
        around = context or self.context()
        assessment = assess(submission, guidelines=self.guidelines, context=around, budget=budget, checks=self.checks)
        recommendation = recommend(assessment, policy=self.policy, guidelines=self.guidelines)
        return Scored(assessment, recommendation, self.policy.thresholds)


@lru_cache(maxsize=8)
def whole(text: str) -> str:
    """The text with each lone surrogate replaced by U+FFFD; as long as before, in code points and in UTF-16 units."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if _has_surrogates(text) else text


def _has_surrogates(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)
