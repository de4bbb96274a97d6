"""What the classifier learned here: words, figures, and a way back for editors."""

from dataclasses import asdict

import pytest
from django.test import Client

from rejoinder.engine.models.learning import Comparison
from rejoinder.moderation.models import AuditEntry, SiteModel, SiteTraining

FIGURES = asdict(Comparison(20, 20, 0.7, 0.82, 0.05, 0.19, 0.1, 0.1))


@pytest.fixture
def model(site, now):
    return SiteModel.objects.create(
        site=site,
        version=1,
        base="1.0",
        data=b"damaged",
        sha256="0" * 64,
        decisions=100,
        trained_until=now,
        trained_at=now,
        trained_by="every night",
        figures=FIGURES,
        learned={"threat": {"for": ["بێبها", "<b>"], "against": ["bridge"]}},
        adopted_at=now,
    )


def page(client):
    response = client.get("/desk/gazette/learned")
    assert response.status_code == 200
    return response.content.decode()


def test_before_any_training_the_page_says_so(desk):
    assert "It has not been trained here yet." in page(desk)


def test_words_and_figures_are_shown(desk, model):
    text = page(desk)
    for told in (
        "<bdi>بێبها</bdi>",
        "&lt;b&gt;",
        "<bdi>bridge</bdi>",
        "70.0 %",
        "82.0 %",
        "every night",
        "Version 1 serves.",
    ):
        assert told in text, told


def test_a_model_that_cant_be_used_is_told(desk, model):
    assert "the shipped one serves" in page(desk)


def test_editors_put_back_what_served_before_and_moderators_cannot(desk, editor, model):
    assert "Put back" not in page(desk)
    assert desk.post("/desk/gazette/learned/roll-back").status_code == 403
    client = Client()
    client.force_login(editor)
    assert "Put back" in page(client)
    assert client.post("/desk/gazette/learned/roll-back").status_code == 302
    model.refresh_from_db()
    assert model.ended_at
    assert client.post("/desk/gazette/learned/roll-back").status_code == 409


def test_strangers_see_nothing(db, site):
    assert Client().get("/desk/gazette/learned").status_code == 302


def test_editors_switch_the_night_on_and_off_and_moderators_cannot(desk, editor, site):
    address = "/desk/gazette/learned/nightly"
    assert "Train every night" not in page(desk)
    assert desk.post(address, {"nightly": "yes"}).status_code == 403
    client = Client()
    client.force_login(editor)
    assert "Train every night" in page(client) and "No night has tried yet." in page(client)
    assert client.post(address, {"nightly": "maybe"}).status_code == 400
    assert client.post(address, {"nightly": "yes"}).status_code == 302
    assert SiteTraining.objects.get(site=site).nightly
    assert "Train no more by night" in page(client)
    assert client.post(address, {"nightly": "no"}).status_code == 302
    assert not SiteTraining.objects.get(site=site).nightly
    assert AuditEntry.objects.filter(action="site_model.nightly", actor_name="Edo").count() == 2


def test_a_night_that_found_too_little_is_told(desk, site, now):
    SiteTraining.objects.create(site=site, nightly=True, tried_at=now)
    assert "Last tried on 4 March 2026, 12:00." in page(desk) and "too few decisions" in page(desk)
