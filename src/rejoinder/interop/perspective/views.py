"""The endpoint's addresses, answered."""

import json
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from rejoinder.comments.models import Site
from rejoinder.interop.bodies import Unreadable, read_body
from rejoinder.interop.capacity import RETRY_AFTER_S, SCORING, Overloaded
from rejoinder.interop.keys import site_by_key
from rejoinder.interop.perspective.analyze import analyze
from rejoinder.interop.perspective.batch import Call, answered, calls_of
from rejoinder.interop.perspective.discovery import discovery_document
from rejoinder.interop.perspective.errors import PerspectiveError, bad_json, no_key, quota, wrong_key
from rejoinder.interop.perspective.lenient import read_json
from rejoinder.interop.perspective.requests import read_analyze
from rejoinder.interop.perspective.suggest import suggest
from rejoinder.interop.quota import CALLS

Method = Callable[[dict[str, Any], Site], dict[str, Any]]

METHODS: dict[str, Method] = {
    "analyze": lambda fields, site: analyze(read_analyze(fields), site),
    "suggestscore": suggest,
}


@csrf_exempt
def call(request: HttpRequest, method: str) -> HttpResponse:
    """``comments:analyze`` and ``comments:suggestscore``."""
    if request.method == "OPTIONS":
        return _cors(HttpResponse(status=204))
    if request.method != "POST":
        return _json(*_error(PerspectiveError(404, "NOT_FOUND", "Method not found.")))
    try:
        return _json(*_answer(method, _key(request), read_body(request)))
    except Unreadable:
        return _json(*_error(bad_json("Request payload size exceeds the limit.")))


@csrf_exempt
def batch(request: HttpRequest) -> HttpResponse:
    """Several calls in one. A key that only the batch's address carries serves the calls without one."""
    try:
        calls = calls_of(request.headers.get("Content-Type", ""), read_body(request))
    except PerspectiveError as error:
        return _json(*_error(error))
    except Unreadable:
        return _json(*_error(bad_json("Request payload size exceeds the limit.")))
    content_type, body = answered(_answers(calls, _key(request)))
    return HttpResponse(body, content_type=content_type)


def discovery(request: HttpRequest) -> HttpResponse:
    """The discovery document, under our public address whatever Host the request claims."""
    return _json(200, discovery_document(f"{settings.ENVIRONMENT.base_url}/perspective/"))


def _answers(calls: list[Call], key: str) -> Iterator[tuple[Call, int, str, bytes]]:
    for part in calls:
        status, body = _answer(part.method, part.key or key, part.body)
        yield part, status, HTTPStatus(status).phrase, json.dumps(body).encode()


def _answer(method: str, key: str, body: bytes) -> tuple[int, dict[str, Any]]:
    try:
        if method not in METHODS:
            raise PerspectiveError(404, "NOT_FOUND", "Method not found.")
        if not key:
            raise no_key()
        site = site_by_key(key)
        if site is None:
            raise wrong_key()
        if not CALLS.take(site.pk, per_minute=settings.ENVIRONMENT.calls_per_minute):
            raise quota(settings.ENVIRONMENT.calls_per_minute)
        fields = read_json(body)
        with SCORING.slot():
            return 200, METHODS[method](fields, site)
    except PerspectiveError as error:
        return _error(error)
    except Overloaded:
        return _error(quota(settings.ENVIRONMENT.calls_per_minute))


def _error(error: PerspectiveError) -> tuple[int, dict[str, Any]]:
    return error.code, error.body()


def _json(status: int, body: dict[str, Any]) -> HttpResponse:
    response = HttpResponse(json.dumps(body), status=status, content_type="application/json; charset=UTF-8")
    if status == 429:
        response["Retry-After"] = str(RETRY_AFTER_S)
    return _cors(response)


def _cors(response: HttpResponse) -> HttpResponse:
    # The key in the request is the whole authority and no cookie is read, so any page may call, as with Google's.
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Headers"] = "Content-Type, X-Goog-Api-Key, X-Goog-Api-Client, Authorization"
    response["Access-Control-Allow-Methods"] = "POST, OPTIONS"
    return response


def _key(request: HttpRequest) -> str:
    bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return request.GET.get("key") or request.headers.get("X-Goog-Api-Key") or bearer
