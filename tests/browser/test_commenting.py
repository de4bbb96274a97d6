"""From the form to the page: what is sent is what appears, once someone decided so, and never before."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.browser.conftest import Visitor, _dashed

Visit = Callable[..., Visitor]

RAW = (
    "\n first\r\nsecond\rthird \u200e\u200f\u061c\u2067هەولێر\u2069 می\u200cخواهم \u0915\u094d\u200d\u0937 "
    "e\u0301 👨\u200d👩\u200d👧 <i>&lt;\t  \n"
)
"""Line breaks of all kinds, marks of direction, joiners, a decomposed letter, markup, white space at both ends."""

BY_SITE = {
    "gazette": "Two shelters for nine stations!\n\n  Who refused? \u200f(هەولێر)\u200e e\u0301 👩🏽\u200d🚒 ",
    "rojgar": "بڕیارێکی باشە،\n\nبەڵام \u200eno one\u200f پرسی؟ می\u200cخواهم \u200cکۆتایی ",
}


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_comment_appears_as_written_once_it_is_approved(visit: Visit, site: str, script: bool) -> None:
    body = BY_SITE[site] + str(script)
    reader = visit(script=script)
    if script:
        reader.page.goto(reader.article)
        comment = reader.write(body, "Nermîn")
    else:
        comment = reader.fill_in(body, "Nermîn")
        assert reader.page.locator("h1").is_visible()
    reader.page.goto(reader.article)
    assert reader.page.locator(f"#comment-{comment}").count() == 0
    assert body not in reader.page.content()
    visit().sign_in().approve(comment)
    reader.page.reload()
    shown = reader.page.locator(f"#comment-{comment} {'.body' if script else '.comment-body'}")
    # A browser sends the line breaks of a form as CR LF (HTML standard, 4.10.21.8); the section sends them as typed.
    assert shown.evaluate("element => element.textContent") == (body if script else body.replace("\n", "\r\n"))
    assert shown.get_attribute("dir") == "auto"
    assert reader.page.locator(f"#comment-{comment} .who").last.inner_text() == "Nermîn"


def test_every_code_point_survives(visit: Visit, site: str) -> None:
    reader = visit()
    form = urlencode({"body": RAW, "author_name": "R"})
    answer = reader.page.request.post(
        f"{reader.article}/comments", data=form, headers={"Content-Type": "application/x-www-form-urlencoded"}
    )
    found = re.search(r"/receipts/([0-9a-f]{32})", answer.url)
    assert found
    comment = _dashed(found[1])
    moderator = visit().sign_in()
    moderator.open(f"/desk/{site}/comments/{comment}")
    text = "element => element.textContent"
    assert moderator.page.locator("[data-text]").first.evaluate(text) == RAW
    moderator.approve(comment)
    reader.page.goto(reader.article)
    for shown in (".comment-body", ".body"):
        assert reader.page.locator(f"#comment-{comment} {shown}").evaluate(text) == RAW


def test_a_refused_form_comes_back_with_all_that_was_written(visit: Visit) -> None:
    reader = visit(script=False)
    body = "\n\n  keep this  \n" + "\u200b"
    reader.page.goto(reader.article)
    reader.page.fill("#author-name", "x")
    reader.page.evaluate("document.getElementById('author-name').removeAttribute('maxlength')")
    reader.page.fill("#author-name", "n" * 90)
    reader.page.fill("#comment-text", body)
    reader.page.click("#post button[type=submit]")
    problem = reader.page.locator("#problem[role=alert]")
    assert problem.locator("a[href='#author-name']").count() == 1
    assert problem.evaluate("element => element === document.activeElement")
    assert reader.page.locator("#comment-text").evaluate("element => element.value") == body
    assert reader.page.locator("#author-name").input_value() == "n" * 90
    assert reader.page.locator("#author-name").get_attribute("aria-invalid") == "true"


def test_a_reply_stands_under_what_it_answers(visit: Visit) -> None:
    reader, moderator = visit(script=False), visit().sign_in()
    first = reader.send("Who signed it? / کێ واژووی کرد؟ " + "one", "Berivan")
    moderator.approve(first)
    reader.page.goto(reader.article)
    reader.page.click(f"#comment-{first} footer a")
    assert "Who signed it?" in reader.page.locator(".quoted .comment-body").inner_text()
    reader.page.fill("#comment-text", "The council. / ئەنجومەن.")
    reader.page.click("#post button[type=submit]")
    reader.page.wait_for_url("**/receipts/**")
    found = re.search(r"/receipts/([0-9a-f]{32})", reader.page.url)
    assert found
    answer = _dashed(found[1])
    moderator.approve(answer)
    reader.page.goto(reader.article)
    reply = reader.page.locator(f"#comment-{answer}")
    assert "depth-1" in (reply.get_attribute("class") or "")
    assert reply.locator(f"header a[href='#comment-{first}']").count() == 1


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_receipt_tells_the_ground_and_a_withdrawal_leaves_a_tombstone(visit: Visit, site: str, script: bool) -> None:
    reader, moderator = visit(script=script), visit(script=script).sign_in()
    comment = reader.send(f"you idiot {script}")
    receipt = reader.page.url
    assert reader.page.locator("meta[http-equiv=refresh]").count() == 1
    moderator.approve(comment)
    reader.page.goto(receipt)
    assert reader.page.locator(f"a[href$='/comments/{comment}']").is_visible()
    _reject(moderator.page, "personal_attacks")
    moderator.page.wait_for_selector(".status.is-withdrawn")
    reader.page.goto(reader.article)
    reader.page.locator(f"#comment-{comment} .tombstone").locator("visible=true").wait_for()
    assert f"you idiot {script}" not in reader.page.content()
    reader.page.goto(receipt)
    title = {"gazette": "No personal attacks", "rojgar": "هێرشی کەسی قەدەغەیە"}[site]
    assert title in reader.page.locator("main").inner_text()


def _reject(page: Any, guideline: str) -> None:
    page.click("[data-rejecting] summary")
    page.check(f"[data-rejecting] input[value={guideline}]")
    page.click("[data-reject] button[type=submit]")
