"""Rejected, objected to, heard, published after all; reported and kept: readers without script, a desk by keys."""

from collections.abc import Callable

import pytest

from tests.browser.conftest import Visitor
from tests.browser.test_element import host_page

Visit = Callable[..., Visitor]


def _reject(moderator: Visitor, comment: str) -> None:
    moderator.open(f"/desk/{moderator.site}/comments/{comment}")
    moderator.page.click("[data-rejecting] summary")
    moderator.page.check("[data-rejecting] input[value=threats]")
    moderator.page.click("[data-reject] button[type=submit]")
    moderator.page.wait_for_selector(".status.is-rejected")


def _answer_by_keys(moderator: Visitor, queue: str, comment: str, keys: str) -> None:
    """Goes to the comment's card in a queue, presses the keys, and waits until it is answered."""
    moderator.open(f"/desk/{moderator.site}/{queue}")
    page = moderator.page
    page.wait_for_function("document.activeElement.matches('[data-card]')")
    card = page.locator("[data-card]").filter(has=page.locator(f"#by-{comment}"))
    identity = card.get_attribute("id")
    for _ in range(page.locator("[data-card]").count()):
        if page.evaluate("document.activeElement.id") != identity:
            page.keyboard.press("j")
    for key in keys.split():
        page.keyboard.press(key)
    page.locator(f"#{identity}[data-decided]").wait_for()
    assert page.locator("[data-announcer]").inner_text()


def test_a_rejection_is_objected_to_and_heard_and_a_report_answered(visit: Visit, site: str) -> None:
    reader, first, second = visit(script=False), visit().sign_in(), visit().sign_in("aras@example.org")
    comment = reader.fill_in(f"They said: I will find you. {site}")
    receipt = reader.page.url
    _reject(first, comment)
    reader.page.goto(receipt)
    assert "I will find you" in reader.page.locator(".status .evidence").inner_text()
    reader.page.check("[name=reason][value=quotation]")
    reader.page.fill("[name=text]", "قسەی کەسێکی ترە <b>")
    reader.page.click("form[action$=appeal] button")
    reader.page.wait_for_selector(".status .notice")
    assert reader.page.url == receipt and reader.page.locator("form").count() == 0
    first.open(f"/desk/{site}/objections")
    assert first.page.locator(f"#by-{comment}").count() == 0, "whoever decided does not hear it"
    _answer_by_keys(second, "objections", comment, "a 2 Enter")
    reader.page.goto(receipt)
    assert reader.page.locator(f"a[href$='/comments/{comment}']").count() == 1
    reader.page.goto(reader.article)
    reader.page.click(f"#comment-{comment} a[href$=report]")
    reader.page.check("[name=guideline][value=threats]")
    reader.page.click("form[action$=report] button")
    reader.page.wait_for_url("**/report?sent=1")
    _answer_by_keys(second, "reports", comment, "a")
    reader.page.goto(reader.article)
    assert reader.page.locator(f"#comment-{comment} .comment-body").count() == 1


@pytest.mark.parametrize("site", ["rojgar"], indirect=True)
def test_the_section_asks_where_the_outcome_is_to_be_told(visit: Visit, host_url: str, site: str) -> None:
    reader = visit()
    host_page(reader, host_url)
    section = reader.section()
    section.locator(".above textarea").fill(f"شوێنێک بۆ وەڵام، {site}")
    section.locator(".above .compose input[type=email]").fill("no address")
    section.locator(".above .compose button[type=submit]").click()
    section.locator(".above .compose [role=alert]:visible").wait_for()
    assert section.locator(".mine .card").count() == 0 and section.locator(".above textarea").input_value()
    section.locator(".above .compose input[type=email]").fill("rana@readers.example")
    with reader.page.expect_request(lambda request: "/comments?" in request.url and request.method == "POST") as sent:
        section.locator(".above .compose button[type=submit]").click()
    assert sent.value.post_data_json["notify_email"] == "rana@readers.example"
    section.locator(".mine .card").wait_for()
