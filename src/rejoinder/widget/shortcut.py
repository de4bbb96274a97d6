"""The short way for what is read most: a published page, thread or feed that this process holds.

It is sent before sessions, languages and sign-in are looked at, none of which it depends on.

What the views would send is sent, to the byte; what is not held goes the long way.
"""

import re
from collections.abc import Callable
from typing import Final

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse

from rejoinder.publishing.serving import respond_from_memory
from rejoinder.publishing.threads import ORDERS
from rejoinder.widget.cors import opened

_ADDRESS: Final = re.compile(r"/(articles|embed/v1/articles)/([^/\0]+)(|/feed\.atom|/thread)")
_KINDS: Final = {("articles", ""): "html", ("articles", "/feed.atom"): "feed", ("embed/v1/articles", "/thread"): "json"}
_PARAMETERS: Final = frozenset({"order", "page", "lang"})


class PublishedFirst:
    """Middleware. Stands behind those that set headers on every answer, and before all others."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The published file from memory, or what the view says."""
        wanted = _file(request) if request.method in ("GET", "HEAD") else None
        try:
            response = respond_from_memory(request, article_key=wanted[0], file=wanted[1]) if wanted else None
        except (DatabaseError, InterfaceError):
            response = None  # the view meets it again, and has it told
        if response is None or wanted is None:
            return self._get_response(request)
        if wanted[1].startswith("json/"):
            response = opened(response)
        return response


def _file(request: HttpRequest) -> tuple[str, str] | None:
    """The article's key and the published file that the address names."""
    match = _ADDRESS.fullmatch(request.path_info)
    kind = match and _KINDS.get((match[1], match[3]))
    if not match or not kind:
        return None
    if kind == "feed":
        return match[2], kind
    asked = request.GET
    order = asked.get("order", ORDERS[0])
    if not _PARAMETERS.issuperset(asked) or order not in ORDERS:
        return None
    return match[2], f"{kind}/{order}/{asked.get('page', '1')}"
