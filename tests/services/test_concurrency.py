"""Two at once, each with a connection of its own: one wins, the other is told; nothing is done twice.

On SQLite writers queue for the one lock; on PostgreSQL (tests/acceptance/test_postgresql.py) rows are locked.
"""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from rejoinder.accounts.models import User
from rejoinder.comments.errors import CommentNotFound, DuplicateComment
from rejoinder.comments.models import Article, Comment, Report, Status
from rejoinder.moderation import verifying
from rejoinder.moderation.chain import GENESIS
from rejoinder.moderation.errors import AlreadyDecided, AlreadyObjected, AppealAnswered, ReportsAnswered
from rejoinder.moderation.models import Answer, Appeal, Assessment, Decision, Hearing, Role
from rejoinder.moderation.services.appealing import Reply, answer_appeal, appeal
from rejoinder.moderation.services.assessing import assess_claimed, claim_due
from rejoinder.moderation.services.deciding import Actor, Ruling, decide
from rejoinder.moderation.services.policies import MachineLane, set_policy
from rejoinder.moderation.services.reporting import NewReport, Reporter, keep_reported, report_comment
from rejoinder.moderation.services.sites import add_member
from rejoinder.moderation.verifying import verify_site
from rejoinder.publishing.rendering import FIRST_SHOWN
from rejoinder.publishing.services import publish, publish_stale
from rejoinder.publishing.verifying import verify_pages

FILES = len(FIRST_SHOWN)
"""What is published unasked."""

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*jobs):
    """What each job gave or raised; all start at the same moment, each on a connection of its own."""
    start = threading.Barrier(len(jobs))

    def run(job):
        try:
            start.wait(timeout=30)
            return job()
        except (
            AlreadyDecided,
            AlreadyObjected,
            AppealAnswered,
            CommentNotFound,
            DuplicateComment,
            ReportsAnswered,
        ) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def add_moderator(site, now):
    """One more moderator of the site."""
    user = User.objects.create_user("third@example.org", name="Tara")
    add_member(site=site, user=user, role=Role.MODERATOR, now=now)
    return user


@pytest.fixture
def decide_as(moderator, editor, now):
    """A job that decides in the name of one of two moderators."""

    def job(comment, user, outcome, seen=Status.PENDING):
        ruling = Ruling(outcome, guideline="vulgarity" if outcome == "reject" else "")
        actor = Actor("moderator", user.display_name, user)
        return lambda: decide(comment=comment.uuid, ruling=ruling, actor=actor, seen=seen, now=now)

    return job


@pytest.mark.parametrize("attempt", range(5))
def test_of_two_moderators_one_decides_and_the_other_learns_of_it(
    committing, send, decide_as, moderator, editor, attempt
):
    comment = send("hello")
    results = at_once(decide_as(comment, moderator, "approve"), decide_as(comment, editor, "reject"))
    (winner,) = [result for result in results if isinstance(result, Decision)]
    (loser,) = [result for result in results if isinstance(result, AlreadyDecided)]
    assert loser.fields["by"] == winner.actor_name
    assert loser.fields["outcome"] == winner.outcome
    assert Decision.objects.count() == 1
    comment.refresh_from_db()
    assert comment.status == (Status.APPROVED if winner.outcome == "approve" else Status.REJECTED)


def test_workers_never_claim_the_same_comment(committing, send, now):
    for number in range(40):
        send(f"comment {number}")
    lease = timedelta(minutes=1)
    batches = at_once(*[lambda: claim_due(limit=10, lease=lease, now=now) for _ in range(4)])
    claimed = [row.pk for batch in batches for row in batch]
    assert len(claimed) == len(set(claimed))
    # SKIP LOCKED may leave a row to the next round; none is ever lost.
    claimed += [row.pk for row in claim_due(limit=40, lease=lease, now=now)]
    assert sorted(claimed) == sorted(Comment.objects.values_list("pk", flat=True))


def test_a_comment_claimed_twice_is_assessed_and_decided_once(committing, site, send, now):
    set_policy(
        site=site, lane=MachineLane(may_approve=True, may_reject=True), thresholds={}, actor_name="test", now=now
    )
    send("Thank you for this careful report about the pumps and the two guards.")
    (first,) = claim_due(limit=1, lease=timedelta(0), now=now)
    (second,) = claim_due(limit=1, lease=timedelta(0), now=now)
    at_once(lambda: assess_claimed(claimed=first, now=now), lambda: assess_claimed(claimed=second, now=now))
    assert Assessment.objects.count() == 1
    assert Decision.objects.count() == 1


def test_machine_and_moderator_at_once_give_one_decision(committing, site, send, decide_as, moderator, now):
    set_policy(
        site=site, lane=MachineLane(may_approve=True, may_reject=True), thresholds={}, actor_name="test", now=now
    )
    for number in range(5):
        comment = send(f"Thank you for this careful report about the pumps and the guards, number {number}.")
        (claimed,) = claim_due(limit=1, lease=timedelta(minutes=1), now=now)
        at_once(
            lambda claimed=claimed: assess_claimed(claimed=claimed, now=now), decide_as(comment, moderator, "reject")
        )
        assert Decision.objects.filter(comment=comment).count() == 1


