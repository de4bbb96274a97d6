"""The queue: what it shows, in which order, at what cost."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

TRICKY = "line one\r\nline two  \n\n\u200fعەرەبی\u200d <b>&amp; \u0065\u0301 👨\u200d👩\u200d👧 end "


def _queue(client: Client, site: Any, query: str = "") -> str:
    response = client.get(reverse("desk:queue", args=[site.key]) + query)
    assert response.status_code == 200
    return response.content.decode()


def _texts(page: str) -> list[str]:
    """The comments' texts as a browser would read them (HTML standard, 13.2.3.5: newlines are normalised first)."""
    page = page.replace("\r\n", "\n").replace("\r", "\n")
    found = re.findall(r'<div class="text" data-text[^>]*>(.*?)</div>', page, re.S)
    return [html.unescape(re.sub(r"<[^>]+>", "", text)) for text in found]


def test_a_marked_text_is_still_the_text(site: Any, desk: Client, send: Any, assessed: Any, finding: Any) -> None:
    comment = send(TRICKY)
    mention = finding(TRICKY, 10, 25, standing="mention")
    assessed(comment, "reject", finding(TRICKY, 3, 20), mention, finding(TRICKY, 0, 4, kind="profanity"))
    page = _queue(desk, site)
    assert _texts(page) == [TRICKY]
    assert page.count("<mark") >= 3 and "mentioned, not meant" in page


def test_oldest_first_with_a_cursor(site: Any, desk: Client, send: Any, now: Any) -> None:
    for number in range(43):
        send(f"comment {number}", at=now + timedelta(seconds=number // 3))
    seen: list[str] = []
    query = ""
    for expected in (20, 20, 3):
        page = _queue(desk, site, query)
        assert len(_texts(page)) == expected
        seen += _texts(page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        query = html.unescape(following[1]) if following else ""
    assert not query
    assert seen == [f"comment {number}" for number in range(43)]


@pytest.mark.parametrize("cursor", ["x", "1", "-", "9" * 40 + "-1", "1-" + "9" * 40, "²-1", "1-1-1"])
def test_a_broken_cursor_breaks_nothing(site: Any, desk: Client, send: Any, cursor: str) -> None:
    send("Hello.")
    _queue(desk, site, f"?after={cursor}")


def test_filters(site: Any, desk: Client, send: Any, assessed: Any, finding: Any) -> None:
    assessed(send("I will hurt you"), "reject", finding("I will hurt you", 0, 15))
    assessed(send("Merhaba"), "approve", language="tr")
    send("not read yet")
    assert len(_texts(_queue(desk, site))) == 3
    assert _texts(_queue(desk, site, "?recommendation=reject")) == ["I will hurt you"]
    assert _texts(_queue(desk, site, "?recommendation=none")) == ["not read yet"]
    assert _texts(_queue(desk, site, "?language=tr")) == ["Merhaba"]
    assert "Nothing waits under this filter" in _queue(desk, site, "?language=tr&recommendation=reject")
    assert len(_texts(_queue(desk, site, "?recommendation=nonsense"))) == 3


def test_what_is_decided_is_gone(site: Any, desk: Client, send: Any, approve: Any) -> None:
    approve(send("Who signed it?"))
    assert "Nothing waits. Well done." in _queue(desk, site)


def test_the_recommended_guideline_is_picked(site: Any, desk: Client, send: Any, assessed: Any, finding: Any) -> None:
    text = "women can't drive"
    assessed(send(text), "reject", finding(text, 0, 5, guideline="abuse", kind="sexism"))
    page = _queue(desk, site)
    [picked] = re.findall(r'value="(\w+)" required[^>]* checked', page)
    assert picked == "sexism"
    assert re.search(r'name="span" value="0-5" checked', page)


def test_the_number_of_queries_does_not_grow(
    site: Any, desk: Client, send: Any, assessed: Any, finding: Any, django_assert_num_queries: Any
) -> None:
    def fill(count: int, mark: str) -> None:
        for number in range(count):
            text = f"{mark} {number}"
            assessed(send(text), "reject", finding(text, 0, 1))

    fill(1, "first")
    _queue(desk, site)
    # Session, user, site; tally, comments, assessments, guidelines in force; what waits.
    with django_assert_num_queries(8):
        _queue(desk, site)
    fill(15, "more")
    with django_assert_num_queries(8):
        _queue(desk, site)


@pytest.mark.parametrize(("page", "queries"), [("published", 5), ("log", 7)])
def test_other_lists_do_not_grow_either(
    site: Any, desk: Client, send: Any, approve: Any, page: str, queries: int, django_assert_num_queries: Any
) -> None:
    address = reverse(f"desk:{page}", args=[site.key])
    for count in (1, 7):
        for number in range(count):
            approve(send(f"comment {count} {number}"))
        with django_assert_num_queries(queries):
            assert desk.get(address).status_code == 200


@pytest.mark.parametrize("language", ["ar", "ckb", "fa"])
def test_the_desk_is_mirrored(site: Any, desk: Client, send: Any, language: str) -> None:
    send("Who signed it?")
    desk.post(reverse("desk:language"), {"language": language, "next": reverse("desk:home")})
    page = _queue(desk, site)
    assert f'<html lang="{language}" dir="rtl">' in page
    assert '<div class="text" data-text dir="auto" lang="">' in page
    with translation.override(language):
        assert translation.gettext("Queue") != "Queue"
        assert translation.gettext("Queue") in page
