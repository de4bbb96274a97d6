"""Rejected, objected to, heard, published after all; reported and kept: readers without script, a desk by keys."""

from collections.abc import Callable
from typing import Any

from tests.browser.conftest import Visitor

Visit = Callable[..., Visitor]


def _reject(moderator: Visitor, comment: str) -> None:
    moderator.open(f"/desk/{moderator.site}/comments/{comment}")
    moderator.page.click("[data-rejecting] summary")
    moderator.page.check("[data-rejecting] input[value=threats]")
    moderator.page.click("[data-reject] button[type=submit]")
    moderator.page.wait_for_selector(".status.is-rejected")


def _card_by_keys(moderator: Visitor, queue: str, keys: str) -> Any:
    """Opens a queue of one card, presses the keys, and waits until the card is answered."""
    moderator.open(f"/desk/{moderator.site}/{queue}")
    page = moderator.page
    page.wait_for_function("document.activeElement.matches('[data-card]')")
    for key in keys.split():
        page.keyboard.press(key)
    page.locator("[data-decided]").wait_for()
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
    assert first.page.locator("[data-card]").count() == 0, "whoever decided does not hear it"
    _card_by_keys(second, "objections", "a 2 Enter")
    reader.page.goto(receipt)
    assert reader.page.locator(f"a[href$='/comments/{comment}']").count() == 1
    reader.page.goto(reader.article)
    reader.page.click(f"#comment-{comment} a[href$=report]")
    reader.page.check("[name=guideline][value=threats]")
    reader.page.click("form[action$=report] button")
    reader.page.wait_for_url("**/report?sent=1")
    _card_by_keys(second, "reports", "a")
    reader.page.goto(reader.article)
    assert reader.page.locator(f"#comment-{comment} .comment-body").count() == 1
