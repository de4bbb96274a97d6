"""``POST /v1/moderations``, and ``/moderations`` for clients whose base address lacks the version."""

import logging
import secrets
from typing import Any

from django.db import Error as DatabaseFailure
from django.http import HttpRequest, HttpResponse, JsonResponse

from rejoinder.engine import EngineError
from rejoinder.interop.bodies import Unreadable, bearer_of, drop_in, read_body, read_object
from rejoinder.interop.capacity import RETRY_AFTER_S, SCORING, Overloaded
from rejoinder.interop.keys import key_row
from rejoinder.interop.openai.categories import result_of
from rejoinder.interop.openai.errors import ModerationError, too_many, unavailable, wrong_key
from rejoinder.interop.openai.requests import read_moderation
from rejoinder.interop.quota import take
from rejoinder.interop.scoring import Rules

logger = logging.getLogger(__name__)


@drop_in
def moderations(request: HttpRequest) -> HttpResponse:
    """The results, one a text, in order; an error in OpenAI's shape."""
    try:
        response = JsonResponse(_assessed(request))
    except ModerationError as error:
        response = JsonResponse(error.body(), status=error.status)
        if error.retry_after_s is not None:
            response["Retry-After"] = str(error.retry_after_s)
    response["x-request-id"] = f"req_{secrets.token_hex(16)}"
    return response


def _assessed(request: HttpRequest) -> dict[str, Any]:
    try:
        return _answer(request)
    except (DatabaseFailure, EngineError) as error:
        logger.error("openai: not answered: %s", type(error).__name__)
        raise unavailable() from None


def _answer(request: HttpRequest) -> dict[str, Any]:
    if request.method != "POST":
        raise ModerationError(404, "There is nothing at this address but POST.", code="not_found")
    caller = key_row(bearer_of(request))
    if caller is None:
        raise wrong_key()
    wait_s = take(caller)
    if wait_s:
        raise too_many(wait_s)
    try:
        wanted = read_moderation(read_object(read_body(request)))
    except Unreadable as unreadable:
        raise ModerationError(400, f"The body can't be read: {unreadable}.", code="invalid_body") from None
    rules = Rules.of(caller.site)
    results = [_result(text, rules) for text in wanted.texts]
    return {"id": f"modr-{secrets.token_hex(12)}", "model": wanted.model, "results": results}


def _result(text: str, rules: Rules) -> dict[str, object]:
    try:
        with SCORING.slot():
            estimated = rules.estimate(text)
    except Overloaded:
        raise too_many(RETRY_AFTER_S) from None
    if estimated.failed:
        raise unavailable()
    return result_of(estimated)
