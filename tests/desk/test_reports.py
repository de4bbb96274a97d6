"""Reported comments at the desk: grouped, kept or withdrawn, and never twice."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from rejoinder.comments.models import Comment, Report

HTMX = {"HX-Request": "true"}


@pytest.fixture
def reported(send: Any, approve: Any, now: Any) -> Any:
    """A published comment that two readers reported, one of them as illegal."""
    from rejoinder.moderation.services.reporting import NewReport, Reporter, report_comment

    comment = send("Who <signed> it?", author_name="Rana")
    approve(comment)
    notice = NewReport(note="Because <so>", is_notice=True, name="N. Otifier", email="n@example.org", good_faith=True)
    for key, new in (("a", NewReport("threats", "Look & see")), ("b", notice)):
        report_comment(comment=comment.uuid, new=new, reporter=Reporter(key), now=now)
    return comment


def _page(client: Client, site: Any) -> str:
    return str(client.get(reverse("desk:reports", args=[site.key])).content.decode())


def _keep(client: Client, site: Any, comment: Any, headers: dict[str, str] | None = None, **fields: Any) -> Any:
    form = {"upto": Report.objects.order_by("id").last().pk} | fields  # type: ignore[union-attr]
    return client.post(reverse("desk:keep", args=[site.key, comment.uuid]), form, headers=headers or {})


def test_all_reports_of_a_comment_stand_on_one_card(site: Any, desk: Client, reported: Any) -> None:
    page = _page(desk, site)
    assert page.count("data-card ") + page.count("data-card>") >= 1 and page.count(f'id="card-{reported.uuid}"') == 1
    for words in ("Who &lt;signed&gt; it?", "No threats", "Look &amp; see", "said to be illegal", "Because &lt;so&gt;"):
        assert words in page, words
    assert "Otifier" not in page and "n@example.org" not in page
    assert 'id="waits-reports">1<' in page and "Withdraw" in page


def test_notices_come_first(site: Any, desk: Client, send: Any, approve: Any, reported: Any, now: Any) -> None:
    from datetime import timedelta

    from rejoinder.moderation.services.reporting import NewReport, Reporter, report_comment

    older = send("reported before")
    approve(older)
    report_comment(comment=older.uuid, new=NewReport("threats"), reporter=Reporter("c"), now=now - timedelta(days=1))
    page = _page(desk, site)
    assert page.index(str(reported.uuid)) < page.index(str(older.uuid))


def test_keeping_by_fragment_and_by_form(site: Any, desk: Client, reported: Any) -> None:
    first = Report.objects.order_by("id")[0]
    response = _keep(desk, site, reported, HTMX, upto=first.pk)
    assert response.status_code == 200 and "data-decided" in response.content.decode()
    assert Report.objects.filter(answer="kept").count() == 1
    assert _keep(desk, site, reported)["Location"] == reverse("desk:reports", args=[site.key])
    assert "Nothing waits" in _page(desk, site)
    assert Comment.objects.get().status == "approved"


def test_the_second_is_told(site: Any, desk: Client, editor: Any, reported: Any) -> None:
    _keep(desk, site, reported)
    desk.force_login(editor)
    response = _keep(desk, site, reported, HTMX)
    assert response.status_code == 409 and "Mina has already answered" in response.content.decode()
    assert "Mina has already answered" in desk.get(_keep(desk, site, reported)["Location"]).content.decode()


def test_withdrawing_answers_the_reports(site: Any, desk: Client, reported: Any) -> None:
    form = {"outcome": "reject", "guideline": "threats", "seen": "approved"}
    address = reverse("desk:decide", args=[site.key, reported.uuid])
    assert desk.post(address, form, headers=HTMX).status_code == 200
    assert set(Report.objects.values_list("answer", flat=True)) == {"withdrawn"}
    assert desk.post(address, form, headers=HTMX).status_code == 409
    assert _keep(desk, site, reported, HTMX).status_code == 409


@pytest.mark.parametrize("upto", ["", "x", "-1", "9" * 20, "٣"])
def test_what_was_seen_must_be_told(site: Any, desk: Client, reported: Any, upto: str) -> None:
    assert _keep(desk, site, reported, upto=upto).status_code == 400
    assert not Report.objects.exclude(answer="").exists()


def test_reports_of_others_are_not_there(site: Any, desk: Client, reported: Any, now: Any) -> None:
    from rejoinder.moderation.services.sites import add_site

    other = add_site(key="other", name="Other", language="en", now=now)
    assert _keep(desk, other, reported).status_code == 404
    assert _keep(Client(), site, reported).status_code == 302
    client = Client(enforce_csrf_checks=True)
    client.force_login(Report.objects.get(is_notice=True).comment.decisions.get().actor)
    assert _keep(client, site, reported).status_code == 403
    assert not Report.objects.exclude(answer="").exists()


def test_the_queue_does_not_grow_in_queries(
    site: Any, desk: Client, send: Any, approve: Any, now: Any, django_assert_num_queries: Any
) -> None:
    from rejoinder.moderation.services.reporting import NewReport, Reporter, report_comment

    for count in (1, 9):
        for number in range(count):
            comment = send(f"comment {count} {number}")
            approve(comment)
            for key in "ab":
                report_comment(comment=comment.uuid, new=NewReport("threats"), reporter=Reporter(key), now=now)
        with django_assert_num_queries(11):
            _page(desk, site)
