"""What the desk reads. Each list takes the same number of queries, however long it is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.http import QueryDict

from rejoinder.accounts.models import User
from rejoinder.comments.models import Comment, Site
from rejoinder.desk import words
from rejoinder.desk.cards import Card, card_of
from rejoinder.moderation.access import sites_moderated_by
from rejoinder.moderation.models import Assessment, Decision, GuidelineSet

PAGE_SIZE: Final = 20
NOT_ASSESSED: Final = "none"


def sites_at_desk(user: User) -> QuerySet[Site]:
    """The user's sites, each with ``oldest`` (submitted_at of what waits longest) and ``proposals``."""
    oldest = Comment.objects.pending().filter(site=OuterRef("pk")).order_by("submitted_at", "id")
    proposals = (
        GuidelineSet.objects.filter(site=OuterRef("pk"), confirmed_at=None, dismissed_at=None)
        .order_by()
        .values("site")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return sites_moderated_by(user).annotate(
        oldest=Subquery(oldest.values("submitted_at")[:1]), proposals=Subquery(proposals)
    )


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """What of the queue is asked for; an empty string asks for all. ``after`` is a cursor from ``QueuePage.next``."""

    recommendation: str = ""
    language: str = ""
    after: str = ""

    @classmethod
    def from_query(cls, query: QueryDict) -> "QueueFilter":
        """As an address names it; what it does not understand, it leaves out."""
        recommendation = query.get("recommendation", "")
        known = recommendation in words.RECOMMENDATIONS
        return cls(recommendation if known else "", query.get("language", "")[:12], query.get("after", "")[:60])


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter, and how many comments wait under it."""

    code: str
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A page of the queue, oldest first. ``next`` is the cursor of the page after it, ``''`` on the last."""

    cards: Sequence[Card]
    next: str
    total: int
    by_recommendation: Sequence[Choice]
    by_language: Sequence[Choice]


def queue_page(site: Site, wanted: QueueFilter) -> QueuePage:
    """The page of the site's undecided comments that ``wanted`` asks for."""
    rows = _page_of(_waiting(site), wanted)
    total, by_recommendation, by_language = tally_of(site)
    more = len(rows) > PAGE_SIZE
    rows = rows[:PAGE_SIZE]
    return QueuePage(
        cards=cards_of(rows, site),
        next=_cursor(rows[-1]) if more else "",
        total=total,
        by_recommendation=by_recommendation,
        by_language=by_language,
    )


def tally_of(site: Site) -> tuple[int, list[Choice], list[Choice]]:
    """How many comments wait: in all, under each recommendation, in each language."""
    tally = list(_waiting(site).values("recommendation", "language").annotate(n=Count("pk")).order_by())
    by_recommendation = _choices(tally, "recommendation", words.RECOMMENDATIONS)
    return sum(row["n"] for row in tally), by_recommendation, _choices(tally, "language", words.LANGUAGES)


def cards_of(comments: Sequence[Comment], site: Site) -> list[Card]:
    """Cards of comments that came with article and parent: two queries for all."""
    newest = {a.comment_id: a for a in Assessment.objects.filter(comment__in=comments).order_by("id")}
    in_force = GuidelineSet.objects.in_force(site)
    return [card_of(comment, newest.get(comment.pk), in_force, site) for comment in comments]


def comment_at_desk(site: Site, **lookup: Any) -> Comment | None:
    """A comment of the site, with article and parent."""
    comments = Comment.objects.filter(site=site).select_related("article", "parent", "pick", "reader")
    return comments.filter(**lookup).first()


def newest_published(site: Site, page: int, *, picks: bool = False) -> tuple[list[Comment], bool]:
    """A page (from 1) of the site's published comments, those decided last first; and whether there are more.

    With ``picks`` of the editors' picks alone, those picked last first.
    """
    start = (page - 1) * PAGE_SIZE
    published = Comment.objects.published().filter(site=site).select_related("article", "pick")
    if picks:
        published = published.filter(pick__isnull=False).order_by("-pick__picked_at", "-id")
    else:
        published = published.order_by("-decided_at", "-id")
    rows = list(published[start : start + PAGE_SIZE + 1])
    return rows[:PAGE_SIZE], len(rows) > PAGE_SIZE


def decisions_on(comment: Comment) -> list[Decision]:
    """All decisions on a comment, first to last, each with its guideline set and the objection to it."""
    decisions = Decision.objects.filter(comment=comment).select_related("guideline_set", "appeal")
    return list(decisions.order_by("sequence"))


def _waiting(site: Site) -> QuerySet[Comment]:
    return Comment.objects.pending().filter(site=site)


def _page_of(waiting: QuerySet[Comment], wanted: QueueFilter) -> list[Comment]:
    if wanted.recommendation:
        waiting = waiting.filter(recommendation=_stored(wanted.recommendation))
    if wanted.language:
        waiting = waiting.filter(language=_stored(wanted.language))
    if (place := _read_cursor(wanted.after)) is not None:
        at, pk = place
        waiting = waiting.filter(Q(submitted_at__gt=at) | Q(submitted_at=at, pk__gt=pk))
    rows = waiting.select_related("article", "parent", "reader").order_by("submitted_at", "id")
    return list(rows[: PAGE_SIZE + 1])


def _stored(code: str) -> str:
    return "" if code == NOT_ASSESSED else code


_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


def _cursor(comment: Comment) -> str:
    return f"{(comment.submitted_at - _EPOCH) // _MICROSECOND}-{comment.pk}"


def _read_cursor(cursor: str) -> tuple[datetime, int] | None:
    microseconds, _, pk = cursor.partition("-")
    if not (microseconds.isascii() and microseconds.isdigit() and pk.isascii() and pk.isdigit()):
        return None
    try:
        return _EPOCH + int(microseconds) * _MICROSECOND, min(int(pk), 2**62)
    except OverflowError:
        return None


def _choices(tally: Iterable[Mapping[str, Any]], name: str, table: dict[str, Any]) -> list[Choice]:
    counts: dict[str, int] = {}
    for row in tally:
        code = row[name] or NOT_ASSESSED
        counts[code] = counts.get(code, 0) + row["n"]
    titles = {**table, NOT_ASSESSED: words.RECOMMENDATIONS[NOT_ASSESSED]}
    most_first = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [Choice(code, words.word(titles, code), n) for code, n in most_first]
