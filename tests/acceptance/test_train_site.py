"""``rejoinder train-site`` as an editor calls it, and as the worker does by night."""

import pytest
from typer.testing import CliRunner

from rejoinder.cli.main import app
from rejoinder.cli.night import Night
from rejoinder.moderation.models import SiteModel, SiteTraining
from rejoinder.moderation.services.site_models import set_nightly


def call(*arguments):
    return CliRunner().invoke(app, ["train-site", *arguments])


def test_too_few_decisions_end_it_with_what_it_takes(site):
    ended = call("gazette")
    assert ended.exit_code == 1
    assert "0 to learn from" in ended.stderr
    assert not SiteModel.objects.exists()


def test_nothing_to_roll_back_is_said(site):
    ended = call("gazette", "--rollback")
    assert ended.exit_code == 1
    assert "nothing to roll back" in ended.stderr


def test_every_night_is_turned_on_and_off(site):
    assert call("gazette", "--nightly").exit_code == 0
    assert SiteTraining.objects.get(site=site).nightly
    assert call("gazette", "--no-nightly").exit_code == 0
    assert not SiteTraining.objects.get(site=site).nightly


def test_an_unknown_site_is_named(site):
    ended = call("nowhere")
    assert ended.exit_code == 1
    assert "there are: gazette" in ended.stderr


class Training:
    """A training that runs until it is told otherwise."""

    def __init__(self):
        self.status, self.stopped = None, False

    def poll(self):
        return self.status

    def terminate(self):
        self.stopped = True


@pytest.mark.parametrize("ended", [False, True])
def test_the_worker_trains_one_site_at_a_time_and_stops_with_it(site, now, monkeypatch, ended):
    from rejoinder.moderation.services.sites import add_site

    other = add_site(key="other", name="Other", language="en", now=now)
    for each in (site, other):
        set_nightly(site=each, nightly=True, actor_name="test", now=now)
    monkeypatch.setattr("rejoinder.cli.night.timezone.now", lambda: now.replace(hour=2))
    started, training = [], Training()
    night = Night(lambda key: started.append(key) or training)
    night.turn()
    training.status = 0 if ended else None
    night.turn()
    assert started == (["gazette", "other"] if ended else ["gazette"])
    training.status = None
    night.end()
    assert training.stopped


def test_a_training_that_cannot_begin_leaves_the_worker_alone(site, now, monkeypatch, caplog):
    set_nightly(site=site, nightly=True, actor_name="test", now=now)
    monkeypatch.setattr("rejoinder.cli.night.timezone.now", lambda: now.replace(hour=2))

    def full(key):
        raise BlockingIOError("no more processes")

    with caplog.at_level("ERROR", logger="rejoinder.cli.night"):
        Night(full).turn()
    assert "no more processes" in caplog.text