def test_of_a_double_post_one_is_kept(committing, send):
    results = at_once(*[lambda: send("the same words") for _ in range(6)])
    assert sum(isinstance(result, DuplicateComment) for result in results) == 5
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("attempt", range(3))
def test_of_two_moderators_on_one_objection_one_answers(
    committing, site, send, decide_as, moderator, editor, now, attempt
):
    comment = send("hello")
    third = add_moderator(site, now)
    decide_as(comment, moderator, "reject")()
    doubled = at_once(*[lambda: appeal(comment=comment.uuid, reason="other", text="", now=now) for _ in range(2)])
    assert sum(isinstance(result, AlreadyObjected) for result in doubled) == 1
    made = Appeal.objects.get()
    replies = {editor: Reply(Hearing.UPHELD, Answer.BREAKS_GUIDELINE), third: Reply(Hearing.OVERTURNED, Answer.MISREAD)}
    results = at_once(
        *[
            lambda user=user, reply=reply: answer_appeal(appeal=made.uuid, reply=reply, user=user, now=now)
            for user, reply in replies.items()
        ]
    )
    (winner,) = [result for result in results if isinstance(result, Appeal)]
    (loser,) = [result for result in results if isinstance(result, AppealAnswered)]
    assert loser.fields == {"by": winner.answered_by_name, "outcome": winner.outcome}
    comment.refresh_from_db()
    overturned = winner.outcome == "overturned"
    assert comment.status == (Status.APPROVED if overturned else Status.REJECTED)
    assert Decision.objects.count() == 1 + overturned


def test_an_answer_and_another_decision_at_once(committing, site, send, decide_as, moderator, editor, now):
    reply = Reply(Hearing.OVERTURNED, Answer.MISREAD)
    for number in range(3):
        comment = send(f"hello {number}")
        decide_as(comment, moderator, "reject")()
        made = appeal(comment=comment.uuid, reason="other", text="", now=now)
        at_once(
            lambda made=made: answer_appeal(appeal=made.uuid, reply=reply, user=editor, now=now),
            decide_as(comment, moderator, "approve", seen=Status.REJECTED),
        )
        comment.refresh_from_db()
        made.refresh_from_db()
        assert (comment.status, made.outcome) == (Status.APPROVED, "overturned")
        assert Decision.objects.filter(comment=comment).count() == 2
    assert verify_site(site).decisions == 6


def test_a_report_never_waits_at_what_is_withdrawn(committing, send, decide_as, moderator, editor, now):
    def report(comment, key):
        return report_comment(comment=comment.uuid, new=NewReport("threats"), reporter=Reporter(key), now=now)

    for number in range(4):
        comment = send(f"hello {number}")
        decide_as(comment, moderator, "approve")()
        report(comment, "first")
        upto = Report.objects.order_by("id").last().pk
        at_once(
            lambda comment=comment: report(comment, "second"),
            lambda uuid=comment.uuid, upto=upto: keep_reported(comment=uuid, upto=upto, user=editor, now=now),
            decide_as(comment, moderator, "reject", seen=Status.APPROVED),
        )
        comment.refresh_from_db()
        assert comment.status == Status.WITHDRAWN
        assert not Report.objects.filter(comment=comment, answer="").exists()


def test_many_decisions_at_once_keep_the_chain_whole(committing, site, send, decide_as, moderator, editor):
    comments = [send(f"comment {number}") for number in range(20)]
    jobs = [
        decide_as(comment, (moderator, editor)[number % 2], ("approve", "reject")[number % 3 == 0])
        for number, comment in enumerate(comments)
    ]
    results = at_once(*jobs)
    assert all(isinstance(result, Decision) for result in results)
    rows = list(Decision.objects.order_by("sequence"))
    assert [row.sequence for row in rows] == list(range(1, 21))
    assert [row.previous_hash for row in rows] == [GENESIS, *[row.hash for row in rows[:-1]]]
    assert verify_site(site).decisions == 20


def test_pages_published_while_decisions_fall_end_up_as_decided(
    committing, site, article, send, decide_as, moderator, data_dir
):
    comments = [send(f"comment {number}") for number in range(12)]
    publishing = [lambda: publish(article_pk=article.pk, root=data_dir) and None for _ in range(3)]
    at_once(*[decide_as(comment, moderator, "approve") for comment in comments], *publishing)
    publish_stale(root=data_dir)
    assert not Article.objects.stale().exists()
    assert verify_pages(site, root=data_dir) == FILES


def test_verifying_sees_one_moment_while_decisions_fall(
    committing, site, article, send, decide_as, moderator, data_dir, monkeypatch
):
    comments = [send(f"comment {number}") for number in range(4)]
    decide_as(comments[0], moderator, "approve")()
    publish_stale(root=data_dir)
    real = verifying._verify_chain

    def decide_meanwhile(*args):
        chain = real(*args)
        with ThreadPoolExecutor(1) as pool:
            pool.submit(at_once, decide_as(comments[1], moderator, "approve")).result()
        return chain

    monkeypatch.setattr(verifying, "_verify_chain", decide_meanwhile)
    assert verify_site(site).decisions == 1
    monkeypatch.undo()
    assert verify_site(site).decisions == 2


def test_verifying_pages_while_they_are_published(committing, site, article, send, decide_as, moderator, data_dir):
    comments = [send(f"comment {number}") for number in range(8)]

    def decide_and_publish():
        for comment in comments:
            decide_as(comment, moderator, "approve")()
            publish_stale(root=data_dir)

    def verify_again_and_again():
        return [verify_pages(site, root=data_dir) for _ in range(8)]

    _, compared = at_once(decide_and_publish, verify_again_and_again)
    assert set(compared) <= {0, FILES}
    assert verify_pages(site, root=data_dir) == FILES
