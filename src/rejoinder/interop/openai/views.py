"""``POST /v1/moderations``, and ``/moderations`` for clients whose base address lacks the version."""

import secrets
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from rejoinder.comments.models import Site
from rejoinder.interop.bodies import Unreadable, read_body, read_object
from rejoinder.interop.capacity import RETRY_AFTER_S, SCORING, Overloaded
from rejoinder.interop.keys import site_by_key
from rejoinder.interop.openai.categories import result_of
from rejoinder.interop.openai.errors import ModerationError, too_many, unavailable, wrong_key
from rejoinder.interop.openai.requests import read_moderation
from rejoinder.interop.quota import CALLS
from rejoinder.interop.scoring import score


@csrf_exempt
def moderations(request: HttpRequest) -> HttpResponse:
    """The results, one a text, in order; an error in OpenAI's shape."""
    try:
        response = JsonResponse(_answer(request))
    except ModerationError as error:
        response = JsonResponse(error.body(), status=error.status)
        if error.status == 429:
            response["Retry-After"] = str(RETRY_AFTER_S)
    response["x-request-id"] = f"req_{secrets.token_hex(16)}"
    return response


def _answer(request: HttpRequest) -> dict[str, Any]:
    if request.method != "POST":
        raise ModerationError(404, "There is nothing at this address but POST.", code="not_found")
    site = site_by_key(request.headers.get("Authorization", "").removeprefix("Bearer ").strip())
    if site is None:
        raise wrong_key()
    if not CALLS.take(site.pk, per_minute=settings.ENVIRONMENT.calls_per_minute):
        raise too_many()
    try:
        wanted = read_moderation(read_object(read_body(request)))
    except Unreadable as unreadable:
        raise ModerationError(400, f"The body can't be read: {unreadable}.", code="invalid_body") from None
    return {
        "id": f"modr-{secrets.token_hex(12)}",
        "model": wanted.model,
        "results": [_result(text, site) for text in wanted.texts],
    }


def _result(text: str, site: Site) -> dict[str, object]:
    try:
        with SCORING.slot():
            scored = score(text, site=site)
    except Overloaded:
        raise too_many() from None
    if scored.failed:
        raise unavailable()
    return result_of(scored)
