"""Fetching: what is refused, what is cut off. The server is a real one, on this machine alone."""

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from rejoinder import __version__
from rejoinder.intake import fetch, network
from rejoinder.intake.addresses import is_public
from rejoinder.intake.errors import FetchFailed, FetchRefused, NotText, TooLarge

PAGE = "<!doctype html><p>پردەکە کرایەوە</p>".encode()


class Handler(BaseHTTPRequestHandler):
    """Answers by path; remembers what it was sent."""

    seen: list[dict[str, str]]
    stop: threading.Event

    def do_GET(self) -> None:
        type(self).seen.append({"path": self.path, **{name.lower(): value for name, value in self.headers.items()}})
        path, _, rest = self.path.partition("?")
        {"/redirect": self.redirect, "/drip": self.drip, "/drip-head": self.drip_head}.get(path, self.page)(path, rest)

    def page(self, path: str, rest: str) -> None:
        status = int(path[1:]) if path[1:].isdigit() else 200
        self.send_response(status)
        types = {"/pdf": "application/pdf", "/plain": "text/plain"}
        self.send_header("Content-Type", types.get(path, "text/html; charset=utf-8"))
        if path == "/packed":
            self.send_header("Content-Encoding", "gzip")
        if path == "/says-large":
            self.send_header("Content-Length", "99999999")
        self.end_headers()
        self.wfile.write(PAGE * (1000 if path == "/large" else 1))

    def redirect(self, _path: str, target: str) -> None:
        self.send_response(302)
        self.send_header("Location", target)
        self.send_header("Set-Cookie", "session=1")
        self.end_headers()

    def drip(self, _path: str, _rest: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.trickle(b"<p>")

    def drip_head(self, _path: str, _rest: str) -> None:
        self.trickle(b"HTTP/1.1 200 OK\r\nX-")

    def trickle(self, beginning: bytes) -> None:
        self.wfile.write(beginning)
        while not type(self).stop.wait(0.02):
            try:
                self.wfile.write(b"x")
                self.wfile.flush()
            except OSError:
                return

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


@pytest.fixture
def server() -> Iterator[tuple[str, list[dict[str, str]]]]:
    handler = type("OwnHandler", (Handler,), {"seen": [], "stop": threading.Event()})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        running.daemon_threads = True
        thread = threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{running.server_port}", handler.seen
        finally:
            handler.stop.set()
            running.shutdown()
            thread.join()


def fetched(url: str, **options: Any) -> tuple[bytes, str, str]:
    return fetch.fetch_page(url, **{"allow_private": True, "timeout_s": 5.0, **options})


def test_a_page_comes_with_its_address_and_type(server: Any) -> None:
    base, seen = server
    assert fetched(f"{base}/story") == (PAGE, f"{base}/story", "text/html; charset=utf-8")
    assert seen[0]["user-agent"] == f"Rejoinder/{__version__}"
    assert "cookie" not in seen[0]


def test_a_redirect_is_followed_and_carries_no_cookie(server: Any) -> None:
    base, seen = server
    assert fetched(f"{base}/redirect?/story")[1] == f"{base}/story"
    assert [request["path"] for request in seen] == ["/redirect?/story", "/story"]
    assert "cookie" not in seen[1]


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "0x7f.1", "2130706433", "[::ffff:127.0.0.1]", "0.0.0.0"])
def test_this_machine_is_refused(server: Any, name: str) -> None:
    base, seen = server
    with pytest.raises(FetchRefused):
        fetch.fetch_page(f"http://{name}:{base.rpartition(':')[2]}/story", timeout_s=5.0)
    assert seen == []


def test_a_redirect_to_this_machine_is_refused(server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first name counts as public here; where it leads does not."""
    base, seen = server
    port = base.rpartition(":")[2]
    resolve = socket.getaddrinfo

    def resolved(host: str, *args: Any, **options: Any) -> Any:
        return resolve("127.0.0.1" if host == "news.example" else host, *args, **options)

    asked: list[str] = []

    def public_at_first(address: str) -> bool:
        asked.append(address)
        return len(asked) == 1

    monkeypatch.setattr(network.socket, "getaddrinfo", resolved)
    monkeypatch.setattr(network, "is_public", public_at_first)
    with pytest.raises(FetchRefused):
        fetch.fetch_page(f"http://news.example:{port}/redirect?http://127.0.0.1:{port}/story", timeout_s=5.0)
    assert [request["path"].split("?")[0] for request in seen] == ["/redirect"]
    assert asked == ["127.0.0.1", "127.0.0.1"]


def test_a_name_is_resolved_once_and_connected_to_where_it_was_checked(
    server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS rebinding: the second answer is never asked for."""
    base, seen = server
    answers = [["127.0.0.1"], ["10.0.0.1"]]
    asked: list[str] = []

    def resolved(host: str, port: int, *_: Any, **__: Any) -> Any:
        if host == "rebinding.example":
            asked.append(host)
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in answers[len(asked) - 1]]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, port))]

    monkeypatch.setattr(network.socket, "getaddrinfo", resolved)
    monkeypatch.setattr(network, "is_public", lambda address: address == "127.0.0.1")
    url = f"http://rebinding.example:{base.rpartition(':')[2]}/story"
    assert fetch.fetch_page(url, timeout_s=5.0)[0] == PAGE
    assert asked == ["rebinding.example"]
    assert seen[0]["host"].startswith("rebinding.example")


