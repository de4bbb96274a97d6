"""Objecting to a rejection, and hearing the objection.

Everything here is written under the lock of the comment (lock order: services.deciding), so that an objection, its
answer and any other decision come one after the other.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from rejoinder.accounts.models import User
from rejoinder.comments.errors import CommentNotFound
from rejoinder.comments.models import Article, Comment, Site, Status
from rejoinder.moderation.access import require_moderator
from rejoinder.moderation.actors import READER
from rejoinder.moderation.errors import (
    AnswerUnknown,
    AppealAnswered,
    AppealNotFound,
    NothingToObjectTo,
    ObjectionUnknown,
    OwnDecision,
)
from rejoinder.moderation.hearing import appeal_against, last_decision, why_no_objection
from rejoinder.moderation.models import OVERTURNING, UPHOLDING, Act, Answer, Appeal, Hearing, Objection
from rejoinder.moderation.models.appeal import TEXT_LIMIT_CHARS
from rejoinder.moderation.services.auditing import audit
from rejoinder.moderation.services.deciding import Actor, Ruling, decide
from rejoinder.moderation.services.outcome_mail import tell_hearing
from rejoinder.moderation.texts import check_text


@dataclass(frozen=True, slots=True)
class Reply:
    """How a moderator answers. ``answer`` is one of UPHOLDING or of OVERTURNING, as ``outcome`` is."""

    outcome: Hearing
    answer: str
    text: str = ""


def appeal(*, comment: UUID, reason: str, text: str, now: datetime, address: str = "", language: str = "") -> Appeal:
    """The objection to the decision that stands, by whoever holds the comment's receipt. The answer is mailed to
    ``address`` in ``language``, or to the comment's reader where that one's address is known.

    Raises:
        CommentNotFound, NothingToObjectTo, AlreadyObjected, ObjectionTooLate, ObjectionUnknown, TextTooLong,
        TextNotValid, EmailNotValid
    """
    if reason not in Objection.values:
        raise ObjectionUnknown(reason=reason[:40])
    text = check_text(text, limit_chars=TEXT_LIMIT_CHARS)
    with transaction.atomic():
        row, site = _locked(comment)
        decision = last_decision(row)
        refusal = why_no_objection(decision, appeal_against(decision), site, now)
        if refusal is not None or decision is None:
            raise refusal or NothingToObjectTo()
        made = Appeal.objects.create(decision=decision, comment=row, reason=reason, text=text, created_at=now)
        audit(
            site=site,
            action=Act.APPEAL_MADE,
            actor_name=READER,
            at=now,
            comment=str(row.uuid),
            decision=decision.sequence,
            reason=reason,
        )
        tell_hearing(appeal=made, address=address, language=language or site.language, now=now)
        return made


def answer_appeal(*, appeal: UUID, reply: Reply, user: User, now: datetime) -> Appeal:
    """The answered objection. To overturn is to approve by a new decision, which publishes the comment.

    Raises:
        AppealNotFound, NotAModerator, OwnDecision, AppealAnswered, AnswerUnknown, TextTooLong, TextNotValid
    """
    text = check_text(reply.text, limit_chars=TEXT_LIMIT_CHARS)
    if reply.answer not in {Hearing.UPHELD: UPHOLDING, Hearing.OVERTURNED: OVERTURNING}.get(reply.outcome, ()):
        raise AnswerUnknown(answer=reply.answer[:40])
    with transaction.atomic():
        comment = Comment.objects.filter(appeals__uuid=appeal).values_list("uuid", flat=True).first()
        if comment is None:
            raise AppealNotFound
        row, site = _locked(comment)
        require_moderator(user, site)
        found = Appeal.objects.select_related("decision", "new_decision").get(uuid=appeal)
        if found.outcome:
            raise AppealAnswered(by=found.answered_by_name, outcome=found.outcome)
        if found.decision.actor_id == user.pk:
            raise OwnDecision
        _answer(found, Reply(reply.outcome, Answer(reply.answer), text), user, now)
        if reply.outcome == Hearing.OVERTURNED:
            actor = Actor("moderator", user.display_name, user)
            found.new_decision = decide(
                comment=comment, ruling=Ruling("approve"), actor=actor, seen=Status(row.status), now=now
            )
        found.save(update_fields=["new_decision"])
        audit(
            site=site,
            action=Act(f"appeal.{reply.outcome}"),
            actor_name=user.display_name,
            at=now,
            comment=str(comment),
            decision=found.decision.sequence,
            answer=reply.answer,
        )
        return found


def _answer(found: Appeal, reply: Reply, user: User, now: datetime) -> None:
    """Written before any new decision, which would else end the objection itself."""
    found.outcome, found.answer, found.answer_text = reply.outcome, reply.answer, reply.text
    found.answered_at, found.answered_by, found.answered_by_name = now, user, user.display_name
    found.save(update_fields=["outcome", "answer", "answer_text", "answered_at", "answered_by", "answered_by_name"])


def _locked(comment: UUID) -> tuple[Comment, Site]:
    row = Comment.objects.select_for_update(of=("self",), no_key=True).filter(uuid=comment).first()
    if row is None:
        raise CommentNotFound
    article = Article.objects.only("id", "site_id").get(pk=row.article_id)
    return row, Site.objects.get(pk=article.site_id)
