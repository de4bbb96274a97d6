"""When the first comments of an article with 10,000 stand on a phone's screen: Chromium as slow as a phone on slow 4G.

The section stands on a publisher's page of another origin, in the window from the start. Nothing is kept from an
earlier visit, save in the row that says so. Run: ``make bench``
"""

import sys
import tempfile
from pathlib import Path
from typing import Any, Final

import httpx
from tests.acceptance.server import free_port
from tests.browser.conftest import OPEN_ROOTS, chromium_path
from tests.browser.host import host_server

from benchmarks import measured, newsroom
from benchmarks.measured import Table

COMMENTS: Final = 10_000
ROUNDS: Final = 7
SLOWER: Final = 4
LATENCY_MS: Final = 150
DOWN_BYTES_S: Final = 1_638_400 // 8
UP_BYTES_S: Final = 675_000 // 8
"""A phone of the middle range on slow 4G, as Lighthouse has it: a processor four times slower than this one, 150 ms to
and fro, 1.6 Mbit/s down (Lighthouse's documentation, "Network throttling", mobileSlow4G)."""
PHONE: Final = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True}
WATCH: Final = """
const opened = Element.prototype.attachShadow;
Element.prototype.attachShadow = function (options) {
  const root = opened.call(this, options);
  new MutationObserver((_, observer) => {
    if (!root.querySelector(".comment .body")) return;
    observer.disconnect();
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => globalThis.firstComments(String(performance.now()));
      channel.port2.postMessage(0);
    });
  }).observe(root, { childList: true, subtree: true });
  return root;
};
"""
"""Notes the time after the frame in which the first comment is drawn. The page's own scripts can't look into the
section; one that comes before all others, as here, can. The time is handed out by a binding: to ask the page for it
would take the page's own time."""


def main(rounds: int = ROUNDS) -> None:
    """Measures and writes the report."""
    with tempfile.TemporaryDirectory(prefix="rejoinder-bench-") as name:
        folder = Path(name)
        room = newsroom.newsroom(folder)
        newsroom.with_comments(room, COMMENTS, each=COMMENTS)
        with newsroom.served(room, "--no-worker") as server:
            host = host_server(free_port(), server.base_url)
            thread = f"{server.base_url}/embed/v1/articles/pumps/thread"
            if httpx.get(thread, timeout=120).json()["count"] != COMMENTS:
                sys.exit("the thread has not 10,000 comments")
            httpx.get(thread, headers={"Accept-Encoding": "br"})
            try:
                table = _measure(f"http://127.0.0.1:{host.server_port}/pumps/en", rounds)
            finally:
                host.shutdown()
    note = (
        f"An article with {COMMENTS:,} comments; a window of 390 by 844 pixels; the processor {SLOWER} times slower, "
        f"{LATENCY_MS} ms to and fro, 1.6 Mbit/s down (slow 4G). `first_comments_ms` is from the start of the "
        "navigation to the frame with the first comments: the page itself is in it. `loader_ms` is when the script of "
        "the section had come, `answers_ms` when its modules and the thread had, and `script_ms`, `style_ms` what the "
        "page's own thread did until then, slowed down as it is. `kilobytes` are on the wire, with what came shortly "
        "after. The goal is 1,000 ms."
    )
    measured.write("paint", [table], note)


def _measure(address: str, rounds: int) -> Table:
    from playwright.sync_api import sync_playwright

    path = chromium_path()
    if path is None:
        sys.exit("there is no Chromium: install chromium-headless-shell, or name one in REJOINDER_CHROMIUM")
    table = Table("Milliseconds to the first comments", f"Medians of {rounds}.", "first visit")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for number in range(rounds + 1):  # the first warms Chromium and the server up, and does not count
            context = browser.new_context(**PHONE, locale="en")
            context.add_init_script(WATCH + OPEN_ROOTS)
            for side in ("first visit", "another page, the same day"):
                figures = _visit(context.new_page(), address)
                if number:
                    table.add(side, **figures)
            context.close()
        browser.close()
    return table


def _visit(page: Any, address: str) -> dict[str, float]:
    """One visit by a slow phone; the figures of it."""
    device = page.context.new_cdp_session(page)
    device.send("Network.enable")
    device.send("Performance.enable")
    device.send("Runtime.enable")
    device.send("Runtime.addBinding", {"name": "firstComments"})
    noted: list[float] = []
    device.on("Runtime.bindingCalled", lambda event: noted.append(float(event["payload"])))
    sizes: list[float] = []
    device.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    conditions = {"downloadThroughput": DOWN_BYTES_S, "uploadThroughput": UP_BYTES_S, "latency": LATENCY_MS}
    device.send("Network.emulateNetworkConditions", {"offline": False, **conditions})
    device.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address, wait_until="commit")
    while not noted:
        page.wait_for_timeout(100)
    spent = {metric["name"]: metric["value"] * 1000 for metric in device.send("Performance.getMetrics")["metrics"]}
    shown = noted[0]
    came = page.evaluate(
        """() => performance.getEntriesByType("resource").map((entry) => [entry.name, entry.responseEnd])"""
    )
    needed = [(name, end) for name, end in came if end and end <= shown]
    page.close()
    return {
        "first_comments_ms": shown,
        "loader_ms": next(end for name, end in needed if name.endswith("/loader.js")),
        "answers_ms": max(end for name, end in needed if "/embed/" in name or "/element." in name),
        "script_ms": spent["ScriptDuration"],
        "style_ms": spent["LayoutDuration"] + spent["RecalcStyleDuration"],
        "kilobytes": sum(sizes) / 1000,
    }


if __name__ == "__main__":
    main(*(int(value) for value in sys.argv[1:]))
