"""Scores for callers that bring their own text: no row is read or written."""

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
    Context,
    Recommendation,
    Submission,
    Threshold,
    assess,
    recommend,
)
from rejoinder.moderation.models import GuidelineSet, Policy
from rejoinder.moderation.rules import guidelines_of, policy_of

BUDGET: Final = Budget(limit_chars=20_480)
"""The longest text that any of the protocols takes (Perspective: 20 480 bytes)."""

_OF_THE_TEXT: Final = frozenset({"nothing_to_read", "language_unknown", "language_not_covered", "too_long"})
"""What lies in the text, not in us: it would be the same at the next call."""


@dataclass(frozen=True, slots=True)
class Scored:
    """What the engine says of a text under a site's guidelines and policy."""

    assessment: Assessment
    recommendation: Recommendation
    thresholds: Mapping[str, Threshold]
    """The site's, by score label."""

    @property
    def unassessed(self) -> tuple[str, ...]:
        """Codes of what could not be assessed (``language_unknown``, ``out_of_time`` …)."""
        return tuple(f.evidence for f in self.assessment.findings if f.kind == COULD_NOT_ASSESS)

    @property
    def failed(self) -> bool:
        """True when a check fell or ran out of time: asked again later, the engine may well know."""
        return not _OF_THE_TEXT.issuperset(self.unassessed)


def score(
    text: str,
    *,
    site: Site,
    language: str | None = None,
    parent: str | None = None,
    article: Sequence[str] = (),
    budget: Budget = BUDGET,
) -> Scored:
    """The scores of ``text``, read in the context given. Lone surrogates are read as U+FFFD."""
    guidelines = guidelines_of(GuidelineSet.objects.in_force(site))
    policy = policy_of(Policy.objects.in_force(site))
    context = Context(
        article=ArticleText(paragraphs=tuple(map(whole, article))) if article else None,
        parent=whole(parent) if parent else None,
        publisher_names=(*site.publisher_names, *guidelines.publisher_names),
    )
    assessment = assess(Submission("", whole(text), language), context=context, guidelines=guidelines, budget=budget)
    recommendation = recommend(assessment, policy=policy, guidelines=guidelines)
    return Scored(assessment, recommendation, policy.thresholds)


@lru_cache(maxsize=8)
def whole(text: str) -> str:
    """The text with each lone surrogate replaced by U+FFFD; as long as before, in code points and in UTF-16 units."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if _has_surrogates(text) else text


def _has_surrogates(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)
