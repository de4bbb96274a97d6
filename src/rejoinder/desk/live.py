"""What changes on an open page of the desk: how much waits, and what came since the page was drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Count, IntegerField, Max, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest, QueryDict
from django.urls import reverse

from rejoinder.accounts.models import User
from rejoinder.comments.models import Comment, Report, Site
from rejoinder.desk.queries import Choice, QueueFilter, tally_of
from rejoinder.moderation.models import Appeal


@dataclass(frozen=True, slots=True)
class Counts:
    """What waits for the user at a site. ``newest`` is the number of the newest comment that waits, 0 for none."""

    waiting: int
    objections: int
    reports: int
    newest: int

    @property
    def known(self) -> str:
        """What an open page knows, with nothing new."""
        return f"{self.waiting}-{self.objections}-{self.reports}-0"


def counts_at(site: Site, user: User) -> Counts:
    """The counts, in one query."""
    pending = Comment.objects.pending().filter(site=site)
    row = (
        Site.objects.filter(pk=site.pk)
        .order_by()
        .values_list(
            _single(pending, Count("pk")),
            _single(Appeal.objects.open(site).for_moderator(user), Count("pk")),
            _single(Report.objects.open(site), Count("comment", distinct=True)),
            _single(pending, Max("pk")),
        )
        .get()
    )
    return Counts(*row)


def arrived(site: Site, seen: int) -> int:
    """How many comments wait that came after the one numbered ``seen``."""
    return Comment.objects.pending().filter(site=site, pk__gt=seen).count()


@dataclass(frozen=True, slots=True)
class Filters:
    """The queue's filters as the open page shows them, counted anew."""

    wanted: QueueFilter
    query: QueryDict
    by_recommendation: Sequence[Choice]
    by_language: Sequence[Choice]


def filters_of(request: HttpRequest, site: Site) -> Filters | None:
    """The filters, where the request comes from an open queue; else None."""
    shown = urlsplit(getattr(getattr(request, "htmx", None), "current_url_abs_path", None) or "")
    if shown.path != reverse("desk:queue", args=[site.key]):
        return None
    query = QueryDict(shown.query)
    _, by_recommendation, by_language = tally_of(site)
    return Filters(QueueFilter.from_query(query), query, by_recommendation, by_language)


def _single(rows: QuerySet[Any], aggregate: Any) -> Coalesce:
    """An aggregate over all rows, as part of another query."""
    whole = rows.order_by().annotate(whole=Value(1)).values("whole").annotate(found=aggregate).values("found")
    return Coalesce(Subquery(whole, output_field=IntegerField()), 0)
