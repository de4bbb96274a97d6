"""The desk by keyboard, by pointer and without script."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.conftest import Visitor
from tests.browser.test_element import breaches

Visit = Callable[..., Visitor]


def _focused(page: Any) -> str:
    identity: str = page.evaluate("document.activeElement.closest('article')?.id ?? ''")
    return identity


def _wait_for_focus(page: Any, identity: str) -> None:
    page.wait_for_function("id => document.activeElement.closest('article')?.id === id", arg=identity)


def _clear(moderator: Visitor) -> None:
    """Decides what other tests left in the queue, so that the order of cards is known."""
    while moderator.page.locator("[data-card]").count():
        moderator.page.locator("[data-approve] button").first.click()
        moderator.page.locator("[data-decided]").last.wait_for()
        moderator.open(f"/desk/{moderator.site}/queue")


def test_approve_and_reject_by_keyboard_alone(visit: Visit, site: str) -> None:
    reader, moderator = visit(script=False), visit().sign_in()
    _clear(moderator)
    first, second, third = (reader.send(f"keyboard {word} {site}", "K") for word in ("one", "two", "three"))
    moderator.open(f"/desk/{site}/queue")
    keys = moderator.page.keyboard
    _wait_for_focus(moderator.page, f"card-{first}")
    keys.press("j")
    assert _focused(moderator.page) == f"card-{second}"
    keys.press("k")
    assert _focused(moderator.page) == f"card-{first}"
    keys.press("a")
    _wait_for_focus(moderator.page, f"card-{second}")
    assert moderator.page.locator(f"#card-{first}[data-decided]").count() == 1
    assert moderator.page.locator("[data-announcer]").inner_text()
    keys.press("r")
    keys.press("2")
    assert moderator.page.locator(f"#card-{second} input[value=threats]").is_checked()
    keys.press("Enter")
    _wait_for_focus(moderator.page, f"card-{third}")
    keys.press("r")
    keys.press("Escape")
    assert moderator.page.locator(f"#card-{third} [data-rejecting][open]").count() == 0
    keys.press("u")
    assert moderator.page.evaluate("document.activeElement.getAttribute('href')").endswith(second)
    reader.page.goto(reader.article)
    assert reader.page.locator(f"#comment-{first}").count() == 1
    assert reader.page.locator(f"#comment-{second}").count() == 0
    assert reader.page.locator(f"#comment-{third}").count() == 0
    _clear(moderator)


def test_counts_follow_a_decision_by_keyboard(visit: Visit, site: str) -> None:
    reader, moderator = visit(script=False), visit().sign_in()
    _clear(moderator)
    one, two = (reader.send(f"counted {word} {site}", "K") for word in ("one", "two"))
    moderator.open(f"/desk/{site}/queue")
    _wait_for_focus(moderator.page, f"card-{one}")
    waits, total = moderator.page.locator("#waits-queue"), moderator.page.locator("[data-total]")
    assert (waits.inner_text(), total.inner_text()) == ("2", "(2)")
    moderator.page.keyboard.press("a")
    _wait_for_focus(moderator.page, f"card-{two}")
    moderator.page.wait_for_function("document.querySelector('[data-total]').textContent === '(1)'")
    assert waits.inner_text() == "1"
    _clear(moderator)


def test_axe_finds_nothing_wrong_at_the_desk(visit: Visit, site: str) -> None:
    reader, moderator = visit(script=False), visit().sign_in()
    reader.send(f"You are an idiot {site}", "K")
    for page in ("queue", "objections", "reports", "published", "readers", "guidelines", "learned", "log"):
        moderator.open(f"/desk/{site}/{page}")
        assert breaches(moderator.page) == [], page
    _clear(moderator)


def test_letters_typed_into_a_field_are_no_commands(visit: Visit, site: str) -> None:
    reader, moderator = visit(), visit().sign_in()
    comment = reader.send(f"note {site}")
    moderator.open(f"/desk/{site}/queue")
    card = moderator.page.locator(f"#card-{comment}")
    card.locator("[data-rejecting] summary").click()
    card.locator("[name=note]").press_sequentially("a jar, 12")
    assert card.locator("[name=note]").input_value() == "a jar, 12"
    assert card.count() == 1
    moderator.approve(comment)


def test_selected_words_become_evidence(visit: Visit, site: str) -> None:
    reader, moderator = visit(), visit().sign_in()
    text = f"👍🏽 e\u0301 هەولێر bad words {site}"
    comment = reader.send(text)
    moderator.open(f"/desk/{site}/comments/{comment}")
    page = moderator.page
    page.click("[data-rejecting] summary")
    page.check("[data-rejecting] input[value=profanity]")
    start = text.index("bad words")
    page.evaluate(
        """([needle]) => {
            const walker = document.createTreeWalker(document.querySelector('[data-text]'), NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const at = walker.currentNode.data.indexOf(needle);
                if (at < 0) continue;
                const node = walker.currentNode;
                document.getSelection().setBaseAndExtent(node, at, node, at + needle.length);
            }
            document.dispatchEvent(new PointerEvent('pointerup'));
        }""",
        ["bad words"],
    )
    page.wait_for_selector(f"input[name=span][value='{start}-{start + 9}']")
    page.click("[data-reject] button[type=submit]")
    page.wait_for_selector(".status.is-rejected")
    assert page.locator(".history .quoted .text").all_inner_texts() == ["bad words"]


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_the_second_of_two_moderators_sees_what_the_first_decided(visit: Visit, site: str, script: bool) -> None:
    reader = visit()
    comment = reader.send(f"two moderators {site} {script}")
    first, second = visit().sign_in(), visit(script=script).sign_in("aras@example.org")
    for moderator in (first, second):
        moderator.open(f"/desk/{site}/queue")
    first.page.click(f"#card-{comment} [data-approve] button")
    first.page.wait_for_selector(f"#card-{comment}[data-decided]")
    card = second.page.locator(f"#card-{comment}")
    card.locator("[data-rejecting] summary").click()
    card.locator("input[value=threats]").check()
    card.locator("[data-reject] button[type=submit]").click()
    alert = second.page.locator("[role=alert]")
    alert.wait_for()
    assert "Mina" in alert.inner_text()
    reader.page.goto(reader.article)
    assert reader.page.locator(f"#comment-{comment} .comment-body").count() == 1


def test_the_help_opens_and_closes(visit: Visit) -> None:
    moderator = visit().sign_in()
    moderator.page.keyboard.press("?")
    assert moderator.page.locator("dialog").is_visible()
    moderator.page.keyboard.press("Escape")
    assert not moderator.page.locator("dialog").is_visible()


@pytest.mark.parametrize("site", ["gazette"], indirect=True)
def test_an_editor_dismisses_a_proposal(visit: Visit, site: str) -> None:
    editor = visit().sign_in("edo@example.org")
    editor.open(f"/desk/{site}/guidelines")
    assert editor.page.locator(".is-proposal .notice").inner_text().endswith("On the subject")
    editor.page.click(".answer button[value=dismiss]")
    editor.page.wait_for_selector("[role=status]")
    assert editor.page.locator(".is-proposal").count() == 0


def test_signing_out(visit: Visit, site: str) -> None:
    moderator = visit()
    moderator.keys = {}
    moderator.sign_in()
    moderator.page.click(".me summary")
    moderator.page.click(".me button")
    moderator.page.wait_for_url("**/accounts/login/**")
    moderator.open(f"/desk/{site}/queue")
    assert "/accounts/login/" in moderator.page.url
