"""Deciding: one writer, two outcomes, a ground for each, and no second decision on what one has not seen."""

import pytest
from django.db import DatabaseError, connection, transaction

from rejoinder.accounts.models import User
from rejoinder.comments.models import Comment, Status
from rejoinder.moderation import errors
from rejoinder.moderation.chain import GENESIS, hash_of
from rejoinder.moderation.models import Decision
from rejoinder.moderation.services.deciding import Actor, Ruling, decide


def test_an_approval_publishes(send, approve):
    comment = send("hello")
    decision = approve(comment)
    assert Comment.objects.published().get().pk == comment.pk
    assert decision.outcome == "approve"
    assert decision.guideline_set.version == 1
    assert decision.actor_name == "Mina"


def test_a_rejection_names_guideline_and_words(send, reject):
    comment = send("I will find you")
    decision = reject(comment, "threats", spans=[(0, 15)])
    comment.refresh_from_db()
    assert comment.status == Status.REJECTED
    assert decision.evidence == [{"start": 0, "end": 15, "text": "I will find you"}]


@pytest.mark.parametrize("guideline", ["", "relevance", "never_edited", "no such thing"])
def test_a_rejection_needs_a_prohibition_in_force(send, reject, guideline):
    comment = send("hello")
    with pytest.raises(errors.GuidelineUnknown):
        reject(comment, guideline)
    comment.refresh_from_db()
    assert comment.status == Status.PENDING
    assert not Decision.objects.exists()


def test_evidence_lies_in_the_body(send, reject):
    with pytest.raises(errors.EvidenceNotInBody):
        reject(send("short"), spans=[(0, 99)])


def test_the_second_moderator_learns_of_the_first(send, approve, reject):
    comment = send("hello")
    reject(comment, "vulgarity")
    with pytest.raises(errors.AlreadyDecided) as refused:
        approve(comment)
    assert refused.value.status == 409
    assert refused.value.fields == {"by": "Mina", "outcome": "reject", "guideline": "vulgarity"}
    assert Decision.objects.count() == 1


def test_a_withdrawal_is_a_new_decision_and_leaves_a_tombstone(send, approve, reject):
    comment = send("hello")
    approve(comment)
    reject(comment, "threats", seen=Status.APPROVED)
    comment.refresh_from_db()
    assert comment.status == Status.WITHDRAWN
    assert Decision.objects.filter(comment=comment).count() == 2
    assert not Comment.objects.published().exists()


def test_a_rejection_can_be_reversed(send, approve, reject):
    comment = send("hello")
    reject(comment)
    approve(comment, seen=Status.REJECTED)
    comment.refresh_from_db()
    assert comment.status == Status.APPROVED


def test_strangers_decide_nothing(send, now):
    stranger = User.objects.create_user("stranger@example.org", "x")
    comment = send("hello")
    for user in (stranger, None):
        with pytest.raises(errors.NotAModerator):
            decide(
                comment=comment.uuid,
                ruling=Ruling("approve"),
                actor=Actor("moderator", "X", user),
                seen=Status.PENDING,
                now=now,
            )
    assert not Decision.objects.exists()


def test_decisions_form_a_chain(send, approve, reject):
    first = approve(send("one"))
    second = reject(send("two"))
    assert first.previous_hash == GENESIS
    assert second.previous_hash == first.hash == hash_of(first.record)
    assert [first.sequence, second.sequence] == [1, 2]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE comments_comment SET body = body || '!'",
        "UPDATE comments_comment SET body_sha256 = 'x'",
        "UPDATE comments_comment SET author_name = 'someone else'",
        "DELETE FROM comments_comment",
        "UPDATE moderation_decision SET outcome = 'reject'",
        "UPDATE moderation_decision SET record = '{}'",
        "DELETE FROM moderation_decision",
        "UPDATE moderation_guidelineset SET document = ''",
        "UPDATE moderation_policy SET machine_may_approve = NOT machine_may_approve",
        "DELETE FROM moderation_auditentry",
    ],
)
def test_the_database_refuses_to_rewrite_the_past(send, approve, statement):
    approve(send("hello"))
    with pytest.raises(DatabaseError, match="rejoinder:"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Comment.objects.get().body == "hello"


def test_the_database_wants_a_guideline_for_every_rejection(send, approve):
    decision = approve(send("hello"))
    fields = {f.attname: getattr(decision, f.attname) for f in Decision._meta.concrete_fields if f.attname != "id"}
    fields |= {"outcome": "reject", "guideline": "", "sequence": 9, "previous_hash": "f" * 64}
    with pytest.raises(DatabaseError), transaction.atomic():
        Decision.objects.create(**fields)
