"""What an open page is told: counts after each decision, and what came meanwhile."""

import html
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse


def _count(page: str, name: str) -> str:
    [found] = re.findall(rf'id="waits-{name}"[^>]*>([^<]*)<', page)
    return str(found)


def _polled(page: str) -> str:
    [address] = re.findall(r'hx-get="([^"]*/live[^"]*)"', page)
    return html.unescape(address)


def test_a_decision_brings_the_counts_and_filters_along(site: Any, desk: Client, send: Any, assessed: Any) -> None:
    first = send("Who signed it?")
    for comment in (first, send("Second."), send("Third.")):
        assessed(comment, "approve")
    queue = reverse("desk:queue", args=[site.key])
    assert _count(desk.get(queue).content.decode(), "queue") == "3"
    answer = desk.post(
        reverse("desk:decide", args=[site.key, first.uuid]),
        {"outcome": "approve", "seen": "pending"},
        headers={"HX-Request": "true", "HX-Current-URL": f"http://testserver{queue}?recommendation=approve"},
    ).content.decode()
    assert _count(answer, "queue") == "2" and 'hx-swap-oob="true"' in answer
    filters = answer[answer.index('id="filters"') :]
    assert re.search(r'recommendation=approve" aria-current="true">[^<]*<span class="count">2<', filters)


def test_elsewhere_no_filters_come(site: Any, desk: Client, send: Any) -> None:
    comment = send("Who signed it?")
    answer = desk.post(
        reverse("desk:decide", args=[site.key, comment.uuid]),
        {"outcome": "approve", "seen": "pending"},
        headers={"HX-Request": "true", "HX-Current-URL": f"http://testserver/desk/{site.key}/reports"},
    ).content.decode()
    assert _count(answer, "queue") == "" and 'id="filters"' not in answer


def test_what_came_meanwhile_is_told_once(site: Any, desk: Client, send: Any) -> None:
    send("Before.")
    poll = _polled(desk.get(reverse("desk:queue", args=[site.key])).content.decode())
    assert desk.get(poll).status_code == 204
    send("One.")
    send("Two.")
    told = desk.get(poll).content.decode()
    assert "2 new comments wait" in told and _count(told, "queue") == "3"
    assert desk.get(_polled(told)).status_code == 204


def test_what_was_decided_elsewhere_is_told(site: Any, desk: Client, send: Any, approve: Any) -> None:
    comment = send("Before.")
    poll = _polled(desk.get(reverse("desk:queue", args=[site.key])).content.decode())
    approve(comment)
    told = desk.get(poll).content.decode()
    assert "new comment" not in told and _count(told, "queue") == ""


@pytest.mark.parametrize("query", ["", "?seen=x&known=y", "?seen=" + "9" * 30, "?seen=²"])
def test_a_broken_question_breaks_nothing(site: Any, desk: Client, query: str) -> None:
    assert desk.get(reverse("desk:live", args=[site.key]) + query).status_code == 200


def test_asking_takes_few_queries(site: Any, desk: Client, send: Any, django_assert_num_queries: Any) -> None:
    send("Before.")
    poll = _polled(desk.get(reverse("desk:queue", args=[site.key])).content.decode())
    with django_assert_num_queries(4):  # session, user, site, counts
        desk.get(poll)
