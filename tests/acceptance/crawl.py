"""An anonymous visitor who opens everything: all links from the start page on, and every address of the URL table."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import html5lib
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern

BASE = "http://testserver"
LINKS = {"a": "href", "link": "href", "script": "src", "img": "src", "form": "action", "area": "href", "iframe": "src"}
WAYS: Sequence[tuple[str, Mapping[str, str]]] = (
    ("GET", {}),
    ("HEAD", {}),
    ("OPTIONS", {}),
    ("GET", {"If-None-Match": '"x", *'}),
    ("GET", {"If-None-Match": "*"}),
    ("GET", {"Accept": "application/json"}),
    ("GET", {"HX-Request": "true"}),
    ("GET", {"Range": "bytes=0-99"}),
)


class Visitor:
    """Keeps all that was ever answered: ``answers`` are (request, status, headers and body as text)."""

    def __init__(self) -> None:
        self.answers: list[tuple[str, int, str]] = []
        self._client = Client(raise_request_exception=False)
        self._opened: set[str] = set()

    def crawl(self, start: Iterable[str], ways: Sequence[tuple[str, Mapping[str, str]]] = WAYS) -> None:
        """Opens the addresses and all that can be reached from them, each in each of the ways."""
        waiting = list(start)
        while waiting:
            address = waiting.pop()
            if address in self._opened:
                continue
            self._opened.add(address)
            for method, headers in ways:
                response = self._client.generic(method, address, headers=dict(headers))
                body = response.getvalue().decode("utf-8", "replace")
                self.answers.append(
                    (f"{method} {address} {dict(headers)}", response.status_code, f"{response.headers}\n{body}")
                )
                if method == "GET" and not headers:
                    waiting += _links(address, response.headers.get("Content-Type", ""), body)

    def opened(self, pattern: str) -> bool:
        """True when an address that matches was opened with success."""
        return any(status == 200 and re.search(pattern, request) for request, status, _ in self.answers)

    def found(self, word: str) -> list[str]:
        """The requests in whose answers the word stands."""
        return [request for request, _, text in self.answers if word in text]


def known_addresses(arguments: Mapping[str, Sequence[Any]]) -> Iterator[str]:
    """Every address of the URL table, each parameter filled with each of its values in ``arguments``.

    Raises KeyError for a parameter without values: a new address must be thought of here.
    """
    for route in _routes(get_resolver().url_patterns, ""):
        names = re.findall(r"<(?:\w+:)?(\w+)>", route)
        for values in product(*(arguments[name] for name in names)):
            address = route
            for name, value in zip(names, values, strict=True):
                address = re.sub(rf"<(?:\w+:)?{name}>", str(value), address, count=1)
            yield "/" + address


def _routes(patterns: Sequence[URLPattern | URLResolver], before: str) -> Iterator[str]:
    for entry in patterns:
        route = before + _plain(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _routes(entry.url_patterns, route)
        else:
            yield route


def _plain(pattern: Any) -> str:
    """The route with its parameters in angle brackets; of alternatives without a name the first."""
    if isinstance(pattern, RegexPattern):
        named = re.sub(r"\(\?P(<\w+>)[^)]*\)", r"\1", str(pattern).strip("^$"))
        return re.sub(r"\(\?:([^|()]*)[^()]*\)\??", r"\1", named).replace("\\", "")
    return str(pattern)


def _links(address: str, content_type: str, body: str) -> Iterator[str]:
    for link in _raw_links(content_type, body):
        target, _ = urldefrag(urljoin(BASE + address, link))
        if target.startswith(BASE + "/"):
            parts = urlsplit(target)
            yield parts.path + (f"?{parts.query}" if parts.query else "")


def _raw_links(content_type: str, body: str) -> Iterator[str]:
    if content_type.startswith("text/html"):
        for element in html5lib.parse(body, namespaceHTMLElements=False).iter():
            link = element.get(LINKS.get(element.tag, "")) if isinstance(element.tag, str) else None
            if link is not None:
                yield link
    elif content_type.startswith("application/json"):
        yield from _strings(json.loads(body))
    elif "xml" in content_type:
        yield from re.findall(r'(?:href|src)="([^"]+)"', body)


def _strings(document: Any) -> Iterator[str]:
    if isinstance(document, str):
        if document.startswith(("/", BASE)):
            yield document
    elif isinstance(document, dict):
        for key, value in document.items():
            yield from _strings(key)
            yield from _strings(value)
    elif isinstance(document, list):
        for value in document:
            yield from _strings(value)
