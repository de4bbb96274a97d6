"""What may be objected to, and until when."""

from datetime import datetime, timedelta

from rejoinder.comments.models import Comment, Site
from rejoinder.errors import Refusal
from rejoinder.moderation.errors import AlreadyObjected, NothingToObjectTo, ObjectionTooLate
from rejoinder.moderation.models import Appeal, Decision


def last_decision(comment: Comment) -> Decision | None:
    """The decision that stands, with its guideline set; None while the comment waits."""
    decisions = Decision.objects.filter(comment=comment).select_related("guideline_set", "assessment")
    return decisions.order_by("sequence").last()


def appeal_against(decision: Decision | None) -> Appeal | None:
    """The objection to the decision, if there is one."""
    return Appeal.objects.filter(decision=decision).first() if decision else None


def appeal_to_show(comment: Comment, decision: Decision | None) -> Appeal | None:
    """The newest objection, if it is to the decision that stands or was ended by it."""
    appeal = Appeal.objects.filter(comment=comment).order_by("-id").first()
    speaks_of_it = appeal and decision and decision.pk in (appeal.decision_id, appeal.new_decision_id)
    return appeal if speaks_of_it else None


def objection_ends(decision: Decision, site: Site) -> datetime:
    """Until when the decision can be objected to."""
    return decision.decided_at + timedelta(days=site.appeal_days)


def why_no_objection(decision: Decision | None, appeal: Appeal | None, site: Site, now: datetime) -> Refusal | None:
    """Why the decision that stands can't be objected to; None when it can."""
    if decision is None or decision.outcome != "reject":
        return NothingToObjectTo()
    if appeal is not None:
        return AlreadyObjected()
    if now > objection_ends(decision, site):
        return ObjectionTooLate(days=site.appeal_days)
    return None
