"""A server with two sites, a Chromium, and visitors who must see no script error and no breach of the page's policy."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Error as BrowserError

from tests.acceptance.server import free_port
from tests.browser.host import host_server
from tests.browser.seed import ARTICLES, ORIGIN, PASSWORD, SECRETS

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""Debian's headless shell first: it draws the same pages, and faster."""
NO_CHROMIUM = (
    "BROWSER TESTS SKIPPED: no Chromium. Install one (Debian: apt-get install chromium-headless-shell), "
    "or name it in REJOINDER_CHROMIUM."
)
START_LIMIT_S = 180
OPEN_ROOTS = """
const attach = Element.prototype.attachShadow;
Element.prototype.attachShadow = function (options) { return attach.call(this, { ...options, mode: "open" }); };
"""
"""The element's root is closed; a page that comes first, as tests do, can open it all the same (decision 0006)."""
EXPECTED = re.compile(r"the server responded with a status of (409|413|422)")
"""What Chromium logs when the server refuses, as it should in these tests."""


def chromium_path() -> str | None:
    """The Chromium to drive, or None."""
    given = os.environ.get("REJOINDER_CHROMIUM")
    return given or next((path for name in NAMES if (path := shutil.which(name))), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks the tests of this folder."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Says so at the very end when nothing here ran."""
    if chromium_path() is None:
        terminalreporter.section("browser", red=True, bold=True)
        terminalreporter.line(NO_CHROMIUM, red=True, bold=True)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A running Chromium."""
    path = chromium_path()
    if path is None:
        pytest.skip(NO_CHROMIUM)
    from playwright.sync_api import sync_playwright

    arguments = ["--no-sandbox", "--disable-background-networking", "--no-first-run", "--disable-dev-shm-usage"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def host_url(base_url: str, host_port: int) -> Iterator[str]:
    """The address of a publisher's own server, with a strict policy of its own: ``/KEY/LANGUAGE`` shows a section."""
    server = host_server(host_port, base_url)
    yield f"http://127.0.0.1:{host_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def host_port() -> int:
    """Where host_url will be; the installation's sites know it as an origin of theirs."""
    return free_port()


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data directory of the served installation."""
    return tmp_path_factory.mktemp("installation")


@pytest.fixture(scope="session")
def secrets(base_url: str, installation: Path) -> dict[str, str]:
    """What each site's own login signs with."""
    known: dict[str, str] = json.loads((installation / SECRETS).read_text())
    return known


@pytest.fixture(scope="session")
def base_url(host_port: int, installation: Path) -> Iterator[str]:
    """The address of a served, seeded installation."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "REJOINDER_DATA_DIR": str(installation),
        "REJOINDER_BASE_URL": address,
        "REJOINDER_HOSTS": "127.0.0.1",
        "REJOINDER_COMMENTS_PER_MINUTE": "0",
        "REJOINDER_DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "rejoinder.conf.settings",
        ORIGIN: f"http://127.0.0.1:{host_port}",
    }
    rejoinder = [sys.executable, "-m", "rejoinder"]
    subprocess.run([*rejoinder, "migrate"], env=environment, cwd=ROOT, check=True, capture_output=True)
    subprocess.run([sys.executable, "-m", "tests.browser.seed"], env=environment, cwd=ROOT, check=True)
    server = subprocess.Popen([*rejoinder, "serve", "--port", str(port)], env=environment, cwd=ROOT)
    try:
        _wait_for(f"{address}/healthz", server)
        yield address
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=30)


def _wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_LIMIT_S
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            assert server.poll() is None, "the server ended"
            assert time.monotonic() < deadline, f"the server did not answer within {START_LIMIT_S} s"
            time.sleep(0.05)


@dataclass
class Visitor:
    """A browser window of its own, on one site."""

    page: Any
    base: str
    site: str
    keys: dict[str, Any]
    """Cookies of those who have signed in before, by e-mail address: hashing a password takes its time."""
    problems: list[str] = field(default_factory=list)

    @property
    def article(self) -> str:
        """The address of the site's article."""
        return f"{self.base}/articles/{ARTICLES[self.site][1]}"

    def open(self, path: str) -> None:
        """Goes to a path of the installation, also from a receipt that is just loading itself anew."""
        try:
            self.page.goto(self.base + path)
        except BrowserError as crossed:
            if "interrupted by another navigation" not in crossed.message:
                raise
            self.page.goto(self.base + path)

    def send(self, body: str, name: str = "") -> str:
        """Sends a comment as the form of the article's page does; its receipt is open then. The comment's UUID."""
        # A browser sends the line breaks of a form as CR LF (HTML standard, 4.10.21.8).
        form = {"body": re.sub(r"\r?\n", "\r\n", body), "author_name": name}
        self.page.goto(self.page.request.post(f"{self.article}/comments", form=form).url)
        return self.receipt_of(self.page.url)

    def fill_in(self, body: str, name: str = "") -> str:
        """The same without script, by hand."""
        self.open(f"/articles/{ARTICLES[self.site][1]}")
        self.page.fill("#author-name", name)
        self.page.fill("#comment-text", body)
        self.page.click("#post button[type=submit]")
        self.page.wait_for_url("**/receipts/**")
        return self.receipt_of(self.page.url)

    def write(self, body: str, name: str = "") -> str:
        """Writes in the section of the page that is open, and sends it as it is. The comment's UUID."""
        section = self.section()
        section.locator(".above textarea").fill(body)
        section.locator(".above .who-writes input").fill(name)
        section.locator(".above .compose button[type=submit]").click()
        section.locator(".advice, .mine .card").first.wait_for()
        if section.locator(".advice").count():
            section.locator(".advice button:not(.primary)").click()
        link = section.locator(".mine .card").last.get_by_role("link")
        return self.receipt_of(link.get_attribute("href"))

    def section(self) -> Any:
        """The section of the page that is open, ready to be read and written in."""
        section = self.page.locator("rejoinder-comments .section")
        section.locator(".above :is(.compose, .closed)").wait_for()
        return section

    @staticmethod
    def receipt_of(address: str) -> str:
        """The UUID in a receipt's address."""
        found = re.search(r"/receipts/([0-9a-f]{32})", address)
        assert found, address
        return _dashed(found[1])

    def sign_in(self, email: str = "mina@example.org") -> "Visitor":
        """Signs in to the desk, by the form once per test run."""
        if email in self.keys:
            self.page.context.add_cookies(self.keys[email])
            self.open(f"/desk/{self.site}/queue")
            return self
        self.open(f"/accounts/login/?next=/desk/{self.site}/queue")
        self.page.fill("[name=login]", email)
        self.page.fill("[name=password]", PASSWORD)
        self.page.click(".sign-in button[type=submit]")
        self.page.wait_for_url(f"**/desk/{self.site}/queue")
        cookies = self.page.context.cookies()
        self.keys[email] = [cookie for cookie in cookies if cookie["name"] == "rejoinder_session"]
        return self

    def approve(self, comment: str) -> None:
        """Approves a comment on its page at the desk."""
        self.open(f"/desk/{self.site}/comments/{comment}")
        self.page.click("[data-approve] button")
        self.page.wait_for_selector(".status.is-approved")

    def width_overflow(self) -> int:
        """How many pixels the page is wider than the window."""
        measured: int = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        return measured


def _dashed(digits: str) -> str:
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


@pytest.fixture(params=sorted(ARTICLES))
def site(request: pytest.FixtureRequest) -> str:
    """Each test runs left to right (gazette, English) and right to left (rojgar, Sorani)."""
    value: str = request.param
    return value


@pytest.fixture(scope="session")
def keys() -> dict[str, Any]:
    """See Visitor.keys."""
    return {}


@pytest.fixture
def visit(chromium: Any, base_url: str, site: str, keys: dict[str, Any]) -> Iterator[Callable[..., Visitor]]:
    """Opens windows for visitors; none of them may have met an error when the test ends."""
    opened: list[tuple[Any, Visitor]] = []

    def visit_(*, script: bool = True, width: int = 1100, height: int = 800) -> Visitor:
        context = chromium.new_context(
            java_script_enabled=script, viewport={"width": width, "height": height}, locale="en"
        )
        context.add_init_script(OPEN_ROOTS)
        language = ARTICLES[site][0]
        context.add_cookies([{"name": "django_language", "value": language, "url": base_url}])
        visitor = Visitor(context.new_page(), base_url, site, keys)
        visitor.page.on("console", lambda message: _note(visitor, message))
        visitor.page.on("pageerror", lambda error: visitor.problems.append(str(error)))
        opened.append((context, visitor))
        return visitor

    yield visit_
    for context, _ in opened:
        context.close()
    assert not [problem for _, visitor in opened for problem in visitor.problems]


def _note(visitor: Visitor, message: Any) -> None:
    if message.type in ("error", "warning") and not EXPECTED.search(message.text):
        visitor.problems.append(f"{visitor.page.url}: {message.text}")
