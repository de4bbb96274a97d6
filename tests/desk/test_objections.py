"""Objections at the desk: who sees them, how they are answered, and what the second moderator is told."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from rejoinder.moderation.models import Appeal, Decision

HTMX = {"HX-Request": "true"}


@pytest.fixture
def objection(send: Any, reject: Any, now: Any) -> Any:
    """An objection to a decision of the moderator (Mina)."""
    from rejoinder.moderation.services.appealing import appeal

    comment = send("I will find you & <thank> you", author_name="Rana")
    reject(comment, "threats", spans=[(0, 15)])
    return appeal(comment=comment.uuid, reason="quotation", text="From a <song>", now=now)


@pytest.fixture
def second(editor: Any) -> Client:
    """A client signed in as someone who did not decide."""
    client = Client()
    client.force_login(editor)
    return client


def _answer(client: Client, site: Any, uuid: Any, headers: dict[str, str] | None = None, **fields: Any) -> Any:
    form = {"outcome": "overturned", "answer": "misread"} | fields
    return client.post(reverse("desk:answer_objection", args=[site.key, uuid]), form, headers=headers or {})


def _page(client: Client, site: Any) -> str:
    return str(client.get(reverse("desk:objections", args=[site.key])).content.decode())


def test_the_queue_shows_comment_decision_words_and_objection(site: Any, second: Client, objection: Any) -> None:
    page = _page(second, site)
    assert "<mark>I will find you</mark> &amp; &lt;thank&gt; you" in page
    for words in ("Rana", "No threats", "Mina", "The words are a quotation.", "From a &lt;song&gt;"):
        assert words in page, words
    assert 'id="waits-objections">1<' in page


def test_the_home_page_says_that_an_objection_waits(site: Any, desk: Client, second: Client, objection: Any) -> None:
    page = second.get(reverse("desk:home")).content.decode()
    assert reverse("desk:objections", args=[site.key]) in page and "Nothing waits" not in page
    assert "Nothing waits" in desk.get(reverse("desk:home")).content.decode()


def test_the_first_decider_is_kept_from_it(site: Any, desk: Client, objection: Any) -> None:
    page = _page(desk, site)
    assert "I will find you" not in page and "someone else hears it" in page
    for headers in ({}, HTMX):
        response = _answer(desk, site, objection.uuid, headers)
        assert response.status_code == 403
        assert "someone else hears" in response.content.decode()
    assert Appeal.objects.get().outcome == ""


@pytest.mark.parametrize(("outcome", "answer"), [("upheld", "breaks_guideline"), ("overturned", "misread")])
def test_an_answer_by_fragment_and_by_form(
    site: Any, second: Client, objection: Any, outcome: str, answer: str
) -> None:
    response = _answer(second, site, objection.uuid, HTMX, outcome=outcome, answer=answer, text="Thank you.")
    page = response.content.decode()
    assert response.status_code == 200 and "data-decided" in page and "Objection heard" in page
    kept = Appeal.objects.get()
    assert (kept.outcome, kept.answer, kept.answer_text) == (outcome, answer, "Thank you.")
    kept.comment.refresh_from_db()
    assert kept.comment.status == ("approved" if outcome == "overturned" else "rejected")
    assert "Nothing waits" in _page(second, site)


def test_the_comment_s_history_tells_of_it(site: Any, second: Client, objection: Any) -> None:
    address = reverse("desk:comment", args=[site.key, objection.comment.uuid])
    assert "From a &lt;song&gt;" in second.get(address).content.decode()
    _answer(second, site, objection.uuid, text="Well <said>")
    page = second.get(address).content.decode()
    assert "the decision was changed" in page and "Edo" in page and "Well &lt;said&gt;" in page


def test_a_form_leads_back_to_the_queue(site: Any, second: Client, objection: Any) -> None:
    response = _answer(second, site, objection.uuid)
    assert response["Location"] == reverse("desk:objections", args=[site.key])


def test_the_second_is_told_what_the_first_answered(site: Any, second: Client, objection: Any) -> None:
    _answer(second, site, objection.uuid, outcome="upheld", answer="breaks_guideline")
    response = _answer(second, site, objection.uuid, HTMX)
    page = response.content.decode()
    assert response.status_code == 409 and "Already answered" in page and "Edo" in page
    assert _answer(second, site, objection.uuid).status_code == 409
    assert Decision.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"outcome": "granted"}, 400),
        ({"outcome": "superseded"}, 422),
        ({"answer": ""}, 422),
        ({"answer": "breaks_guideline"}, 422),
        ({"text": "x" * 501}, 413),
    ],
)
def test_what_can_not_be_answered_changes_nothing(
    site: Any, second: Client, objection: Any, fields: dict[str, str], status: int
) -> None:
    for headers in ({}, HTMX):
        assert _answer(second, site, objection.uuid, headers, **fields).status_code == status
    assert Appeal.objects.get().outcome == ""


def test_objections_of_others_are_not_there(site: Any, second: Client, objection: Any, now: Any) -> None:
    from rejoinder.moderation.services.sites import add_site

    other = add_site(key="other", name="Other", language="en", now=now)
    assert _answer(second, site, uuid4()).status_code == 404
    assert _answer(second, other, objection.uuid).status_code == 404
    assert _answer(Client(), site, objection.uuid).status_code == 302
    assert Appeal.objects.get().outcome == ""


def test_a_forged_form_answers_nothing(site: Any, editor: Any, objection: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    assert _answer(client, site, objection.uuid).status_code == 403
    assert Appeal.objects.get().outcome == ""


def test_the_queue_does_not_grow_in_queries(
    site: Any, second: Client, send: Any, reject: Any, now: Any, django_assert_num_queries: Any
) -> None:
    from rejoinder.moderation.services.appealing import appeal

    for count in (1, 9):
        for number in range(count):
            comment = send(f"comment {count} {number}")
            reject(comment)
            appeal(comment=comment.uuid, reason="other", text="", now=now)
        with django_assert_num_queries(9):
            _page(second, site)
