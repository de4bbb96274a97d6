"""The comment section on a page of the publisher's own: writing, being advised, published, rejected, heard."""

import json
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import jwt
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.test_commenting import _reject
from tests.browser.test_element import COME_BACK, TEXT, breaches, host_page

Visit = Callable[..., Visitor]

GROUND = {"gazette": "No personal attacks", "rojgar": "هێرشی کەسی قەدەغەیە"}
LONG = "👍" * 10_001
OPEN = {"Access-Control-Allow-Origin": "*"}


def _focused(locator: Any) -> bool:
    return bool(locator.evaluate("element => element === element.getRootNode().activeElement"))


def _form(visitor: Visitor) -> tuple[Any, Any, Any]:
    """The section's own form: section, text, button."""
    section = visitor.section()
    return section, section.locator(".above textarea"), section.locator(".above .compose button[type=submit]")


def test_advised_changed_sent_and_published(visit: Visit, host_url: str) -> None:
    reader, moderator = visit(width=420), visit().sign_in()
    host_page(reader, host_url)
    section, area, send = _form(reader)
    advice = section.locator(".advice")
    for attempt in range(4):
        # On a busy machine advice may run out of its time: then the comment goes without, as it should.
        area.fill(f"You are an idiot, {reader.site}! {attempt}")
        send.click()
        section.locator(".advice, .mine .card h3:focus").first.wait_for()
        if advice.count():
            break
    assert GROUND[reader.site] in advice.inner_text()
    assert "idiot" in " ".join(advice.locator("mark").all_inner_texts())
    assert _focused(advice.locator("h4"))
    advice.locator("button.primary").click()
    assert _focused(area)
    body = f" I see it otherwise, {reader.site}.\n\nنا، وانییە \u200e<b>\u200f  "
    area.fill(body)
    send.click()
    card = section.locator(".mine .card", has=reader.page.locator(".own", has_text="I see it otherwise"))
    card.wait_for()
    assert section.locator(".advice").count() == 0, "one nudge and no more"
    assert area.input_value() == "" and _focused(card.locator("h3"))
    assert card.locator(".own").evaluate(TEXT) == body
    assert breaches(reader.page) == []
    comment = reader.receipt_of(card.get_by_role("link").get_attribute("href"))
    moderator.approve(comment)
    reader.page.evaluate(COME_BACK)
    card = section.locator(".mine .card.is-approved")
    card.locator("button.primary").click()
    shown = section.locator(f"#comment-{comment}")
    shown.wait_for()
    assert shown.locator(".body").evaluate(TEXT) == body
    expect(card).to_have_count(0)
    assert reader.width_overflow() == 0


def test_rejected_told_why_and_objected(visit: Visit, host_url: str) -> None:
    reader, moderator = visit(width=320), visit().sign_in()
    host_page(reader, host_url)
    body = f"Only a fool would sign that, {reader.site}"
    comment = reader.write(body)
    moderator.open(f"/desk/{reader.site}/comments/{comment}")
    _reject(moderator.page, "personal_attacks")
    moderator.page.wait_for_selector(".status.is-rejected")
    host_page(reader, host_url)
    section = reader.section()
    card = section.locator(".card.is-rejected")
    card.wait_for()
    assert GROUND[reader.site] in card.inner_text()
    assert body in card.inner_text()
    card.locator("details.object summary").click()
    card.locator("input[value=criticism]").check()
    card.locator("form.objection textarea").fill("I meant no one. / کەس مەبەستم نەبوو.")
    assert breaches(reader.page) == [] and reader.width_overflow() == 0
    card.locator("form.objection button[type=submit]").click()
    card.locator(".appeal").wait_for()
    assert card.locator("details.object").count() == 0


def test_whatever_goes_wrong_the_draft_is_still_there(visit: Visit, host_url: str) -> None:
    reader = visit()
    host_page(reader, host_url)
    _, area, send = _form(reader)
    problem = reader.section().locator(".above .compose [role=alert]")
    count = reader.section().locator(".above .count")
    area.press_sequentially("half a thought")
    host_page(reader, host_url)
    assert area.input_value() == "half a thought"
    area.fill("\u200e\u200f \u061c")
    send.click()
    expect(problem).to_be_visible()
    area.fill(LONG)
    assert "over" in (count.get_attribute("class") or "")
    send.click()
    expect(problem).to_contain_text("10001")
    area.fill("lost on the way")
    reader.page.route("**/embed/v1/**", lambda route: route.abort())
    send.click()
    expect(problem).to_be_visible()
    assert area.input_value() == "lost on the way"
    reader.page.unroute("**/embed/v1/**")
    refused = {"error": {"code": "thread_closed", "message": "closed meanwhile", "fields": {}}}
    reader.page.route("**/comments?*", lambda route: route.fulfill(status=409, body=json.dumps(refused), headers=OPEN))
    send.click()
    expect(problem).to_contain_text("closed meanwhile")
    host_page(reader, host_url)
    assert area.input_value() == "lost on the way"
    reader.problems = [problem for problem in reader.problems if "ERR_FAILED" not in problem]


