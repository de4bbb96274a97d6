"""Objections as the desk shows them: the comment, what was decided on which words, and why its writer objects."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from rejoinder.accounts.models import User
from rejoinder.comments.models import Comment, Site
from rejoinder.desk.cards import Card
from rejoinder.desk.queries import cards_of
from rejoinder.moderation.models import Appeal, Decision
from rejoinder.moderation.models.appeal import AppealQuerySet

PAGE_SIZE: Final = 20


@dataclass(frozen=True, slots=True)
class HearingCard:
    """An objection at the desk."""

    appeal: Appeal
    card: Card

    @property
    def comment(self) -> Comment:
        """The comment that was rejected."""
        return self.card.comment

    @property
    def decision(self) -> Decision:
        """The decision objected to."""
        return self.appeal.decision


@dataclass(frozen=True, slots=True)
class HearingPage:
    """What waits for an answer, oldest first. ``others`` rest on decisions of the user, whom they are kept from."""

    hearings: Sequence[HearingCard]
    total: int
    others: int


def hearing_page(site: Site, user: User) -> HearingPage:
    """The objections that the user may answer."""
    waiting = Appeal.objects.open(site)
    own = waiting.for_moderator(user)
    total = own.count()
    return HearingPage(hearing_cards(list(_whole(own)[:PAGE_SIZE]), site), total, waiting.count() - total)


def hearing_at_desk(site: Site, uuid: UUID) -> Appeal | None:
    """An objection of the site, with its comment and decisions."""
    return _whole(Appeal.objects.filter(comment__site=site, uuid=uuid)).first()


def hearing_cards(appeals: Sequence[Appeal], site: Site) -> list[HearingCard]:
    """The objections with the cards of their comments."""
    cards = cards_of([appeal.comment for appeal in appeals], site)
    return [HearingCard(appeal, card) for appeal, card in zip(appeals, cards, strict=True)]


def _whole(appeals: AppealQuerySet) -> AppealQuerySet:
    return appeals.select_related(
        "comment__article", "comment__parent", "comment__reader", "decision__guideline_set", "new_decision"
    )
