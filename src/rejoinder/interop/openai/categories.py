"""OpenAI's categories in terms of our scores.

Swearing, promotion and being off the subject have no category there and so flag nothing here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from rejoinder.interop.scoring import Scored

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


def result_of(scored: Scored) -> dict[str, object]:
    """One entry of ``results``.

    A category is true from the lowest ``reject_at`` of its labels on, as the site's policy sets them. When the engine
    could not read the text, a category that nothing was found for has no applied input type: it was not judged.
    """
    scores = {name: category.score(scored.assessment.scores) for name, category in CATEGORIES.items()}
    true = {name: _is_true(category, scores[name], scored) for name, category in CATEGORIES.items()}
    return {
        "flagged": any(true.values()),
        "categories": true,
        "category_scores": scores,
        "category_applied_input_types": {
            name: ["text"] if category.labels and (scores[name] or not scored.unassessed) else []
            for name, category in CATEGORIES.items()
        },
    }


def _is_true(category: Category, score: float, scored: Scored) -> bool:
    labels = (*category.labels, *category.together)
    return bool(labels) and score >= min(scored.thresholds[label].reject_at for label in labels)