def test_a_selected_passage_is_quoted(visit: Visit, host_url: str) -> None:
    reader, moderator = visit(), visit().sign_in()
    comment = moderator.send("Nine were promised. نۆ بەڵێن درابوو.", "Q")
    moderator.approve(comment)
    host_page(reader, host_url, f"#comment-{comment}")
    section, area, _ = _form(reader)
    reader.page.locator("#passage").select_text()
    section.locator(".above .compose button.plain").first.click()
    assert area.input_value().startswith("> Two shelters have been built.")
    shown = section.locator(f"#comment-{comment}")
    shown.locator(".body").select_text()
    shown.locator("[data-quote]").click()
    reply = section.locator(f"li:has(> #comment-{comment}) > .slot textarea")
    assert reply.input_value() == "> Nine were promised. نۆ بەڵێن درابوو.\n\n"
    assert _focused(reply)


def test_a_reader_signs_in_and_reacts(visit: Visit, host_url: str) -> None:
    """The calls of the session are answered by the test: their own tests are in tests/http."""
    reader, moderator = visit(), visit().sign_in()
    comment = moderator.send(f"To be thanked for, {reader.site}", "T")
    moderator.approve(comment)
    person = {"id": "00000000-0000-4000-8000-000000000001", "name": "Zîn", "is_staff": False}
    mine = {"reader": person, "pending": [], "reactions": {}, "muted": [], "following": False, "followed": []}
    sent: list[str] = []

    def answer(path: str, document: object) -> None:
        def fulfil(route: Any) -> None:
            sent.append(f"{route.request.method} {route.request.headers.get('authorization', '')}")
            if route.request.method == "OPTIONS":
                route.fulfill(status=204, headers={**OPEN, "Access-Control-Allow-Headers": "*, Authorization"})
            else:
                route.fulfill(body=json.dumps(document), content_type="application/json", headers=OPEN)

        reader.page.route(f"**/embed/v1/{path}?*", fulfil)

    answer("session/email", {"sent": True})
    answer("session/code", {"token": "token-of-this-site", "reader": person})
    answer("articles/*/mine", mine)
    answer("comments/*/reactions/thanks", {"counts": {"thanks": 4}, "mine": ["thanks"]})
    host_page(reader, host_url)
    section = reader.section()
    thanks = section.locator(f"#comment-{comment} [data-reaction=thanks]")
    thanks.click()
    panel = section.locator(".panel")
    assert _focused(panel.locator("input[type=email]"))
    panel.locator("input[type=email]").fill("zin@example.org")
    panel.locator("button[type=submit]").click()
    panel.locator("[autocomplete=one-time-code]").fill("123456")
    panel.locator("button[type=submit]").click()
    expect(section.locator(".account .who")).to_have_text("Zîn")
    expect(panel).to_be_hidden()
    assert _focused(section.locator(".account button").first)
    assert section.locator(".above .who-writes input[autocomplete=nickname]").count() == 0
    thanks.click()
    expect(thanks).to_have_attribute("aria-pressed", "true")
    assert "4" in thanks.inner_text() or "٤" in thanks.inner_text() or "۴" in thanks.inner_text()
    assert "Bearer token-of-this-site" in sent[-1]
    host_page(reader, host_url)
    expect(reader.section().locator(".account .who")).to_have_text("Zîn")
    reader.problems.clear()


def test_readers_of_the_publishers_own_login(visit: Visit, host_url: str, secrets: dict[str, str]) -> None:
    """Who is signed in at the publisher's is so here: writes by that name, reacts, and mutes another reader."""

    def signed(subject: str, name: str) -> str:
        now = int(time.time())
        claims = {"sub": subject, "name": name, "aud": reader.site, "iat": now, "exp": now + 120, "jti": uuid4().hex}
        return "?sso=" + jwt.encode(claims, secrets[reader.site], algorithm="HS256")

    reader, other, moderator = visit(), visit(), visit().sign_in()
    host_page(reader, host_url, signed("7", "Zîn"))
    section = reader.section()
    expect(section.locator(".account .who")).to_have_text("Zîn")
    assert section.locator(".above .who-writes input").count() == 0
    body = f"Written by someone known, {reader.site} / ناسراو"
    section.locator(".above textarea").fill(body)
    section.locator(".above .compose button[type=submit]").click()
    card = section.locator(".mine .card").first
    comment = reader.receipt_of(card.get_by_role("link").get_attribute("href"))
    moderator.approve(comment)
    host_page(other, host_url, signed("8", "Mem"))
    section = other.section()
    shown = section.locator(f"#comment-{comment}")
    expect(shown.locator(".who")).to_have_text("Zîn")
    thanks = shown.locator("[data-reaction=thanks]")
    thanks.click()
    expect(thanks).to_have_attribute("aria-pressed", "true")
    assert thanks.locator(".number").inner_text() in ("1", "١", "۱")
    shown.locator(".menu summary").click()
    shown.locator(".menu .choices button").last.click()
    expect(shown.locator(".tombstone")).to_be_visible()
    assert shown.locator(".body").count() == 0
    shown.locator(".tombstone button").click()
    assert shown.locator(".body").evaluate(TEXT) == body
    host_page(other, host_url)
    expect(other.section().locator(".account .who")).to_have_count(0)
    host_page(other, host_url, "?sso=forged.by.nobody")
    expect(other.section().locator(".notice").locator("visible=true")).to_have_count(1)
    assert other.section().locator(".above textarea").is_visible()
    other.problems = [problem for problem in other.problems if "status of 401" not in problem]
