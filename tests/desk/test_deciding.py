"""Approving and rejecting at the desk: by form, and by fragment."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

HTMX = {"HX-Request": "true"}


def _decide(client: Client, site: Any, comment: Any, headers: dict[str, str] | None = None, **fields: Any) -> Any:
    form = {"outcome": "approve", "seen": "pending"} | fields
    return client.post(reverse("desk:decide", args=[site.key, comment.uuid]), form, headers=headers or {})


def test_a_form_approves_and_goes_back(site: Any, desk: Client, send: Any) -> None:
    comment = send("Who signed it?")
    back = f"/desk/{site.key}/queue?language=en"
    response = _decide(desk, site, comment, back=back)
    assert (response.status_code, response["Location"]) == (302, back)
    comment.refresh_from_db()
    assert comment.status == "approved"


def test_it_goes_back_nowhere_else(site: Any, desk: Client, send: Any) -> None:
    comment = send("Who signed it?")
    response = _decide(desk, site, comment, back="https://elsewhere.example/")
    assert response["Location"] == reverse("desk:comment", args=[site.key, comment.uuid])


def test_a_rejection_keeps_guideline_words_and_note(site: Any, desk: Client, send: Any) -> None:
    from rejoinder.moderation.models import Decision

    comment = send("شەڕ 👍🏽 you idiot")
    fields = {"outcome": "reject", "guideline": "personal_attacks", "span": ["11-16", "0-3"], "note": "again"}
    response = _decide(desk, site, comment, HTMX, **fields)
    assert response.status_code == 200
    decision = Decision.objects.get(comment=comment)
    assert (decision.guideline, decision.note, decision.actor_name) == ("personal_attacks", "again", "Mina")
    assert decision.evidence == [
        {"start": 0, "end": 3, "text": "شەڕ"},
        {"start": 11, "end": 16, "text": "idiot"},
    ]
    page = response.content.decode()
    assert "Rejected" in page and "No personal attacks" in page and "data-announce" in page


def test_the_second_moderator_is_told_what_the_first_decided(
    site: Any, desk: Client, send: Any, approve: Any, editor: Any
) -> None:
    from rejoinder.moderation.models import Decision

    comment = send("Who signed it?")
    approve(comment)
    desk.force_login(editor)
    for headers in (HTMX, {}):
        response = _decide(desk, site, comment, headers, outcome="reject", guideline="threats")
        page = response.content.decode()
        assert response.status_code == 409
        assert "Mina" in page and "Approved" in page
    assert Decision.objects.filter(comment=comment).count() == 1


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"outcome": "reject"}, 422),
        ({"outcome": "reject", "guideline": "relevance"}, 422),
        ({"outcome": "reject", "guideline": "threats", "span": "3-99"}, 422),
        ({"outcome": "reject", "guideline": "threats", "span": "a-b"}, 400),
        ({"outcome": "edit"}, 400),
        ({"seen": "lost"}, 400),
        ({"seen": "approved"}, 409),
    ],
)
def test_what_can_not_be_decided_changes_nothing(
    site: Any, desk: Client, send: Any, fields: dict[str, str], status: int
) -> None:
    comment = send("Who signed it?")
    for headers in ({}, HTMX):
        assert _decide(desk, site, comment, headers, **fields).status_code == status
    comment.refresh_from_db()
    assert comment.status == "pending"


def test_rejecting_what_is_published_withdraws_it(site: Any, desk: Client, send: Any, approve: Any) -> None:
    comment = send("Who signed it?")
    approve(comment)
    page = desk.get(reverse("desk:comment", args=[site.key, comment.uuid])).content.decode()
    assert "Withdraw the comment" in page and "data-approve" not in page
    _decide(desk, site, comment, outcome="reject", guideline="threats", seen="approved")
    comment.refresh_from_db()
    assert comment.status == "withdrawn"
    page = desk.get(reverse("desk:comment", args=[site.key, comment.uuid])).content.decode()
    assert "Approve after all" in page and "decision no. 2" in page


def test_get_decides_nothing(site: Any, desk: Client, send: Any) -> None:
    comment = send("Who signed it?")
    assert desk.get(reverse("desk:decide", args=[site.key, comment.uuid])).status_code == 405


def test_a_forged_form_decides_nothing(site: Any, moderator: Any, send: Any) -> None:
    comment = send("Who signed it?")
    client = Client(enforce_csrf_checks=True)
    client.force_login(moderator)
    assert _decide(client, site, comment).status_code == 403
    comment.refresh_from_db()
    assert comment.status == "pending"
