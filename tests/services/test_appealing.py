"""Objections: one per decision, within the site's days, heard by someone who did not decide first."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from rejoinder.accounts.models import User
from rejoinder.comments.errors import CommentNotFound
from rejoinder.comments.models import Article, Comment, Site, Status
from rejoinder.moderation import errors
from rejoinder.moderation.models import Answer, Appeal, AuditEntry, Decision, Hearing
from rejoinder.moderation.services.appealing import Reply, answer_appeal, appeal
from rejoinder.moderation.services.deciding import MACHINE, Ruling, decide
from rejoinder.moderation.verifying import verify_site

UPHOLD = Reply(Hearing.UPHELD, Answer.BREAKS_GUIDELINE)
OVERTURN = Reply(Hearing.OVERTURNED, Answer.MISREAD, "Sorry.")


@pytest.fixture
def objected(send, reject, now):
    """A comment that the moderator rejected and its writer objected to."""
    comment = send("I will find you")
    reject(comment, spans=[(0, 15)])
    return appeal(comment=comment.uuid, reason="criticism", text="", now=now)


def test_an_upheld_rejection_stands(objected, editor, now):
    answered = answer_appeal(appeal=objected.uuid, reply=UPHOLD, user=editor, now=now)
    assert (answered.outcome, answered.answered_by_name, answered.new_decision) == ("upheld", "Edo", None)
    assert Decision.objects.count() == 1
    assert Comment.objects.get().status == Status.REJECTED
    assert AuditEntry.objects.get(action="appeal.upheld").details["answer"] == "breaks_guideline"


def test_an_overturned_rejection_is_published_by_a_new_decision_in_the_chain(site, objected, editor, now):
    before = Article.objects.get().thread_version
    answered = answer_appeal(appeal=objected.uuid, reply=OVERTURN, user=editor, now=now)
    decision = Decision.objects.order_by("sequence").last()
    assert (answered.new_decision, decision.outcome, decision.actor) == (decision, "approve", editor)
    assert Comment.objects.get().status == Status.APPROVED
    assert Article.objects.get().thread_version > before
    assert verify_site(site).decisions == 2
    stored = Appeal.objects.get()
    assert (stored.outcome, stored.answer, stored.answer_text) == ("overturned", "misread", "Sorry.")


def test_the_first_decider_does_not_hear_it(site, objected, moderator, editor, now):
    for reply in (UPHOLD, OVERTURN):
        with pytest.raises(errors.OwnDecision):
            answer_appeal(appeal=objected.uuid, reply=reply, user=moderator, now=now)
    assert Appeal.objects.open(site).for_moderator(moderator).count() == 0
    assert Appeal.objects.open(site).for_moderator(editor).get() == objected
    assert Appeal.objects.get().outcome == "" and Decision.objects.count() == 1


def test_anyone_may_hear_what_the_machine_decided(site, send, moderator, now):
    comment = send("I will find you")
    decide(comment=comment.uuid, ruling=Ruling("reject", "threats"), actor=MACHINE, seen=Status.PENDING, now=now)
    made = appeal(comment=comment.uuid, reason="other", text="", now=now)
    assert Appeal.objects.open(site).for_moderator(moderator).get() == made
    assert answer_appeal(appeal=made.uuid, reply=OVERTURN, user=moderator, now=now).outcome == "overturned"


def test_strangers_answer_nothing(objected, now):
    stranger = User.objects.create_user("stranger@example.org")
    with pytest.raises(errors.NotAModerator):
        answer_appeal(appeal=objected.uuid, reply=OVERTURN, user=stranger, now=now)
    assert Appeal.objects.get().outcome == ""


def test_the_second_answer_is_told_of_the_first(objected, editor, now):
    answer_appeal(appeal=objected.uuid, reply=UPHOLD, user=editor, now=now)
    with pytest.raises(errors.AppealAnswered) as refused:
        answer_appeal(appeal=objected.uuid, reply=OVERTURN, user=editor, now=now)
    assert refused.value.fields == {"by": "Edo", "outcome": "upheld"}
    assert Comment.objects.get().status == Status.REJECTED


@pytest.mark.parametrize(
    "reply",
    [
        Reply(Hearing.UPHELD, Answer.MISREAD),
        Reply(Hearing.OVERTURNED, Answer.BREAKS_GUIDELINE),
        Reply(Hearing.UPHELD, ""),
        Reply(Hearing.UPHELD, "no such answer"),
        Reply(Hearing.SUPERSEDED, Answer.MISREAD),
    ],
)
def test_an_answer_fits_the_outcome(objected, editor, now, reply):
    with pytest.raises(errors.AnswerUnknown):
        answer_appeal(appeal=objected.uuid, reply=reply, user=editor, now=now)
    assert Appeal.objects.get().outcome == ""


def test_what_is_not_there_is_not_found(objected, editor, now):
    with pytest.raises(errors.AppealNotFound):
        answer_appeal(appeal=uuid4(), reply=UPHOLD, user=editor, now=now)
    with pytest.raises(CommentNotFound):
        appeal(comment=uuid4(), reason="other", text="", now=now)


def test_objecting_ends_with_the_site_s_days(site, send, reject, now):
    comment = send("I will find you")
    reject(comment)
    Site.objects.update(appeal_days=7)
    with pytest.raises(errors.ObjectionTooLate) as refused:
        appeal(comment=comment.uuid, reason="other", text="", now=now + timedelta(days=7, seconds=1))
    assert refused.value.fields == {"days": 7}
    assert appeal(comment=comment.uuid, reason="other", text="", now=now + timedelta(days=7))


def test_an_approval_by_another_way_grants_the_objection(objected, approve):
    decision = approve(objected.comment, seen=Status.REJECTED)
    ended = Appeal.objects.get()
    assert (ended.outcome, ended.new_decision, ended.answered_by_name) == ("overturned", decision, "Mina")


def test_a_new_rejection_takes_the_place_of_the_old_and_can_be_objected_to(objected, reject, editor, now):
    second = reject(objected.comment, "vulgarity", seen=Status.REJECTED)
    assert Appeal.objects.get().outcome == "superseded"
    with pytest.raises(errors.AppealAnswered):
        answer_appeal(appeal=objected.uuid, reply=OVERTURN, user=editor, now=now)
    assert appeal(comment=objected.comment.uuid, reason="other", text="", now=now).decision == second


def test_a_withdrawal_can_be_objected_to(site, send, approve, reject, editor, now):
    comment = send("hello")
    approve(comment)
    reject(comment, seen=Status.APPROVED)
    made = appeal(comment=comment.uuid, reason="other", text="", now=now)
    answer_appeal(appeal=made.uuid, reply=OVERTURN, user=editor, now=now)
    assert Comment.objects.get().status == Status.APPROVED
    assert verify_site(site).decisions == 3


def test_what_a_reader_wrote_is_never_changed(objected):
    for statement in ("UPDATE moderation_appeal SET text = 'x'", "DELETE FROM moderation_appeal"):
        with pytest.raises(DatabaseError, match="rejoinder:"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_an_answer_is_given_once(objected, editor, now):
    answer_appeal(appeal=objected.uuid, reply=OVERTURN, user=editor, now=now)
    with pytest.raises(DatabaseError, match="rejoinder:"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE moderation_appeal SET outcome = 'upheld'")


def test_nothing_half_written_when_the_decision_fails(objected, editor, now, monkeypatch):
    def fall(**fields):
        raise CommentNotFound

    monkeypatch.setattr("rejoinder.moderation.services.appealing.decide", fall)
    with pytest.raises(CommentNotFound):
        answer_appeal(appeal=objected.uuid, reply=OVERTURN, user=editor, now=now)
    assert Appeal.objects.get().outcome == ""
    assert not AuditEntry.objects.filter(action="appeal.overturned").exists()
