"""Reported comments as the desk shows them: each with all that was said against it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Min
from django.utils.translation import get_language

from rejoinder.comments.models import Comment, Report, Site
from rejoinder.desk.cards import Card
from rejoinder.desk.queries import cards_of
from rejoinder.moderation.grounds import ground_named
from rejoinder.moderation.models import GuidelineSet
from rejoinder.moderation.rules import guidelines_of

PAGE_SIZE: Final = 20


@dataclass(frozen=True, slots=True)
class Claim:
    """One report in words. ``title`` is the guideline it names; empty for a notice that the comment is illegal."""

    report: Report
    title: str


@dataclass(frozen=True, slots=True)
class ReportedCard:
    """A reported comment at the desk. ``upto`` is the newest of the reports shown."""

    card: Card
    claims: Sequence[Claim]

    @property
    def comment(self) -> Comment:
        """The comment that was reported."""
        return self.card.comment

    @property
    def upto(self) -> int:
        """The newest report shown: what comes later is not answered with these."""
        return max(claim.report.pk for claim in self.claims)


@dataclass(frozen=True, slots=True)
class ReportedPage:
    """What waits for an answer: notices of illegal content first, then by the oldest report."""

    reported: Sequence[ReportedCard]
    total: int


def reported_page(site: Site) -> ReportedPage:
    """The reported comments of a site."""
    waiting = Report.objects.open(site).order_by().values("comment").annotate(first=Min("created_at"))
    notices = set(Report.objects.open(site).filter(is_notice=True).values_list("comment", flat=True))
    places = sorted(waiting, key=lambda row: (row["comment"] not in notices, row["first"], row["comment"]))
    shown = [row["comment"] for row in places[:PAGE_SIZE]]
    comments = Comment.objects.select_related("article", "parent", "reader").in_bulk(shown)
    return ReportedPage(reported_cards([comments[pk] for pk in shown], site), len(places))


def reported_cards(comments: Sequence[Comment], site: Site) -> list[ReportedCard]:
    """Cards of comments, with the open reports of each."""
    guidelines = guidelines_of(GuidelineSet.objects.in_force(site))
    languages = (get_language() or site.language, site.language)
    claims: dict[int, list[Claim]] = {comment.pk: [] for comment in comments}
    for report in Report.objects.filter(comment__in=comments, answer="").order_by("created_at", "id"):
        ground = ground_named(guidelines, report.guideline, *languages) if report.guideline else None
        claims[report.comment_id].append(Claim(report, ground.name if ground else ""))
    cards = cards_of(comments, site)
    return [ReportedCard(card, claims[card.comment.pk]) for card in cards if claims[card.comment.pk]]
