"""Faults from below: a clock set back, a worker that stood still, a database that does not answer.

See docs/how-to/drills.md.
"""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client

from rejoinder.cli.work import Worker
from rejoinder.comments.errors import TooManyComments
from rejoinder.comments.models import Comment, Status
from rejoinder.comments.services.submit import Limits
from rejoinder.engine import warm_up
from rejoinder.moderation.models import Assessment, Decision, WorkerBeat
from rejoinder.moderation.services.assessing import assess_batch, claim_due
from rejoinder.moderation.services.policies import MachineLane, set_policy
from rejoinder.moderation.verifying import verify_site

LEASE = timedelta(seconds=60)
FINE = "Thank you for this careful report about the pumping station and the two guards."


@pytest.fixture
def machine(site, now):
    """The machine may decide. Packs and model are loaded, which under load takes longer than a check may."""
    warm_up()
    set_policy(site=site, lane=MachineLane(True, True), thresholds={}, actor_name="test", now=now)


def run(claimed, now, *, meanwhile=lambda: None):
    """A worker's batch; ``meanwhile`` happens when it has read and not yet written."""

    def clock():
        meanwhile()
        return now

    return assess_batch(claimed=claimed, clock=clock, stop=lambda: False)


def test_what_a_dead_worker_held_is_due_when_the_clock_is_set_back(send, now):
    send(FINE)
    assert len(claim_due(limit=10, lease=LEASE, now=now)) == 1
    assert claim_due(limit=10, lease=LEASE, now=now - timedelta(minutes=1)) == [], "another machine's clock may differ"
    assert len(claim_due(limit=10, lease=LEASE, now=now - timedelta(hours=2))) == 1


def test_a_clock_set_back_keeps_nobody_from_sending(send, now):
    limits = Limits(chars=10_000, per_minute=1)
    send(f"{FINE} 1", address="a", limits=limits)
    with pytest.raises(TooManyComments):
        send(f"{FINE} 2", address="a", limits=limits, at=now + timedelta(seconds=30))
    assert send(f"{FINE} 3", address="a", limits=limits, at=now - timedelta(hours=2))


def test_a_clock_set_back_does_not_silence_a_worker(db):
    from django.utils import timezone

    WorkerBeat.objects.create(worker="dead", seen_at=timezone.now() + timedelta(hours=1))
    assert Client().get("/readyz").json()["worker"] != "ok"
    Worker()._beat()
    assert not WorkerBeat.objects.filter(worker="dead").exists()
    assert Client().get("/readyz").json()["worker"] == "ok"


def test_a_decision_under_a_clock_set_back_follows_the_one_before(send, approve, site, machine, now):
    approve(send(f"{FINE} 1"))
    send(f"{FINE} 2", at=now - timedelta(hours=2))
    past = now - timedelta(hours=1)
    assert run(claim_due(limit=10, lease=LEASE, now=past), past) == 1
    assert Assessment.objects.get().recommendation == "approve", Assessment.objects.get().document
    assert [row.decided_at for row in Decision.objects.order_by("sequence")] == [now, past]
    verify_site(site)


def test_a_worker_that_stood_still_past_its_lease_writes_nothing_twice(send, site, machine, now):
    for number in range(4):
        send(f"{FINE} {number}")
    later = now + timedelta(minutes=2)
    stopped = claim_due(limit=10, lease=LEASE, now=now)
    other = claim_due(limit=3, lease=LEASE, now=later)
    assert (len(stopped), len(other)) == (4, 3)
    assert run(stopped, later, meanwhile=lambda: run(other, later)) == 1, "only what no one took over"
    assert Assessment.objects.count() == Decision.objects.count() == 4
    assert set(Comment.objects.values_list("status", flat=True)) == {Status.APPROVED}
    verify_site(site)


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("/articles/pumps", "rejoinder.publishing.serving.Article.objects.look"),
        ("/embed/v1/articles/pumps/thread", "rejoinder.publishing.serving.Article.objects.look"),
        ("/api/v1/articles/pumps/comments", "rejoinder.publishing.serving.Article.objects.look"),
    ],
)
def test_a_database_that_does_not_answer_is_told_plainly(article, monkeypatch, caplog, error, address, place):
    def fall(*args):
        raise error("a row that holds SECRET")

    monkeypatch.setattr(place, fall)
    response = Client().get(address)
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert b"unavailable" in response.content or b"shortly" in response.content
    assert error.__name__ in caplog.text
    assert "SECRET" not in caplog.text + response.content.decode()


@pytest.mark.parametrize("address", ["/articles/pumps/comments", "/api/v1/articles/pumps/comments"])
def test_a_comment_that_can_t_be_stored_is_not_acknowledged(article, monkeypatch, address):
    def full(*args, **fields):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr("rejoinder.comments.services.submit.Comment.objects.create", full)
    if "api" in address:
        response = Client().post(address, {"body": FINE}, content_type="application/json")
    else:
        response = Client().post(address, urlencode({"body": FINE}), content_type="application/x-www-form-urlencoded")
    assert response.status_code == 503
    assert not Comment.objects.exists()


def test_the_engine_is_loaded_before_any_comment_s_time_runs(send, machine, monkeypatch):
    from rejoinder.cli import work
    from rejoinder.moderation.services import assessing

    done = []
    monkeypatch.setattr(work, "warm_up", lambda: done.append("warm"))
    monkeypatch.setattr(work, "close_old_connections", lambda: None)
    real = assessing.assess

    def assess(*args, **fields):
        done.append("assess")
        return real(*args, **fields)

    monkeypatch.setattr(assessing, "assess", assess)
    worker = Worker()
    worker._turn()
    assert done == [], "a worker with nothing to do loads nothing"
    send(FINE)
    worker._turn()
    worker._turn()
    assert done == ["warm", "assess"]
