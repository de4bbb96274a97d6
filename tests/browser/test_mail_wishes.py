"""What mail a reader wants, said in the section on a publisher's page."""

import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.test_element import breaches, host_page

Visit = Callable[..., Visitor]
OPEN = {"Access-Control-Allow-Origin": "*"}


def test_a_reader_says_what_mail_they_want_and_when(visit: Visit, host_url: str, base_url: str) -> None:
    reader = visit(width=420)
    page = reader.page
    person = {"id": "0" * 32, "name": "Zîn", "is_staff": False}
    mine = {"reader": person, "pending": [], "reactions": {}, "muted": [], "following": False, "followed": []}
    wishes = {"frequency": "daily", "hour": 8, "time_zone": "UTC", "replies": True, "mentions": False}
    sent: list[Any] = []

    def answer(path: str, document: object) -> None:
        def fulfil(route: Any) -> None:
            if route.request.method == "OPTIONS":
                allowed = {"Access-Control-Allow-Headers": "*, Authorization", "Access-Control-Allow-Methods": "PATCH"}
                return route.fulfill(status=204, headers={**OPEN, **allowed})
            if route.request.method == "PATCH":
                sent.append(json.loads(route.request.post_data))
            return route.fulfill(body=json.dumps(document), content_type="application/json", headers=OPEN)

        page.route(f"**/embed/v1/{path}?*", fulfil)

    answer("articles/*/mine", mine)
    answer("session", person)
    answer("readers/me/notifications", wishes)
    host_page(reader, host_url)
    kept = json.dumps({"token": "token-of-this-site", "subject": ""})
    page.evaluate("([name, value]) => localStorage.setItem(name, value)", [_store(base_url, reader.site), kept])
    host_page(reader, host_url)
    section = page.locator("rejoinder-comments .section")
    section.locator(".account button").first.click()
    panel = section.locator(".panel")
    often, hour = panel.locator("select").nth(0), panel.locator("select").nth(1)
    expect(often).to_have_value("daily")
    expect(hour).to_have_value("8")
    expect(panel.locator("[name=replies]")).to_be_checked()
    expect(panel.locator("[name=mentions]")).not_to_be_checked()
    assert breaches(page) == [] and reader.width_overflow() == 0
    often.select_option("instant")
    expect(hour).to_be_hidden()
    often.select_option("daily")
    hour.select_option("21")
    panel.locator("[name=mentions]").check()
    panel.locator("button[type=submit]").click()
    expect(panel).to_be_hidden()
    name, changes, zone = sent
    assert name == {"name": "Zîn"}
    assert changes == {"frequency": "daily", "hour": 21, "replies": True, "mentions": True}
    assert set(zone) == {"time_zone"}


def _store(base_url: str, site: str) -> str:
    return f"rejoinder-session:{base_url}/{site}"
