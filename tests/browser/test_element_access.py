"""The section in narrow windows, in forced colours, in the dark, without motion; and after a session has ended."""

import json
from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.seed import ARTICLES
from tests.browser.test_element import breaches, host_page

Visit = Callable[..., Visitor]

MEDIA = {
    "plain": {},
    "forced colours": {"forced_colors": "active"},
    "dark": {"color_scheme": "dark"},
    "no motion": {"reduced_motion": "reduce"},
}


@pytest.mark.parametrize("media", MEDIA.values(), ids=MEDIA.keys())
def test_a_narrow_window_shows_all_of_it_however_it_is_coloured(visit: Visit, host_url: str, media: dict) -> None:
    # 640 pixels at 200 % are 320 of the page's own (WCAG 2.2, 1.4.4 and 1.4.10); no wider word may push it out.
    reader, moderator = visit(width=320, height=700), visit().sign_in()
    comment = moderator.send("ھەردووکیان Both of them " + "averylongword" * 9 + f" {uuid4()}", "Longname" * 9)
    moderator.approve(comment)
    reader.page.emulate_media(**media)
    host_page(reader, host_url)
    section = reader.section()
    if "color_scheme" in media:  # the section takes the page's; this page's own green words would be hard to read
        reader.page.evaluate(
            "Object.assign(document.documentElement.style, { colorScheme: 'dark', background: '#161513' })"
        )
        reader.page.locator("main > p").evaluate_all("all => all.forEach(element => element.remove())")
        assert section.evaluate("element => getComputedStyle(element).color") == "rgb(235, 231, 223)"
    section.locator(".above textarea").focus()
    section.locator(f"#comment-{comment} .menu summary").click()
    section.locator(f"#comment-{comment} .choices button").first.click()
    section.locator(".report").wait_for()
    assert reader.width_overflow() == 0
    assert breaches(reader.page) == []
    if media.get("reduced_motion"):
        transitions = "elements => elements.map(element => getComputedStyle(element).transitionDuration)"
        assert set(section.locator(".comment").evaluate_all(transitions)) == {"0s"}


def test_a_session_that_has_ended_leaves_the_draft_and_says_so(visit: Visit, host_url: str) -> None:
    reader = visit()
    host_page(reader, host_url)
    reader.section().locator(".above textarea").fill("half a thought")
    store = f"rejoinder-session:{reader.base}/{reader.site}"
    session = json.dumps({"token": "rjs_of-last-year", "subject": ""})
    reader.page.evaluate("([name, session]) => localStorage.setItem(name, session)", [store, session])
    host_page(reader, host_url)
    section = reader.section()
    expect(section.locator(".above textarea")).to_have_value("half a thought")
    expect(section.locator(".account .who")).to_have_count(0)
    assert section.locator(".account button").is_visible(), "who was signed in can sign in again"
    assert reader.page.evaluate("name => localStorage.getItem(name)", store) is None
    reader.problems = [problem for problem in reader.problems if "status of 401" not in problem]


def test_a_closed_thread_is_read_and_says_why_nothing_can_be_written(visit: Visit, host_url: str) -> None:
    reader = visit()
    _, key, *_ = ARTICLES[reader.site]

    def closed(route) -> None:
        answer = route.fetch()
        document = answer.json()
        document["article"]["is_open"] = False
        route.fulfill(response=answer, json=document)

    reader.page.route(f"**/articles/{key}/section?*", closed)
    host_page(reader, host_url)
    section = reader.section()
    assert section.locator(".above .closed").is_visible()
    assert section.locator("textarea, [data-reply]").count() == 0
    assert breaches(reader.page) == []


def test_a_paste_of_twenty_kilobytes_stays_and_says_how_much_too_long_it_is(visit: Visit, host_url: str) -> None:
    reader = visit(width=320)
    host_page(reader, host_url)
    section = reader.section()
    area = section.locator(".above textarea")
    area.focus()
    pasted = "پێویستە بزانین. " * 1250
    reader.page.keyboard.insert_text(pasted)
    expect(section.locator(".above .field .count.over")).to_be_visible()
    assert area.input_value() == pasted
    assert reader.width_overflow() == 0
    host_page(reader, host_url)
    assert reader.section().locator(".above textarea").input_value() == pasted
