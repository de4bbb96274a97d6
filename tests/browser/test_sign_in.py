"""The sign-in window in a real browser: a token for the page that waits, and passkeys by a virtual authenticator."""

import re
from dataclasses import replace
from typing import Any

import pytest

HOST = "http://www.gazette.test"
HOST_PAGE = """<!doctype html><title>Gazette</title><button>Sign in</button><script>
addEventListener("message", (event) => { window.got = { origin: event.origin, data: event.data }; });
document.querySelector("button").onclick = () => window.open("ADDRESS");
</script>"""


@pytest.fixture
def installation(committing: None, live_server: Any, data_dir: Any, settings: Any, monkeypatch: Any, now: Any) -> str:
    """The address of this test's own installation; a name, since passkeys take no bare address."""
    from rejoinder.comments.models import Article, Site
    from rejoinder.moderation.services.sites import add_site

    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright runs a loop in this thread
    address = live_server.url.replace("127.0.0.1", "localhost")
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, base_url=address)
    site = add_site(key="gazette", name="River Gazette", language="en", now=now)
    Site.objects.update(origins=[HOST])
    Article.objects.create(site=site, key="pumps", label="Three drones struck a pumping station")
    return str(address)


@pytest.fixture
def page(chromium: Any) -> Any:
    context = chromium.new_context()
    yield context.new_page()
    context.close()


def by_mail(page: Any) -> None:
    """Signs in by mail in the window."""
    from rejoinder.moderation.models import MailOutbox

    page.get_by_label("Your e-mail address").fill("mina@readers.example")
    page.get_by_role("button", name="Send a code").click()
    page.get_by_label("Code").wait_for()
    page.get_by_label("Code").fill(re.findall(r"^\d{6}$", MailOutbox.objects.order_by("-id")[0].text, re.MULTILINE)[0])
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_the_window_hands_a_token_to_the_page_that_opened_it(installation: str, page: Any) -> None:
    address = f"{installation}/embed/sign-in?article=pumps&origin={HOST}"
    page.route(
        f"{HOST}/", lambda route: route.fulfill(body=HOST_PAGE.replace("ADDRESS", address), content_type="text/html")
    )
    page.goto(f"{HOST}/")
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Sign in").click()
    window = opened.value
    problems: list[str] = []
    window.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    by_mail(window)
    got = page.wait_for_function("window.got").json_value()
    assert got["origin"] == installation and got["data"]["rejoinder"] == "signed-in"
    assert got["data"]["token"].startswith("rjs_")
    assert window.is_closed() and problems == []
    assert page.context.cookies(HOST) == []


def test_a_passkey_is_added_named_signed_in_with_and_removed(installation: str, page: Any) -> None:
    from rejoinder.comments.models import Passkey

    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    window = f"{installation}/embed/sign-in?article=pumps"
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    page.goto(window)
    by_mail(page)
    page.wait_for_url("**/articles/pumps")
    page.goto(window)
    page.get_by_role("button", name="Add a passkey of this device").click()
    name = page.get_by_label("Name of the passkey")
    name.fill("تەلەفۆنەکەم")
    page.get_by_role("button", name="Save the name").click()
    page.wait_for_load_state()
    assert name.input_value() == "تەلەفۆنەکەم"
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/articles/pumps")
    page.goto(window)
    assert page.get_by_text("You are signed in.").is_visible()
    page.get_by_role("button", name="Remove").click()
    page.get_by_role("button", name="Remove").wait_for(state="detached")
    assert not Passkey.objects.exists()

    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_role("alert").get_by_text("This passkey does not hold here").wait_for()
    assert [
        problem for problem in problems if "404" not in problem and "403" not in problem and "503" not in problem
    ] == []
