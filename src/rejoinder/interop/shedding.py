"""A no that costs next to nothing, for what comes while the queue is full: before Django, the key and the body are
looked at. A refusal that cost a tenth of an answer would take the time from those who wait."""

import json
import time
import uuid
from collections.abc import Callable, Iterable
from typing import Any, Final

from django.conf import settings

from rejoinder.interop.akismet.views import LATER
from rejoinder.interop.capacity import ARRIVED, RETRY_AFTER_S, SCORING
from rejoinder.interop.coral.decisions import HELD
from rejoinder.interop.openai.errors import too_many
from rejoinder.interop.perspective.errors import overloaded

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]
Refusal = tuple[str, list[tuple[str, str]], bytes]
"""Status line, headers, body."""

_RETRY: Final = ("Retry-After", str(RETRY_AFTER_S))
_TOO_MANY: Final = "429 Too Many Requests"
_JSON: Final = ("Content-Type", "application/json; charset=UTF-8")
_PERSPECTIVE: Final = json.dumps(overloaded(RETRY_AFTER_S).body()).encode()
_OPENAI: Final = json.dumps(too_many(RETRY_AFTER_S).body()).encode()
_HELD: Final = json.dumps(HELD).encode()


def with_shedding(application: Application) -> Application:
    """The application, asked only while a call that is to be assessed would find a place."""

    def called(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ.get("REQUEST_METHOD") == "POST":
            environ[ARRIVED] = time.monotonic()
            refuse = _refusal_at(environ.get("PATH_INFO", "").removesuffix("/"))
            if refuse and SCORING.full:
                status, headers, body = refuse()
                start_response(status, [*headers, ("Content-Length", str(len(body)))])
                return [body]
        return application(environ, start_response)

    return called


def _refusal_at(path: str) -> Callable[[], Refusal] | None:
    if path.endswith(("comments:analyze", "comments%3Aanalyze")):
        return _perspective
    if path == "/coral/moderate":
        return _coral
    if path.endswith(("1.1/comment-check", "1.2/comment-check")):
        return _akismet
    if path in ("/v1/moderations", "/moderations"):
        return _openai
    return None


def _perspective() -> Refusal:
    # A page whose origin isn't allowed for all is told nothing here, which its browser takes for a failure as well.
    cors = [("Access-Control-Allow-Origin", "*")] if "*" in settings.ENVIRONMENT.call_origins else []
    return _TOO_MANY, [_JSON, _RETRY, *cors], _PERSPECTIVE


def _openai() -> Refusal:
    return _TOO_MANY, [_JSON, _RETRY, ("x-request-id", f"req_{uuid.uuid4().hex}")], _OPENAI


def _coral() -> Refusal:
    """Unsigned callers hear it too: it says nothing of any comment."""
    return "200 OK", [_JSON], _HELD


def _akismet() -> Refusal:
    told = [(name, LATER) for name in ("X-akismet-error", "X-akismet-debug-help")]
    kind = ("Content-Type", "text/plain; charset=utf-8")
    return "200 OK", [kind, ("X-akismet-guid", uuid.uuid4().hex), *told], b"invalid"
