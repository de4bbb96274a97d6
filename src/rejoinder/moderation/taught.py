"""What a site's decisions say to the classifier: which comments, and what is known of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import Max

from rejoinder.comments.models import Site
from rejoinder.engine import Guideline
from rejoinder.engine.models.examples import Example
from rejoinder.engine.models.heads import HARMFUL, IDENTITY_KINDS
from rejoinder.engine.policy import labels_of
from rejoinder.moderation.models import Decision

NOT_TOXIC = frozenset({"commercial_promotion", "personal_promotion"})


@dataclass(frozen=True, slots=True)
class Taught:
    """A moderator's decision as an example, and when it was made."""

    example: Example
    decided_at: datetime


def taught_by(site: Site, *, newest: int) -> list[Taught]:
    """The newest comments on whose fate a moderator had the last word, by the time of that word, oldest first.

    The machine's own decisions teach nothing, nor do rejections for a guideline that no label speaks to.
    """
    last = Decision.objects.filter(site=site).values("comment").annotate(last=Max("sequence")).values("last")
    rows = (
        Decision.objects.filter(site=site, sequence__in=last, actor_kind="moderator")
        .select_related("comment__parent")
        .order_by("-sequence")[:newest]
    )
    found = []
    for row in rows:
        rejected = row.outcome == "reject"
        labels = _labels(row.guideline) if rejected else dict.fromkeys(HARMFUL, False)
        if labels:
            comment = row.comment
            parent = comment.parent.body if comment.parent else None
            found.append(Taught(Example(comment.body, parent, comment.language, rejected, labels), row.decided_at))
    return found[::-1]


@lru_cache(maxsize=64)
def _labels(guideline: str) -> Mapping[str, bool]:
    """What a rejection for a guideline says: its labels hold, the others are open."""
    labels = labels_of(Guideline(guideline, "prohibition"))
    held = {label: True for label in labels if label in HARMFUL}
    if held.keys() & set(IDENTITY_KINDS):
        held["identity_abuse"] = True
    if held and not held.keys() <= NOT_TOXIC:
        held["toxicity"] = True
    return held
