"""healthz tells of the process; readyz of database, worker and engine, each by name."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from rejoinder.engine import MissingResource
from rejoinder.moderation.models import WorkerBeat


@pytest.fixture
def beat(db):
    """A worker that was seen so many seconds ago."""
    return lambda ago_s: WorkerBeat.objects.create(worker="w", seen_at=timezone.now() - timedelta(seconds=ago_s))


def test_the_process_is_alive_whatever_else_is_not(client, monkeypatch):
    monkeypatch.setattr("rejoinder.conf.health.connection.cursor", lambda: 1 / 0)
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


def test_ready_is_when_all_parts_are(client, beat):
    beat(1)
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"status": "ready", "database": "ok", "worker": "ok", "model": "ok"}


@pytest.mark.parametrize("ago_s", [None, 60])
def test_without_a_living_worker_it_is_not_ready(client, beat, ago_s):
    if ago_s:
        beat(ago_s)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["worker"] == "none running: start rejoinder worker"


def test_without_a_database_it_is_not_ready(client, monkeypatch):
    def unreachable():
        raise OperationalError("password=SECRET")

    monkeypatch.setattr("rejoinder.conf.health.connection.cursor", unreachable)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["database"] == "unreachable"
    assert b"SECRET" not in response.content


def test_without_its_language_packs_it_is_not_ready(client, beat, monkeypatch):
    def missing():
        raise MissingResource("en")

    beat(1)
    monkeypatch.setattr("rejoinder.conf.health.warm_up", missing)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["model"] == "missing_resource"
