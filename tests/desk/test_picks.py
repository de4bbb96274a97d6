"""Picking at the desk."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from rejoinder.moderation.models import Pick


def _pick(client: Client, site: Any, comment: Any, **fields: str) -> Any:
    return client.post(reverse("desk:pick", args=[site.key, comment.uuid]), fields)


def test_a_form_picks_and_unpicks(site: Any, desk: Client, send: Any, approve: Any) -> None:
    comment, other = send("Well said."), send("Not so well said.")
    approve(comment)
    approve(other)
    back = f"/desk/{site.key}/published"
    assert b"Make it a pick" in desk.get(back).content
    response = _pick(desk, site, comment, pick="yes", back=back)
    assert (response.status_code, response["Location"]) == (302, back)
    assert Pick.objects.get().comment == comment
    page = desk.get(f"{back}?only=picks").content.decode()
    assert "Well said." in page and "Not so well said." not in page and "No longer a pick" in page
    _pick(desk, site, comment, pick="no", back="https://elsewhere.example/")
    assert not Pick.objects.exists()
    assert b"Made an editors" in desk.get(f"/desk/{site.key}/log").content


@pytest.mark.parametrize(("fields", "status"), [({"pick": "yes"}, 409), ({"pick": "best"}, 400), ({}, 400)])
def test_what_can_not_be_picked(site: Any, desk: Client, send: Any, fields: dict[str, str], status: int) -> None:
    assert _pick(desk, site, send("undecided"), **fields).status_code == status
    assert not Pick.objects.exists()


def test_the_desk_of_another_site_picks_nothing(
    site: Any, desk: Client, send: Any, approve: Any, moderator: Any, now: Any
) -> None:
    from rejoinder.moderation.services.sites import add_member, add_site

    other = add_site(key="other", name="Other", language="en", now=now)
    add_member(site=other, user=moderator, role="moderator", now=now)
    comment = send("Well said.")
    approve(comment)
    assert _pick(desk, other, comment, pick="yes").status_code == 404
    assert not Pick.objects.exists()
