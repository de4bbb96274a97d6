"""The endpoint's addresses, answered. Always 200, as clients raise on anything else; the exact body is what counts."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any, Final

from django.conf import settings
from django.db import Error as DatabaseFailure
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from rejoinder.engine import EngineError
from rejoinder.interop.akismet.account import key_sites, stats, subscription, usage_limit
from rejoinder.interop.akismet.requests import BadCall, Call, read_call
from rejoinder.interop.akismet.verdicts import RECHECK_AFTER_S, verdict_of
from rejoinder.interop.bodies import drop_in
from rejoinder.interop.capacity import Overloaded
from rejoinder.interop.html_text import text_of
from rejoinder.interop.quota import take
from rejoinder.interop.scoring import Rules
from rejoinder.moderation.services.feedback import Labelled, keep_feedback

THANKS: Final = "Thanks for making the web a better place."

LATER: Final = "The comment could not be assessed now. Keep it back and ask again."


@drop_in
def answer(request: HttpRequest, call: str) -> HttpResponse:
    """Any call. Each answer carries a guid: WordPress ignores a verdict without one."""
    try:
        response = _answered(call, read_call(request))
    except BadCall as bad:
        response = _invalid(str(bad))
    except (Overloaded, DatabaseFailure, EngineError):
        response = _invalid(LATER, problem=True)
    response["X-akismet-guid"] = uuid.uuid4().hex
    return response


def _answered(name: str, call: Call) -> HttpResponse:
    if take(call.key):
        return _invalid("Too many calls in this minute.", problem=True)
    return ANSWERS[name](call)


def _verify_key(call: Call) -> HttpResponse:
    _require_blog(call)
    return _text("valid")


def _comment_check(call: Call) -> HttpResponse:
    _require_blog(call)
    verdict = verdict_of(call)
    if verdict.failed:
        return _invalid(LATER, problem=True)
    response = _text("true" if verdict.spam else "false")
    if verdict.unclear and call["callback"]:
        # It shows that the client knows late verdicts. WordPress then holds the comment as pending.
        response["X-akismet-recheck-after"] = str(RECHECK_AFTER_S)
    return response


def _submit(call: Call, promotion: float) -> HttpResponse:
    """A moderator's verdict: kept as feedback where the operator wants that, under no reader's name."""
    _require_blog(call)
    text = text_of(call["comment_content"])
    if settings.ENVIRONMENT.keep_feedback and text and call["is_test"].lower() not in ("1", "true", "yes"):
        language = Rules.of(call.site).estimate(text).assessment.language
        labelled = Labelled(
            "akismet", text, language="" if language == "und" else language, labels={"promotion": promotion}
        )
        keep_feedback(site=call.site, labelled=labelled, now=timezone.now())
    return _text(THANKS)


def _key_sites(call: Call) -> HttpResponse:
    found = key_sites(call, timezone.now())
    return HttpResponse(found, content_type="text/csv; charset=utf-8") if isinstance(found, str) else _json(found)


ANSWERS: Final[Mapping[str, Callable[[Call], HttpResponse]]] = {
    "verify-key": _verify_key,
    "comment-check": _comment_check,
    "submit-spam": lambda call: _submit(call, 1.0),
    "submit-ham": lambda call: _submit(call, 0.0),
    "usage-limit": lambda call: _json(usage_limit(call)),
    "key-sites": _key_sites,
    "get-stats": lambda call: _json(stats()),
    "get-subscription": lambda call: _json(subscription(call)),
    "deactivate": lambda call: _text("deactivated"),
    "token": lambda call: _invalid("There is no statistics page."),
}
"""By name. Akismet has some at 1.1 and some at 1.2; clients are not all agreed which, so each answers at both."""


def _require_blog(call: Call) -> None:
    if not call["blog"]:
        raise BadCall('Empty "blog" value.')


def _invalid(why: str, *, problem: bool = False) -> HttpResponse:
    response = _text("invalid")
    response["X-akismet-debug-help"] = why
    if problem:
        response["X-akismet-error"] = why
    return response


def _text(body: str) -> HttpResponse:
    return HttpResponse(body, content_type="text/plain; charset=utf-8")


def _json(body: dict[str, Any]) -> HttpResponse:
    return JsonResponse(body)
