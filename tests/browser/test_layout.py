"""Pages fit narrow windows, run in their language's direction and can be walked by keyboard."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from tests.browser.conftest import Visitor
from tests.browser.seed import ARTICLES

Visit = Callable[..., Visitor]

DESK = ("queue", "objections", "reports", "published", "readers", "guidelines", "learned", "log")
LONG = "supercalifragilistic" * 8


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_scrolls_sideways(visit: Visit, site: str, width: int) -> None:
    reader, moderator = visit(width=width, height=700), visit(width=width, height=700).sign_in()
    comment = reader.send(f"{LONG} {width}", "Longname" * 9)
    paths = ["/", f"/sites/{site}/guidelines", f"/articles/{ARTICLES[site][1]}", "/accounts/login/", "/nowhere"]
    assert reader.width_overflow() <= 0
    for page in (*DESK, f"comments/{comment}"):
        moderator.open(f"/desk/{site}/{page}")
        assert moderator.width_overflow() <= 0, page
    moderator.approve(comment)
    for path in (*paths, f"/articles/{ARTICLES[site][1]}/reply/{comment}"):
        reader.open(path)
        assert reader.width_overflow() <= 0, path
    reader.problems = [problem for problem in reader.problems if "404" not in problem]


def test_pages_run_in_the_direction_of_their_language(visit: Visit, site: str) -> None:
    language = ARTICLES[site][0]
    direction = {"en": "ltr", "ckb": "rtl"}[language]
    reader, moderator = visit(), visit().sign_in()
    for visitor, path in ((reader, f"/articles/{ARTICLES[site][1]}"), (moderator, f"/desk/{site}/queue")):
        visitor.open(path)
        root = visitor.page.locator("html")
        assert (root.get_attribute("lang"), root.get_attribute("dir")) == (language, direction)
        style = visitor.page.evaluate("getComputedStyle(document.querySelector('h1')).direction")
        assert style == direction


def test_the_first_stop_of_the_keyboard_leads_past_the_head(visit: Visit) -> None:
    reader = visit()
    reader.page.goto(reader.article)
    reader.page.keyboard.press("Tab")
    skip = reader.page.evaluate("document.activeElement.className")
    assert skip == "skip"
    box = reader.page.locator(".skip").bounding_box()
    assert box and box["y"] >= 0
    outline = reader.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_everything_a_reader_fills_in_has_a_label(visit: Visit, script: bool) -> None:
    reader = visit(script=script)
    reader.page.goto(reader.article)
    root = "document"
    if script:
        reader.section()
        root = "document.querySelector('rejoinder-comments').shadowRoot"
    unlabelled = reader.page.evaluate(
        f"""() => [...{root}.querySelectorAll('input:not([type=hidden]), textarea, select')]
            .filter((field) => !field.labels.length).length"""
    )
    assert unlabelled == 0
    headings = reader.page.evaluate(
        f"[document.querySelector('h1'), ...{root}.querySelectorAll('h2, h3')].map(h => Number(h.tagName[1]))"
    )
    assert headings[0] == 1 and headings.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(headings))
