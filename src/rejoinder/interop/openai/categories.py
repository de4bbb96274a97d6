"""OpenAI's categories in terms of our scores.

Swearing, promotion and being off the subject have no category there and so flag nothing here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from rejoinder.interop.scoring import Estimated

_HATE: Final = ("identity_abuse", "sexism", "racism", "homophobia", "xenophobia")


@dataclass(frozen=True, slots=True)
class Category:
    """The highest of ``labels``; where ``together`` is named, not higher than the highest of those. No labels: not
    judged."""

    labels: tuple[str, ...] = ()
    together: tuple[str, ...] = ()

    def score(self, scores: Mapping[str, float]) -> float:
        """0..1; 0 for a category that is not judged."""
        highest = max((scores[label] for label in self.labels), default=0.0)
        return min(highest, max(scores[label] for label in self.together)) if self.together else highest


NOT_JUDGED: Final = Category()

CATEGORIES: Final[Mapping[str, Category]] = {
    "harassment": Category(("personal_attack", "threat")),
    "harassment/threatening": Category(("threat",)),
    "hate": Category(_HATE),
    "hate/threatening": Category(_HATE, together=("threat",)),
    "illicit": NOT_JUDGED,
    "illicit/violent": NOT_JUDGED,
    "self-harm": NOT_JUDGED,
    "self-harm/intent": NOT_JUDGED,
    "self-harm/instructions": NOT_JUDGED,
    "sexual": Category(("vulgarity",)),
    "sexual/minors": NOT_JUDGED,
    "violence": Category(("threat",)),
    "violence/graphic": NOT_JUDGED,
}
"""In OpenAI's order. Violence is judged as a threat only: readers of the news write of war."""


FLAGGED_FROM: Final = 0.6
"""Probability from which a category is true: the same for all, as callers set none. On development data 0.5 flags five
times as many harmless English comments for a fourth more abusive ones."""


def result_of(estimated: Estimated) -> dict[str, object]:
    """One entry of ``results``.

    When the engine could not read the text, a category that nothing was found for has no applied input type: it was
    not judged.
    """
    scores = {name: category.score(estimated.scores) for name, category in CATEGORIES.items()}
    true = {name: scores[name] >= FLAGGED_FROM for name in CATEGORIES}
    return {
        "flagged": any(true.values()),
        "categories": true,
        "category_scores": scores,
        "category_applied_input_types": {
            name: ["text"] if category.labels and (scores[name] or not estimated.unassessed) else []
            for name, category in CATEGORIES.items()
        },
    }
