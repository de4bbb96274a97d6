"""What became of a comment, as its writer is told: on the receipt page and by the embedded section alike."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from rejoinder.comments.models import Comment, Site, Status
from rejoinder.moderation.grounds import Ground, ground_of
from rejoinder.moderation.hearing import appeal_against, appeal_to_show, last_decision, objection_ends, why_no_objection
from rejoinder.moderation.models import Appeal, Decision
from rejoinder.moderation.statements import Statement, statement_of

SOON: Final = timedelta(seconds=20)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the receipt of a comment shows."""

    comment: Comment
    site: Site
    decision: Decision | None
    appeal: Appeal | None
    can_object: bool
    body: str | None
    """The writer's own text; None while it waits, and once the time for objecting is over.

    A receipt is an address that can be passed on: an undecided text must not be readable there, nor a rejected one
    for longer than its writer needs it to object.
    """
    read_by: Literal["software", "moderator", ""]
    """Who reads it now; ``''`` once it is decided."""
    is_late: bool
    """The promised time is over, and it still waits."""
    refresh_s: int = 20
    """After how many seconds a page without script looks again."""

    def statement(self, language: str) -> Statement | None:
        """The statement of reasons for a rejection; None for an approval, or while it waits."""
        is_rejected = self.decision is not None and self.decision.outcome == "reject"
        return statement_of(self.decision, language) if self.decision and is_rejected else None

    def ground(self, language: str) -> Ground | None:
        """The guideline a rejection rests on, in ``language`` where the guidelines speak it."""
        return ground_of(self.decision, language) if self.decision else None


def outcome_of(comment: Comment, *, now: datetime) -> Outcome:
    """The outcome as it stands. ``comment`` comes with its article's site."""
    site = comment.article.site
    if comment.status == Status.PENDING:
        read_by: Literal["software", "moderator"] = "software" if comment.assess_after else "moderator"
        # Software decides within a second, if it does; where it does not run, nobody's page should flicker for long.
        soon = read_by == "software" and now - comment.submitted_at < SOON
        late = _is_late(comment, site, now)
        return Outcome(comment, site, None, None, False, None, read_by, late, refresh_s=2 if soon else 20)
    decision = last_decision(comment)
    against = appeal_against(decision)
    can_object = why_no_objection(decision, against, site, now) is None
    body = comment.body if _shows_body(comment, decision, against, now) else None
    return Outcome(comment, site, decision, appeal_to_show(comment, decision), can_object, body, "", False)


def _is_late(comment: Comment, site: Site, now: datetime) -> bool:
    if site.promised_minutes is None:
        return False
    return now > comment.submitted_at + timedelta(minutes=site.promised_minutes)


def _shows_body(comment: Comment, decision: Decision | None, appeal: Appeal | None, now: datetime) -> bool:
    if comment.status == Status.APPROVED:
        return True
    if decision is None:
        return False
    is_heard = appeal is not None and not appeal.outcome
    return is_heard or now <= objection_ends(decision, comment.article.site)
