"""Nobody sees a desk that is not theirs."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

PAGES = ("queue", "objections", "reports", "published", "readers", "guidelines", "learned", "live", "log")


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_is_led_to_the_sign_in_page(site: Any, page: str) -> None:
    response = Client().get(reverse(f"desk:{page}", args=[site.key]))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("page", PAGES)
def test_another_sites_moderator_finds_nothing(site: Any, desk: Client, now: Any, page: str) -> None:
    from rejoinder.moderation.services.sites import add_site

    other = add_site(key="other", name="Other", language="en", now=now)
    assert desk.get(reverse(f"desk:{page}", args=[other.key])).status_code == 404
    assert desk.get(reverse(f"desk:{page}", args=[site.key])).status_code == 200


def test_a_comment_of_another_site_is_not_there(desk: Client, site: Any, send: Any, now: Any) -> None:
    from rejoinder.comments.models import Article, Comment
    from rejoinder.moderation.services.sites import add_site

    other = add_site(key="other", name="Other", language="en", now=now)
    comment = send("Hello.")
    foreign = Article.objects.create(site=other, key="foreign", label="Foreign")
    theirs = Comment.objects.create(
        article=foreign, site=other, body="x", body_sha256="0" * 64, reader_key="r", submitted_at=now, repeat_slot=0
    )
    for uuid in (theirs.uuid, uuid4()):
        assert desk.get(reverse("desk:comment", args=[site.key, uuid])).status_code == 404
        answer = desk.post(reverse("desk:decide", args=[site.key, uuid]), {"outcome": "approve", "seen": "pending"})
        assert answer.status_code == 404
    theirs.refresh_from_db()
    assert theirs.status == "pending"
    assert desk.get(reverse("desk:comment", args=[site.key, comment.uuid])).status_code == 200


def test_a_fragment_request_after_the_session_ended_sends_the_whole_page(site: Any, send: Any) -> None:
    comment = send("Hello.")
    response = Client().post(
        reverse("desk:decide", args=[site.key, comment.uuid]),
        {"outcome": "approve", "seen": "pending"},
        headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/desk/gazette/queue"},
    )
    assert response["HX-Redirect"] == f"{reverse('account_login')}?next=/desk/gazette/queue"
    comment.refresh_from_db()
    assert comment.status == "pending"


def test_desk_pages_are_never_kept(site: Any, desk: Client) -> None:
    for page in PAGES:
        assert "no-store" in desk.get(reverse(f"desk:{page}", args=[site.key]))["Cache-Control"]


def test_the_home_page_counts_what_waits(site: Any, desk: Client, send: Any) -> None:
    assert "Nothing waits" in desk.get(reverse("desk:home")).content.decode()
    send("One.")
    send("Two.")
    assert "2 comments wait" in desk.get(reverse("desk:home")).content.decode()


def test_moderators_do_not_confirm_guidelines(site: Any, desk: Client, editor: Any, now: Any) -> None:
    from dataclasses import replace

    from rejoinder.engine.guidelines import default_guidelines
    from rejoinder.moderation.models import GuidelineSet
    from rejoinder.moderation.services.guidelines import propose_guidelines

    shorter = replace(default_guidelines(), guidelines=default_guidelines().guidelines[1:])
    proposal = propose_guidelines(site=site, guidelines=shorter, source="a page", now=now)
    address = reverse("desk:answer_proposal", args=[site.key, proposal.version])
    page = desk.get(reverse("desk:guidelines", args=[site.key])).content.decode()
    assert "On the subject" in page and 'value="confirm"' not in page
    assert desk.post(address, {"answer": "confirm"}).status_code == 403
    assert GuidelineSet.objects.in_force(site).version == 1
    desk.force_login(editor)
    assert desk.post(address, {"answer": "maybe"}).status_code == 400
    assert desk.post(address, {"answer": "confirm"}).status_code == 302
    assert GuidelineSet.objects.in_force(site).version == proposal.version
    assert desk.post(address, {"answer": "dismiss"}).status_code == 404
