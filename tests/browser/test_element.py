"""The comment section on a page of the publisher's own, another origin with a strict policy: reading."""

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from axe_playwright_python.sync_playwright import Axe
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.browser.conftest import Visitor
from tests.browser.seed import ARTICLES

Visit = Callable[..., Visitor]
TEXT = "element => element.textContent"
COME_BACK = "document.dispatchEvent(new Event('visibilitychange'))"


def host_page(visitor: Visitor, host_url: str, more: str = "") -> Any:
    """The publisher's page with the section, ready."""
    language, key, *_ = ARTICLES[visitor.site]
    visitor.page.goto(f"{host_url}/{key}/{language}{more}")
    section = visitor.page.locator("rejoinder-comments .section")
    section.wait_for()
    return section


def breaches(page: Any) -> list[str]:
    """What axe finds wrong, rule by rule."""
    found = Axe().run(
        page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    )
    return [f"{rule['id']}: {[node['html'] for node in rule['nodes']]}" for rule in found.response["violations"]]


def test_a_page_of_another_origin_shows_the_thread_and_what_arrives(visit: Visit, host_url: str) -> None:
    reader, moderator = visit(width=420), visit().sign_in()
    body = {
        "gazette": "Both are too small.\n\n <b>Ask!</b> \u200fهەولێر\u200e ",
        "rojgar": "هەردووکیان بچووکن.\n می\u200cخواهم ",
    }
    first = moderator.send(body[reader.site], "Hêvî")
    moderator.approve(first)
    section = host_page(reader, host_url, f"#comment-{first}")
    shown = section.locator(f"#comment-{first}")
    assert reader.page.locator("[data-rejoinder-count]").inner_text() != "-", "its number is filled in"
    assert shown.locator(".body").evaluate(TEXT) == body[reader.site].replace("\n", "\r\n")
    assert "is-target" in (shown.get_attribute("class") or "")
    assert shown.evaluate("element => element === element.getRootNode().activeElement")
    assert shown.locator(".body").get_attribute("dir") == "auto"
    direction = {"gazette": "ltr", "rojgar": "rtl"}[reader.site]
    assert section.get_attribute("dir") == direction and reader.width_overflow() == 0
    colour = "element => getComputedStyle(element).color"
    assert shown.locator(".body").evaluate(colour) != "rgb(0, 128, 0)", "the page's style sheet reaches in"
    second = moderator.send("Another one / دانەیەکی تر", "Hêvî")
    moderator.approve(second)
    assert section.locator(f"#comment-{second}").count() == 0
    reader.page.evaluate(COME_BACK)
    section.locator("button.arrived").click()
    fresh = section.locator(f"#comment-{second}")
    fresh.wait_for()
    assert fresh.evaluate("element => element === element.getRootNode().activeElement")
    section.locator("#order").select_option("newest")
    section.locator(f".thread > li:first-child #comment-{second}").wait_for()
    assert breaches(reader.page) == []


def test_what_is_shown_first_is_asked_for_once_and_in_the_order_chosen_last(visit: Visit, host_url: str) -> None:
    reader = visit()
    host_page(reader, host_url)
    reader.section()
    reader.page.evaluate("localStorage.setItem('rejoinder-order', '\"newest\"')")
    asked: list[str] = []
    reader.page.on("request", lambda request: asked.append(request.url))
    host_page(reader, host_url)
    reader.section()
    first = [address for address in asked if "/thread?" in address or "/section?" in address]
    assert len(first) == 2 and sum("order=newest" in address for address in first) == 1
    loader, element = (next(n for n, a in enumerate(asked) if name in a) for name in ("loader", "/element."))
    assert loader < asked.index(first[0]) < element, "the loader asks before it brings the modules"


def test_more_comments_than_are_drawn_at_once_all_come(visit: Visit, host_url: str) -> None:
    reader = visit()
    entry = {"depth": 0, "parent": None, "submitted_at": "2026-03-04T06:30:00+00:00", "status": "approved"}
    comments = [{**entry, "id": str(uuid4()), "body": f"{n}", "author_name": "n", "language": "und"} for n in range(40)]
    document = {"order": "oldest", "page": 1, "pages": 1, "count": 40, "comments": comments}
    reader.page.route(
        "**/embed/v1/articles/*/thread?*",
        lambda route: route.fulfill(json=document, headers={"Access-Control-Allow-Origin": "*"}),
    )
    section = host_page(reader, host_url)
    reader.section()
    bodies = section.locator(".body").evaluate_all("all => all.map(element => element.textContent)")
    assert bodies == [str(number) for number in range(40)]
    last = section.locator(".thread > li").last
    last.scroll_into_view_if_needed()
    assert last.locator(".body").is_visible()


def test_without_script_or_article_the_page_says_what_there_is(visit: Visit, host_url: str) -> None:
    still = visit(script=False)
    language, key, *_ = ARTICLES[still.site]
    still.page.goto(f"{host_url}/{key}/{language}")
    assert still.page.locator("rejoinder-comments a").is_visible()
    reader = visit()
    reader.page.goto(f"{host_url}/nowhere/{language}")
    told = reader.page.locator("rejoinder-comments [role=alert]")
    told.wait_for()
    assert "nowhere" in told.inner_text()
    assert reader.page.locator("rejoinder-comments a").is_visible()
    assert reader.problems
    reader.problems.clear()


WRITTEN = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=60)


def test_every_text_is_shown_as_it_was_sent(visit: Visit, host_url: str) -> None:
    """Many texts in one page: each time more of them arrive."""
    reader = visit()
    comments: list[dict[str, Any]] = []

    def answer(route: Any) -> None:
        document = {"order": "oldest", "page": 1, "pages": 1, "count": len(comments), "comments": comments}
        headers = {"Access-Control-Allow-Origin": "*"}
        route.fulfill(body=json.dumps(document, ensure_ascii=False), content_type="application/json", headers=headers)

    reader.page.route("**/embed/v1/articles/*/thread?*", answer)
    section = host_page(reader, host_url)

    @settings(max_examples=5, deadline=None, database=None, phases=(Phase.generate,))
    @given(st.lists(WRITTEN, min_size=40, max_size=60))
    def shown(texts: list[str]) -> None:
        now = {"depth": 0, "parent": None, "submitted_at": "2026-03-04T06:30:00+00:00", "status": "approved"}
        comments.extend(
            {**now, "id": str(uuid4()), "body": body, "author_name": "n", "language": "und"} for body in texts
        )
        reader.page.evaluate(COME_BACK)
        section.locator("button.arrived").click()
        section.locator(f"#comment-{comments[-1]['id']}").wait_for()
        bodies = section.locator(".body").evaluate_all("all => all.map(element => element.textContent)")
        assert bodies == [comment["body"] for comment in comments]

    shown()
