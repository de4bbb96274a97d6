"""What a new decision ends: objections to the one it replaces, reports of what it withdraws; and who is told of it.

Called under the comment's lock.
"""

from rejoinder.comments.models import Report
from rejoinder.comments.models.report import ReportAnswer
from rejoinder.moderation.models import Appeal, Decision, Hearing


def close_appeals(decision: Decision) -> None:
    """Ends the open objections to earlier decisions on the comment: an approval grants them, a new rejection can be
    objected to anew.
    """
    Appeal.objects.filter(comment=decision.comment, outcome="").update(
        outcome=Hearing.OVERTURNED if decision.outcome == "approve" else Hearing.SUPERSEDED,
        answered_at=decision.decided_at,
        answered_by=decision.actor,
        answered_by_name=decision.actor_name,
        new_decision=decision,
    )


def close_reports(decision: Decision) -> None:
    """Answers the open reports of a comment that is withdrawn."""
    if decision.outcome == "reject":
        Report.objects.filter(comment=decision.comment, answer="").update(
            answer=ReportAnswer.WITHDRAWN,
            answered_at=decision.decided_at,
            answered_by=decision.actor,
            answered_by_name=decision.actor_name,
        )
