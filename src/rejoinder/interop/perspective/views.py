"""The endpoint's addresses, answered."""

import json
import logging
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any, Final

from django.conf import settings
from django.db import Error as DatabaseFailure
from django.http import HttpRequest, HttpResponse

from rejoinder.comments.models import Site
from rejoinder.engine import EngineError
from rejoinder.interop.bodies import Unreadable, bearer_of, drop_in, read_body, read_query
from rejoinder.interop.capacity import RETRY_AFTER_S, SCORING, Overloaded
from rejoinder.interop.keys import key_row
from rejoinder.interop.perspective import errors
from rejoinder.interop.perspective.analyze import Analysis
from rejoinder.interop.perspective.batch import Call, answered, calls_of
from rejoinder.interop.perspective.discovery import VERSION, discovery_document
from rejoinder.interop.perspective.errors import PerspectiveError
from rejoinder.interop.perspective.lenient import read_json
from rejoinder.interop.perspective.masks import masked
from rejoinder.interop.perspective.origins import with_cors
from rejoinder.interop.perspective.requests import read_analyze
from rejoinder.interop.perspective.suggest import suggest
from rejoinder.interop.quota import take

logger = logging.getLogger(__name__)

Method = Callable[[dict[str, Any], Site], dict[str, Any]]
Answer = tuple[int, dict[str, Any], int | None]
"""Status, body, and seconds to wait before the next call, where that is told."""

METHODS: Final[dict[str, Method]] = {
    "analyze": lambda fields, site: Analysis(read_analyze(fields), site).answer(),
    "suggestscore": suggest,
}
CALL_LIMIT_BYTES: Final = 4_194_304
"""A call with its context, whose entries may have a megabyte each."""
BATCH_LIMIT_BYTES: Final = 16_777_216


@drop_in
def call(request: HttpRequest, method: str) -> HttpResponse:
    """``comments:analyze`` and ``comments:suggestscore``."""
    if request.method == "OPTIONS":
        return with_cors(request, HttpResponse(status=204))
    if request.method != "POST":
        return _json(request, _error(errors.not_found()))
    try:
        mask = read_query(request).get("fields", "")
        status, body, wait_s = _answer(method, _key(request), read_body(request, limit=CALL_LIMIT_BYTES))
        return _json(request, (status, masked(body, mask) if status == 200 else body, wait_s))
    except Unreadable as unreadable:
        return _json(request, _error(errors.bad_json(f"The request can't be read: {unreadable}.")))
    except PerspectiveError as error:
        return _json(request, _error(error))


@drop_in
def batch(request: HttpRequest) -> HttpResponse:
    """Several calls in one. A key that only the batch's address carries serves the calls without one."""
    if request.method == "OPTIONS":
        return with_cors(request, HttpResponse(status=204))
    if request.method != "POST":
        return _json(request, _error(errors.not_found()))
    try:
        body = read_body(request, limit=BATCH_LIMIT_BYTES)
        calls, key = calls_of(request.headers.get("Content-Type", ""), body), _key(request)
    except PerspectiveError as error:
        return _json(request, _error(error))
    except Unreadable as unreadable:
        return _json(request, _error(errors.bad_json(f"The request can't be read: {unreadable}.")))
    content_type, answer = answered(_answers(calls, key))
    return with_cors(request, HttpResponse(answer, content_type=content_type))


@drop_in
def discovery(request: HttpRequest, root: str) -> HttpResponse:
    """The discovery document, under our public address whatever Host the request claims."""
    try:
        version = read_query(request).get("version", VERSION)
    except Unreadable:
        version = ""
    if version != VERSION or request.method not in ("GET", "HEAD", "OPTIONS"):
        return _json(request, _error(errors.not_found("Discovery document not found for API service.")))
    return _json(request, (200, discovery_document(f"{settings.ENVIRONMENT.base_url}/{root}"), None))


@drop_in
def nothing(request: HttpRequest) -> HttpResponse:
    """Any other address under the endpoint's."""
    return _json(request, _error(errors.not_found()))


def _answers(calls: list[Call], key: str) -> Iterator[tuple[Call, int, str, bytes]]:
    for part in calls:
        status, body, _ = _answer(part.method, part.key or key, part.body)
        yield part, status, HTTPStatus(status).phrase, json.dumps(body).encode()


def _answer(method: str, key: str, body: bytes) -> Answer:
    try:
        if method not in METHODS:
            raise errors.not_found()
        site = _caller(key)
        fields = read_json(body)
        with SCORING.slot():
            return 200, METHODS[method](fields, site), None
    except PerspectiveError as error:
        return _error(error)
    except Overloaded:
        return _error(errors.overloaded(RETRY_AFTER_S))
    except (DatabaseFailure, EngineError) as error:
        logger.error("perspective: not answered: %s", type(error).__name__)
        return _error(errors.unavailable())


def _caller(key: str) -> Site:
    """The site whose key this is, the call counted."""
    if not key:
        raise errors.no_key()
    row = key_row(key)
    if row is None:
        raise errors.wrong_key()
    wait_s = take(row)
    if wait_s:
        raise errors.quota(settings.ENVIRONMENT.calls_per_minute, wait_s)
    return row.site


def _error(error: PerspectiveError) -> Answer:
    return error.code, error.body(), error.retry_after_s


def _json(request: HttpRequest, answer: Answer) -> HttpResponse:
    status, body, wait_s = answer
    response = HttpResponse(json.dumps(body), status=status, content_type="application/json; charset=UTF-8")
    if wait_s is not None:
        response["Retry-After"] = str(wait_s)
    return with_cors(request, response)


def _key(request: HttpRequest) -> str:
    return read_query(request).get("key") or request.headers.get("X-Goog-Api-Key", "").strip() or bearer_of(request)
