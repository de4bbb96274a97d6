"""What a screen reader says of the section: each thing once, in live regions of the accessibility tree."""

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.seed import ARTICLES
from tests.browser.test_element import COME_BACK, host_page

Visit = Callable[..., Visitor]
LISTEN = """
globalThis.said = [];
const opened = Element.prototype.attachShadow;
Element.prototype.attachShadow = function (options) {
  const root = opened.call(this, options);
  const last = new WeakMap();
  new MutationObserver((changes) => {
    const live = "[role=status], [role=alert], [aria-live]";
    const touched = new Set(changes.flatMap(({ target }) => {
      const element = target.nodeType === 1 ? target : target.parentElement;
      return [element?.closest(live), ...(element?.querySelectorAll(live) ?? [])];
    }));
    for (const region of touched) {
      if (!region) continue;
      const text = region.closest("[hidden]") ? "" : region.textContent;
      if (text && text !== last.get(region)) globalThis.said.push(text);
      last.set(region, text);
    }
  }).observe(root, { childList: true, characterData: true, attributes: true, subtree: true });
  return root;
};
"""
"""Notes what comes to stand in live regions, as a screen reader would speak it."""


def said(visitor: Visitor) -> list[str]:
    """What was said since this was last asked."""
    texts: list[str] = visitor.page.evaluate("globalThis.said.splice(0)")
    return texts


def spoken_by_tree(visitor: Visitor, role: str) -> list[tuple[str, str]]:
    """Live regions of this role in the browser's accessibility tree: how urgent, and their text."""
    nodes = visitor.page.context.new_cdp_session(visitor.page).send("Accessibility.getFullAXTree")["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}

    def text(node: dict[str, Any]) -> str:
        if node.get("role", {}).get("value") == "StaticText":
            return str(node["name"]["value"])
        return "".join(text(by_id[child]) for child in node.get("childIds", []) if child in by_id)

    found = []
    for node in nodes:
        if node.get("role", {}).get("value") == role and not node.get("ignored"):
            live = {entry["name"]: entry["value"].get("value") for entry in node.get("properties", [])}
            found.append((str(live.get("live")), text(node)))
    return found


def words_of(visitor: Visitor) -> dict[str, str]:
    """What the section says, by name."""
    language, key, *_ = ARTICLES[visitor.site]
    address = f"{visitor.base}/embed/v1/articles/{key}/section?lang={language}"
    words: dict[str, str] = visitor.page.request.get(address).json()["strings"]
    return words


def test_what_was_sent_what_became_of_it_and_what_arrives_is_said_once(visit: Visit, host_url: str) -> None:
    reader, moderator = visit(), visit().sign_in()
    reader.page.add_init_script(LISTEN)
    host_page(reader, host_url)
    section, words = reader.section(), words_of(reader)
    said(reader)
    comment = reader.write(f"Heard by everyone, {reader.site} {uuid4()}")
    card = section.locator(".mine .card").last
    title = card.locator("h3")
    assert title.evaluate("element => element === element.getRootNode().activeElement"), "the focus says it"
    assert title.inner_text() == words["received"]
    expect(card).to_contain_text(words["by_moderator"])
    heard = said(reader)
    assert words["received"] not in heard, "the focus has said it already"
    assert heard.count(words["by_moderator"]) == 1 and len(heard) == 1
    moderator.approve(comment)
    reader.page.evaluate(COME_BACK)
    expect(title).to_have_text(words["published"])
    reader.page.wait_for_timeout(50)
    heard = said(reader)
    assert heard.count(words["published"]) == 1
    assert ("polite", heard[-1]) in spoken_by_tree(reader, "status")
    section.locator("button.arrived").wait_for()
    said(reader)
    reader.page.evaluate(COME_BACK)
    reader.page.wait_for_timeout(500)
    assert said(reader) == [], "what was said is not said again"
    host_page(reader, host_url)
    expect(reader.section().locator(".mine .card.is-approved").last).to_be_visible()
    assert said(reader) == [], "what was so already is no news"
    second = moderator.send(f"One more, {reader.site} {uuid4()}")
    moderator.approve(second)
    reader.page.evaluate(COME_BACK)
    arrived = reader.section().locator("button.arrived")
    arrived.wait_for()
    assert said(reader) == [arrived.inner_text()]
    assert ("polite", arrived.inner_text()) in spoken_by_tree(reader, "status")


def test_what_is_wrong_is_an_alert_and_the_length_is_not_said_with_every_letter(visit: Visit, host_url: str) -> None:
    reader = visit()
    reader.page.add_init_script(LISTEN)
    host_page(reader, host_url)
    section = reader.section()
    area = section.locator(".above textarea")
    area.fill("x" * 9_640)
    said(reader)
    area.press_sequentially("several letters more")
    assert said(reader) == []
    area.fill("x" * 10_001)
    assert len(said(reader)) == 1
    section.locator(".above .compose button[type=submit]").click()
    problem = section.locator(".above .compose [role=alert]")
    expect(problem).to_be_visible()
    assert said(reader) == [problem.inner_text()]
    assert ("assertive", problem.inner_text()) in spoken_by_tree(reader, "alert")


def test_a_comment_is_advised_on_once_however_it_is_changed(visit: Visit, host_url: str) -> None:
    reader = visit()
    asked: list[str] = []
    guideline = {"key": "profanity", "title": "No swearing"}
    advice = {"advice": {"token": "t", "guideline": guideline, "spans": [[0, 4]]}}
    allowed = {"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*"}

    def fulfil(route: Any) -> None:
        if route.request.method == "POST":
            asked.append(route.request.post_data_json["body"])
        route.fulfill(body=json.dumps(advice), content_type="application/json", headers=allowed)

    reader.page.route("**/embed/v1/articles/*/advice?*", fulfil)
    host_page(reader, host_url)
    section = reader.section()
    area, send = section.locator(".above textarea"), section.locator(".above .compose button[type=submit]")
    for first, answer in (("Damn", "button.primary"), ("Darn", "button:not(.primary)")):
        area.fill(f"{first} it, {reader.site} {uuid4()}")
        send.click()
        cards = section.locator(".mine .card").count()
        section.locator(".advice").wait_for()
        section.locator(f".advice {answer}").click()
        if answer == "button.primary":
            area.fill(f"Damn them all, {reader.site} {uuid4()}")
            send.click()
        expect(section.locator(".mine .card")).to_have_count(cards + 1)
        expect(section.locator(".advice")).to_have_count(0)
    assert len(asked) == 2, "once for each comment"
