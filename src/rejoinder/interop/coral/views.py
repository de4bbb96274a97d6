"""``POST /coral/moderate``. Coral publishes when a phase fails or is late, so whatever is signed gets an answer in time
that keeps the comment back unless we could clear it."""

import logging
import time
from collections.abc import Callable
from functools import partial
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import Error as DatabaseFailure
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from rejoinder.comments.models import Article, Site
from rejoinder.engine import Budget, EngineError
from rejoinder.interop.bodies import Unreadable, drop_in, read_body, read_object
from rejoinder.interop.capacity import ARRIVED, SCORING, Late, Overloaded, in_time
from rejoinder.interop.coral.decisions import HELD, Decision, decision_of
from rejoinder.interop.coral.signature import is_signed
from rejoinder.interop.html_text import text_of
from rejoinder.interop.scoring import BUDGET, Rules

logger = logging.getLogger(__name__)

_SHARE: Final = 0.8
"""Of Coral's timeout: the rest is for the way there and back."""
_WAIT_SHARE: Final = 0.25
"""Of our time: the longest in the queue. A comment that gets its slot later would hardly be read in time."""


@drop_in
@require_POST
def moderate(request: HttpRequest) -> HttpResponse:
    """200 with a decision, 204 without one; 401 when the request is not signed with our secret. Nothing is stored."""
    arrived = request.META.get(ARRIVED, time.monotonic())
    due = arrived + _SHARE * settings.ENVIRONMENT.coral_timeout_ms / 1000
    try:
        body = read_body(request)
    except Unreadable:
        return JsonResponse(HELD)
    if not is_signed(
        request.headers.get("X-Coral-Signature", ""), body, secrets=settings.ENVIRONMENT.coral_signing_secret
    ):
        return _refused("the signature is not of REJOINDER_CORAL_SIGNING_SECRET")
    decision = _decision(body, request.GET.get("site", ""), due)
    return HttpResponse(status=204) if decision is None else JsonResponse(decision)


def _decision(body: bytes, site_key: str, due: float) -> Decision | None:
    try:
        fields = read_object(body)
        comment = fields.get("comment")
        text = comment.get("body") if isinstance(comment, dict) else None
        if not isinstance(text, str):
            raise Unreadable("no comment.body")
        work = partial(_prepared, text, fields.get("story"), site_key, due)
        return in_time(SCORING, work, due=due, wait_s=_WAIT_SHARE * max(0.0, due - time.monotonic()))
    except (Overloaded, Late) as full:
        logger.warning("coral: comment held: %s", full)
    except Unreadable as unreadable:
        logger.warning("coral: comment held: %s", unreadable)
    except (DatabaseFailure, EngineError, ObjectDoesNotExist) as error:
        logger.error("coral: comment held: %s", type(error).__name__)
    return HELD


def _prepared(text: str, story: Any, site_key: str, due: float) -> Callable[[], Decision | None]:
    """The work of deciding, with all that it needs from the database at hand."""
    site = _site(site_key)
    rules = Rules.of(site)
    context = rules.context(article=_article(story, site))

    def decide() -> Decision | None:
        left_ms = 1000 * max(0.0, due - time.monotonic())
        budget = Budget(limit_chars=BUDGET.limit_chars, total_ms=left_ms, check_ms=left_ms)
        scored = rules.score(text_of(text), context=context, budget=budget)
        return decision_of(scored, rules=rules, site_language=site.language)

    return decide


def _article(story: Any, site: Site) -> tuple[str, ...]:
    """The paragraphs of the article that the comment stands under, where it was taken in under the address that Coral
    knows it by. It is never fetched."""
    url = story.get("url") if isinstance(story, dict) else None
    if not isinstance(url, str) or not url or len(url) > 2000 or "\0" in url:
        return ()
    try:
        url.encode()
    except UnicodeEncodeError:
        return ()
    article = Article.objects.filter(site=site, url=url).only("title", "paragraphs").first()
    return tuple(map(str, (article.title, *article.paragraphs))) if article else ()


def _site(key: str) -> Site:
    site = Site.objects.get(key=key) if key else Site.objects.order_by("id").first()
    if site is None:
        raise Site.DoesNotExist
    return site


def _refused(why: str) -> HttpResponse:
    logger.warning("coral: refused: %s", why)
    return JsonResponse({"error": why}, status=401)