def test_one_private_address_among_public_ones_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in ("9.9.9.9", "192.168.1.1")]
    monkeypatch.setattr(network.socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(FetchRefused):
        fetch.fetch_page("http://both.example/", timeout_s=5.0)


@pytest.mark.parametrize(
    "url",
    [
        *("ftp://news.example/x", "file:///etc/passwd", "javascript:alert(1)", "news.example", "", "http://", "//x/y"),
        *("http://user:secret@news.example/", "http://[::1", "gopher://x", "http://news.example/" + "x" * 3000),
        *("http://exa mple/", "http://news.example:99999/", "http://\x00/"),
    ],
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(FetchRefused):
        fetched(url)


@pytest.mark.parametrize("target", ["ftp://x/y", "file:///etc/passwd", "http://user:pw@127.0.0.1/", "http://[::1"])
def test_a_redirect_to_what_is_no_web_address_is_refused(server: Any, target: str) -> None:
    with pytest.raises(FetchRefused):
        fetched(f"{server[0]}/redirect?{target}")


def test_redirects_come_to_an_end(server: Any) -> None:
    base, seen = server
    with pytest.raises(FetchFailed, match="redirects more than"):
        fetched(f"{base}/redirect?" + f"{base}/redirect?" * 10)
    assert len(seen) == fetch.REDIRECTS + 1


@pytest.mark.parametrize("path", ["404", "500", "403"])
def test_a_status_other_than_ok_fails(server: Any, path: str) -> None:
    with pytest.raises(FetchFailed, match=path):
        fetched(f"{server[0]}/{path}")


def test_what_is_no_text_is_told_before_it_is_read(server: Any) -> None:
    with pytest.raises(NotText, match="application/pdf"):
        fetched(f"{server[0]}/pdf")


@pytest.mark.parametrize("path", ["large", "says-large"])
def test_a_page_over_the_limit_is_too_large(server: Any, path: str) -> None:
    with pytest.raises(TooLarge):
        fetched(f"{server[0]}/{path}", limit_bytes=5000)


def test_a_packed_page_is_not_unpacked(server: Any) -> None:
    with pytest.raises(FetchFailed, match="packs"):
        fetched(f"{server[0]}/packed")


@pytest.mark.parametrize("path", ["drip", "drip-head"])
def test_a_page_that_drips_is_cut_off(server: Any, path: str) -> None:
    with pytest.raises(FetchFailed):
        fetched(f"{server[0]}/{path}", timeout_s=0.3)


def test_no_proxy_is_taken_from_the_environment(server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert fetched(f"{server[0]}/story")[0] == PAGE


def test_nobody_there_fails() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(FetchFailed):
            fetched(f"http://127.0.0.1:{taken.getsockname()[1]}/")


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("64:ff9b::8.8.8.8", True),
        ("::ffff:8.8.8.8", True),
        *((address, False) for address in ("127.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.0.1")),
        *((address, False) for address in ("169.254.169.254", "100.64.0.1", "100.127.255.255", "0.0.0.0", "224.0.0.1")),
        *((address, False) for address in ("255.255.255.255", "198.18.0.1", "192.0.2.1", "203.0.113.9", "240.0.0.1")),
        *((address, False) for address in ("::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "fec0::1")),
        *((address, False) for address in ("::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::10.0.0.1", "ff02::1")),
        *((address, False) for address in ("2002:7f00:1::", "2001::1", "2001:db8::1", "3fff::1", "100::1", "x", "")),
        ("fd00:ec2::254", False),
    ],
)
def test_public_addresses_are_told_from_others(address: str, public: bool) -> None:
    assert is_public(address) is public
