"""The moderation tables the database itself keeps append-only."""

from typing import Any, Final

from django.db import connections

from rejoinder.comments.triggers import COMMENTS_GUARDS, Guard, install_guards

MODERATION_GUARDS: Final = (
    Guard(
        table="moderation_decision",
        frozen=("site_id", "sequence", "comment_id", "outcome", "record", "previous_hash", "hash", "decided_at"),
        message="rejoinder: decisions are append-only",
    ),
    Guard(
        table="moderation_assessment",
        frozen=("comment_id", "document", "recommendation", "assessed_at"),
        message="rejoinder: assessments are append-only",
    ),
    Guard(
        table="moderation_guidelineset",
        frozen=("site_id", "version", "document", "source"),
        message="rejoinder: a version of the guidelines never changes",
    ),
    Guard(
        table="moderation_policy",
        frozen=("site_id", "version", "machine_may_approve", "machine_may_reject", "thresholds"),
        message="rejoinder: a version of the policy never changes",
    ),
    Guard(
        table="moderation_appeal",
        frozen=("decision_id", "comment_id", "reason", "text", "created_at"),
        once=("outcome", "answer", "answer_text", "answered_at", "answered_by_id", "answered_by_name"),
        message="rejoinder: an objection is never edited, and answered once",
    ),
    Guard(
        table="moderation_auditentry",
        frozen=("site_id", "action", "actor_name", "at", "details"),
        message="rejoinder: the audit log is append-only",
    ),
)

ALL_GUARDS: Final = (*COMMENTS_GUARDS, *MODERATION_GUARDS)


def install_moderation_guards(**signal: Any) -> None:
    """Receiver of post_migrate."""
    install_guards(connections[signal["using"]], MODERATION_GUARDS)
