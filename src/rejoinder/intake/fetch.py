"""A page from the network, for an editor who pastes an address: only from the public network, within limits."""

import ssl
from collections.abc import Iterator
from contextlib import closing
from typing import Final
from urllib.parse import urljoin, urlsplit

import certifi
import httpcore
import httpx

from rejoinder import __version__
from rejoinder.intake.errors import FetchFailed, FetchRefused, NotText, TooLarge
from rejoinder.intake.network import CheckedBackend, Deadline

REDIRECTS: Final = 5
LIMIT_BYTES: Final = 5_000_000
TIMEOUT_S: Final = 15.0
ADDRESS_CHARS: Final = 2048
TYPES: Final = ("text/html", "application/xhtml+xml", "text/plain", "application/json", "application/ld+json")
HEADERS: Final = {
    "User-Agent": f"Rejoinder/{__version__}",
    "Accept": "text/html, application/xhtml+xml;q=0.9, application/json;q=0.8, text/plain;q=0.7",
    # Packed pages unpack to a thousand times their size; the limit is to hold for what we keep.
    "Accept-Encoding": "identity",
}


def fetch_page(
    url: str, *, allow_private: bool = False, timeout_s: float = TIMEOUT_S, limit_bytes: int = LIMIT_BYTES
) -> tuple[bytes, str, str]:
    """The page at an address: its bytes, the address it was found at in the end, and its Content-Type.

    No proxy, cookie, password or setting of the environment takes part. Every redirect is checked as the first
    address is.

    Args:
        allow_private: also fetch from addresses of this machine and its network; for a newsroom's inner preview.
        timeout_s: seconds for all of it, redirects included (looking a name up is the system's and may take longer).
        limit_bytes: how much of a body is read before it counts as too large.

    Raises:
        FetchRefused: not http(s), an address with a password, or a host not on the public network.
        FetchFailed: no connection, no answer in time, too many redirects, a status other than 200.
        NotText: the server says it is no text.
        TooLarge: the page is longer than ``limit_bytes``.
    """
    backend = CheckedBackend(Deadline(timeout_s), allow_private=allow_private)
    with CheckedTransport(backend) as transport:
        for _ in range(REDIRECTS + 1):
            request = httpx.Request("GET", _checked(url), headers=HEADERS)
            try:
                with closing(transport.handle_request(request)) as response:
                    if not response.has_redirect_location:
                        return _body(response, limit_bytes), url, response.headers.get("Content-Type", "")
                    url = _next(url, response)
            except (httpcore.ProtocolError, httpcore.NetworkError, httpcore.TimeoutException) as error:
                raise FetchFailed(f"{type(error).__name__}.") from error
    raise FetchFailed(f"It redirects more than {REDIRECTS} times.")


def _checked(url: str) -> httpx.URL:
    try:
        parts, address = urlsplit(url), httpx.URL(url)
        known = parts.scheme in ("http", "https") and bool(address.host) and parts.port != 0
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchRefused("It is no web address.") from error
    if not known or len(url) > ADDRESS_CHARS or any(character.isspace() for character in url):
        raise FetchRefused("Only http:// and https:// addresses are fetched.")
    if address.userinfo:
        raise FetchRefused("It holds a user name or a password.")
    return address


def _next(url: str, response: httpx.Response) -> str:
    try:
        return urljoin(url, response.headers["Location"])
    except ValueError as error:
        raise FetchRefused("It leads to what is no web address.") from error


def _body(response: httpx.Response, limit_bytes: int) -> bytes:
    if response.status_code != httpx.codes.OK:
        raise FetchFailed(f"The server answers {response.status_code}.")
    stated = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if stated and stated not in TYPES:
        raise NotText(f"It is {stated}.")
    if response.headers.get("Content-Encoding", "identity").strip().lower() not in ("identity", ""):
        raise FetchFailed("The server packs the page though it was asked not to.")
    length = response.headers.get("Content-Length", "")
    if length.isdecimal() and int(length[:20]) > limit_bytes:
        raise TooLarge(f"The limit is {limit_bytes:,} bytes.")
    body = bytearray()
    for chunk in response.iter_raw():
        body += chunk
        if len(body) > limit_bytes:
            raise TooLarge(f"The limit is {limit_bytes:,} bytes.")
    return bytes(body)


class CheckedTransport(httpx.BaseTransport):
    """httpx over a backend of ours, which httpx's own transport takes none of."""

    def __init__(self, backend: CheckedBackend) -> None:
        context = ssl.create_default_context(cafile=certifi.where())
        self.pool = httpcore.ConnectionPool(ssl_context=context, network_backend=backend, max_keepalive_connections=0)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        target = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        answer = self.pool.handle_request(
            httpcore.Request(
                request.method,
                target,
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(answer.status, headers=answer.headers, stream=_Answer(answer))

    def close(self) -> None:
        self.pool.close()


class _Answer(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self.answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self.answer.iter_stream()

    def close(self) -> None:
        self.answer.close()
