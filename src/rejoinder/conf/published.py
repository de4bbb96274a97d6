"""The short way for what is read most: a published page, thread or feed that this process holds.

It is answered before Django is asked, after one look at the article's version: of sessions, languages and sign-in
none of it depends. What the views would send is sent, to the byte; what is not held goes the long way.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache
from io import BytesIO
from typing import Any, Final

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest, get_path_info
from django.db import Error as DatabaseFailure
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.module_loading import import_string

from rejoinder.publishing.answers import Headers
from rejoinder.publishing.serving import answer_from_memory
from rejoinder.publishing.threads import ORDERS
from rejoinder.widget.cors import OPEN

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]

_ADDRESS: Final = re.compile(r"/(articles|embed/v1/articles)/([^/\0]+)(|/feed\.atom|/thread)")
_KINDS: Final = {("articles", ""): "html", ("articles", "/feed.atom"): "feed", ("embed/v1/articles", "/thread"): "json"}
_PARAMETERS: Final = frozenset({"order", "page", "lang"})
_STATUS_LINES: Final = {200: "200 OK", 304: "304 Not Modified"}


def with_published(application: Application) -> Application:
    """The application, asked only for what is not answered from memory."""

    def called(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        wanted = _wanted(environ) if environ["REQUEST_METHOD"] in ("GET", "HEAD") else None
        if wanted is None:
            return application(environ, start_response)
        key, file = wanted
        accepted, known = environ.get("HTTP_ACCEPT_ENCODING", ""), environ.get("HTTP_IF_NONE_MATCH", "")
        try:
            found = answer_from_memory(article_key=key, file=file, accepted=accepted, known=known)
        except DatabaseFailure:
            found = None  # the view meets it again, on a new connection, and has it told
        if found is None:
            return application(environ, start_response)
        opened = OPEN if file.startswith("json/") else ()
        headers = [*found.headers, *headers_of_every_answer(environ["wsgi.url_scheme"] == "https"), *opened]
        start_response(_STATUS_LINES[found.status], headers)
        return [found.content]

    return called


@cache
def headers_of_every_answer(is_secure: bool) -> Headers:
    """What the outermost middlewares add to an answer, whatever it is."""

    def plain(request: HttpRequest) -> HttpResponse:
        response = HttpResponse()
        del response["Content-Type"]
        return response

    handle = plain
    for name in reversed(settings.HEADER_MIDDLEWARE):
        handle = import_string(name)(handle)
    environ = {"REQUEST_METHOD": "GET", "wsgi.input": BytesIO(), "wsgi.url_scheme": "https" if is_secure else "http"}
    request = WSGIRequest(environ)
    return tuple(handle(request).items())


def _wanted(environ: dict[str, Any]) -> tuple[str, str] | None:
    """The article's key and the published file that the address names."""
    match = _ADDRESS.fullmatch(get_path_info(environ))
    kind = match and _KINDS.get((match[1], match[3]))
    if not match or not kind:
        return None
    if kind == "feed":
        return match[2], kind
    query = environ.get("QUERY_STRING", "")
    if not query:
        return match[2], f"{kind}/{ORDERS[0]}/1"
    asked = QueryDict(query)
    order = asked.get("order", ORDERS[0])
    if order not in ORDERS or not _PARAMETERS.issuperset(asked):
        return None
    return match[2], f"{kind}/{order}/{asked.get('page', '1')}"
