"""What advice before sending did on a site: figures for comparing readers who were told with those who were not."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, Sum

from rejoinder.comments.models import AdviceCount, Comment, Heeded, Site, Status


@dataclass(frozen=True, slots=True)
class Sent:
    """Comments that were sent, and how many of them have been published or refused so far."""

    sent: int
    approved: int
    refused: int

    @property
    def approved_share(self) -> float | None:
        """Published ones among the decided, 0..1; None before any is decided."""
        decided = self.approved + self.refused
        return self.approved / decided if decided else None


@dataclass(frozen=True, slots=True)
class AdviceFigures:
    """``shown`` and ``held_back`` count advice that was due; the rest are comments."""

    shown: int
    held_back: int
    changed: Sent
    kept: Sent
    control: Sent

    @property
    def not_sent(self) -> int:
        """Advice after which no comment came: the reader thought better of it, or asked twice for one comment."""
        return max(0, self.shown - self.changed.sent - self.kept.sent)


def advice_figures(site: Site, *, since: datetime) -> AdviceFigures:
    """The site's figures since a time. A withdrawn comment counts as refused."""
    due = AdviceCount.objects.filter(site=site, day__gte=since.date())
    counts = {shown: due.filter(shown=shown).aggregate(all=Sum("count"))["all"] or 0 for shown in (True, False)}
    rows = (
        Comment.objects.filter(site=site, submitted_at__gte=since)
        .exclude(advice="")
        .values("advice")
        .annotate(
            sent=Count("id"),
            approved=Count("id", filter=Q(status=Status.APPROVED)),
            refused=Count("id", filter=Q(status__in=(Status.REJECTED, Status.WITHDRAWN))),
        )
    )
    found = {row["advice"]: Sent(row["sent"], row["approved"], row["refused"]) for row in rows}
    nothing = Sent(0, 0, 0)
    changed, kept, control = (found.get(what, nothing) for what in (Heeded.CHANGED, Heeded.KEPT, Heeded.CONTROL))
    return AdviceFigures(counts[True], counts[False], changed, kept, control)
