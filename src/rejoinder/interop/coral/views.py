"""``POST /coral/moderate``. Coral publishes when a phase fails or is late, so whatever is signed gets an answer in time
that keeps the comment back unless we could clear it."""

import logging
from typing import Final

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from rejoinder.comments.models import Site
from rejoinder.engine import Budget, EngineError
from rejoinder.interop.bodies import Unreadable, read_body, read_object
from rejoinder.interop.capacity import SCORING, Overloaded
from rejoinder.interop.coral.decisions import HELD, Decision, decision_of
from rejoinder.interop.coral.signature import is_signed
from rejoinder.interop.html_text import text_of
from rejoinder.interop.scoring import BUDGET, score

logger = logging.getLogger(__name__)

WAIT_S: Final = 0.1
"""In the queue. With the budget it leaves an answer within the 800 ms of Coral's shorter timeouts."""
_BUDGET: Final = Budget(limit_chars=BUDGET.limit_chars, total_ms=500.0, check_ms=400.0)


@csrf_exempt
@require_POST
def moderate(request: HttpRequest) -> HttpResponse:
    """200 with a decision, 204 without one; 401 when the request is not signed with our secret. Nothing is stored."""
    try:
        body = read_body(request)
    except Unreadable:
        return JsonResponse(HELD)
    if not is_signed(
        request.headers.get("X-Coral-Signature", ""), body, secret=settings.ENVIRONMENT.coral_signing_secret
    ):
        return _refused("the signature is not of REJOINDER_CORAL_SIGNING_SECRET")
    decision = _decision(body, request.GET.get("site", ""))
    return HttpResponse(status=204) if decision is None else JsonResponse(decision)


def _decision(body: bytes, site_key: str) -> Decision | None:
    try:
        comment = read_object(body).get("comment")
        text = comment.get("body") if isinstance(comment, dict) else None
        if not isinstance(text, str):
            raise Unreadable("no comment.body")
        site = _site(site_key)
        with SCORING.slot(wait_s=WAIT_S):
            return decision_of(score(text_of(text), site=site, budget=_BUDGET), site=site)
    except Overloaded:
        logger.warning("coral: overloaded, comment held")
    except Unreadable as unreadable:
        logger.warning("coral: comment held: %s", unreadable)
    except (DatabaseError, EngineError, ObjectDoesNotExist) as error:
        logger.error("coral: comment held: %s", type(error).__name__)
    return HELD


def _site(key: str) -> Site:
    site = Site.objects.get(key=key) if key else Site.objects.order_by("id").first()
    if site is None:
        raise Site.DoesNotExist
    return site


def _refused(why: str) -> HttpResponse:
    logger.warning("coral: refused: %s", why)
    return JsonResponse({"error": why}, status=401)
