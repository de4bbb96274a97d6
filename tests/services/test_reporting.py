"""Reports: answered by keeping the comment or withdrawing it, by one moderator, and only those that were seen."""

import pytest
from django.db import DatabaseError, connection, transaction

from rejoinder.accounts.models import User
from rejoinder.comments.errors import CommentNotFound
from rejoinder.comments.models import Comment, Report, Status
from rejoinder.moderation import errors
from rejoinder.moderation.models import AuditEntry, Decision
from rejoinder.moderation.services.reporting import NewReport, Reporter, keep_reported, report_comment


@pytest.fixture
def published(send, approve):
    comment = send("hello")
    approve(comment)
    return comment


@pytest.fixture
def report(published, now):
    """Reports the published comment in the name of a reader."""

    def report_(key, comment=published):
        return report_comment(comment=comment.uuid, new=NewReport("threats"), reporter=Reporter(key), now=now)

    return report_


def test_to_keep_a_comment_answers_what_was_seen_and_no_more(published, report, moderator, now):
    first, second = report("a"), report("b")
    assert keep_reported(comment=published.uuid, upto=first.pk, user=moderator, now=now) == 1
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.answer, first.answered_by, first.answered_by_name) == ("kept", moderator, "Mina")
    assert second.answer == ""
    assert Comment.objects.get().status == Status.APPROVED and Decision.objects.count() == 1
    assert AuditEntry.objects.get(action="reports.kept").details == {"comment": str(published.uuid), "reports": 1}


def test_a_withdrawal_answers_all(published, report, reject):
    report("a")
    report("b")
    decision = reject(published, seen=Status.APPROVED)
    assert set(Report.objects.values_list("answer", "answered_at")) == {("withdrawn", decision.decided_at)}


def test_the_second_moderator_is_told_of_the_first(published, report, moderator, editor, now):
    one = report("a")
    keep_reported(comment=published.uuid, upto=one.pk, user=moderator, now=now)
    with pytest.raises(errors.ReportsAnswered) as refused:
        keep_reported(comment=published.uuid, upto=one.pk, user=editor, now=now)
    assert refused.value.fields == {"by": "Mina", "answer": "kept"}


def test_what_was_withdrawn_can_not_be_kept(published, report, reject, editor, now):
    one = report("a")
    reject(published, seen=Status.APPROVED)
    with pytest.raises(errors.ReportsAnswered) as refused:
        keep_reported(comment=published.uuid, upto=one.pk, user=editor, now=now)
    assert refused.value.fields["answer"] == "withdrawn"
    assert Comment.objects.get().status == Status.WITHDRAWN


def test_strangers_answer_nothing(published, report, now):
    one = report("a")
    with pytest.raises(errors.NotAModerator):
        keep_reported(
            comment=published.uuid, upto=one.pk, user=User.objects.create_user("stranger@example.org"), now=now
        )
    assert Report.objects.get().answer == ""


def test_a_reader_reports_once_even_after_the_answer(published, report, moderator, now):
    one = report("a")
    keep_reported(comment=published.uuid, upto=one.pk, user=moderator, now=now)
    with pytest.raises(errors.AlreadyReported):
        report("a")


def test_only_what_is_published_can_be_reported(send, reject, published, report):
    waiting, rejected = send("waits"), send("rejected")
    reject(rejected)
    reject(published, seen=Status.APPROVED)
    for comment in (waiting, rejected, published):
        with pytest.raises(CommentNotFound):
            report("a", comment)
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE comments_report SET note = 'x'",
        "UPDATE comments_report SET guideline = 'abuse'",
        "UPDATE comments_report SET created_at = '2020-01-01 00:00:00+00:00'",
        "UPDATE comments_report SET answer = '', answered_at = NULL",
        "UPDATE comments_report SET answer = 'withdrawn'",
        "UPDATE comments_report SET answered_by_name = 'somebody else'",
        "DELETE FROM comments_report",
    ],
)
def test_the_database_refuses_to_change_a_report_or_its_answer(published, report, moderator, now, statement):
    one = report("a")
    keep_reported(comment=published.uuid, upto=one.pk, user=moderator, now=now)
    kept = Report.objects.values().get()
    with pytest.raises(DatabaseError, match="rejoinder:"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Report.objects.values().get() == kept
