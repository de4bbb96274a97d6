"""Requests, as far as every protocol reads them alike."""

import json
import zlib
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.request import UnreadablePostError
from django.views.decorators.csrf import csrf_exempt

BODY_LIMIT_BYTES: Final = 1_048_576
_GZIP: Final = 16 + zlib.MAX_WBITS

P = ParamSpec("P")


class Unreadable(Exception):
    """The request can't be read, or is larger than the protocol takes; the message never repeats what was sent."""


def drop_in(view: Callable[Concatenate[HttpRequest, P], HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that programs call: no CSRF token, and all that is sent is read as UTF-8, whatever charset is claimed.

    A claimed one could be anything that Python has a codec for, some of which are no encodings of text.
    """

    @csrf_exempt
    @wraps(view)
    def called(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        # Not request.encoding = …: that reads the address by the claimed charset before it changes it.
        vars(request)["_encoding"] = "utf-8"
        return view(request, *args, **kwargs)

    return called


def read_query(request: HttpRequest) -> QueryDict:
    """The address's parameters.

    Raises:
        Unreadable: there are too many.
    """
    try:
        return request.GET
    except SuspiciousOperation:
        raise Unreadable("too many parameters") from None


def read_body(request: HttpRequest, *, limit: int = BODY_LIMIT_BYTES) -> bytes:
    """The body's bytes, decompressed where it came by gzip; ``limit`` counts before and after.

    Raises:
        Unreadable: it is too large, broken off, or encoded in another way.
    """
    try:
        if int(request.META.get("CONTENT_LENGTH") or 0) > limit:
            raise Unreadable("too large")
        body = request.read()
    except (ValueError, UnreadablePostError):
        raise Unreadable("broken off") from None
    coding = request.headers.get("Content-Encoding", "").strip().lower()
    if coding in ("", "identity"):
        return body
    if coding not in ("gzip", "x-gzip"):
        raise Unreadable("a content encoding other than gzip")
    return _unzipped(body, limit)


def _unzipped(body: bytes, limit: int) -> bytes:
    stream = zlib.decompressobj(_GZIP)
    try:
        plain = stream.decompress(body, limit + 1)
    except zlib.error:
        raise Unreadable("not gzip as it claims") from None
    if len(plain) > limit:
        raise Unreadable("too large")
    if not stream.eof:
        raise Unreadable("broken off")
    return plain


def read_object(body: bytes) -> dict[str, Any]:
    """The JSON object.

    Raises:
        Unreadable
    """
    try:
        parsed = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise Unreadable("no JSON in UTF-8") from None
    if not isinstance(parsed, dict):
        raise Unreadable("no JSON object")
    return parsed


def bearer_of(request: HttpRequest) -> str:
    """The token of ``Authorization: Bearer TOKEN``, or ``''``."""
    scheme, _, token = request.headers.get("Authorization", "").strip().partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""
