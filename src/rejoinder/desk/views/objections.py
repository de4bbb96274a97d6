"""Objections: the queue of them, and answering one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from rejoinder.accounts.models import User
from rejoinder.comments.errors import BadRequest
from rejoinder.comments.models import Site
from rejoinder.desk import words
from rejoinder.desk.hearings import hearing_at_desk, hearing_cards, hearing_page
from rejoinder.desk.views.access import at_site
from rejoinder.errors import Refusal
from rejoinder.moderation.errors import AppealAnswered, AppealNotFound
from rejoinder.moderation.models import OVERTURNING, UPHOLDING, Appeal, Hearing
from rejoinder.moderation.models.appeal import TEXT_LIMIT_CHARS
from rejoinder.moderation.services.appealing import Reply, answer_appeal

_ANSWERS = {"upholding": UPHOLDING, "overturning": OVERTURNING, "limit": TEXT_LIMIT_CHARS}


@require_safe
@at_site
def objections(request: HttpRequest, site: Site) -> HttpResponse:
    """What waits for an answer of someone who did not decide, oldest first."""
    assert isinstance(request.user, User)  # noqa: S101 - at_site saw to it
    context = {"site": site, "here": "objections", "page": hearing_page(site, request.user), **_ANSWERS}
    return render(request, "desk/objections.html", context)


@require_POST
@at_site
def answer_objection(request: HttpRequest, site: Site, appeal: UUID) -> HttpResponse:
    """Answers. A fragment gets what became of the card, a form the queue."""
    assert isinstance(request.user, User)  # noqa: S101 - at_site saw to it
    row = hearing_at_desk(site, appeal)
    if row is None:
        raise AppealNotFound
    try:
        row = answer_appeal(appeal=appeal, reply=_reply(request), user=request.user, now=timezone.now())
    except Refusal as refusal:
        return _refused(request, site, appeal, refusal)
    if getattr(request, "htmx", False):
        return _heard(request, site, appeal, is_conflict=False)
    messages.success(request, words.hearing_word(row.outcome))
    return redirect("desk:objections", site=site.key)


def _reply(request: HttpRequest) -> Reply:
    try:
        outcome = Hearing(request.POST.get("outcome", ""))
    except ValueError:
        raise BadRequest(problem="outcome should be upheld or overturned") from None
    return Reply(outcome, request.POST.get("answer", ""), request.POST.get("text", ""))


def _heard(request: HttpRequest, site: Site, appeal: UUID, *, is_conflict: bool) -> HttpResponse:
    row = hearing_at_desk(site, appeal)
    act = words.hearing_word(row.outcome) if row else ""
    context = {"site": site, "appeal": row, "act": act, "is_conflict": is_conflict}
    return render(request, "desk/_heard.html", context, status=409 if is_conflict else 200)


def _refused(request: HttpRequest, site: Site, appeal: UUID, refusal: Refusal) -> HttpResponse:
    row = hearing_at_desk(site, appeal)
    if not getattr(request, "htmx", False) or row is None:
        messages.error(request, refusal.text())
        assert isinstance(request.user, User)  # noqa: S101 - at_site saw to it
        context = {"site": site, "here": "objections", "page": hearing_page(site, request.user), **_ANSWERS}
        return render(request, "desk/objections.html", context, status=refusal.status)
    if isinstance(refusal, AppealAnswered):
        return _heard(request, site, appeal, is_conflict=True)
    return _card_again(request, site, row, refusal)


def _card_again(request: HttpRequest, site: Site, row: Appeal, refusal: Refusal) -> HttpResponse:
    [hearing] = hearing_cards([row], site)
    context = {"site": site, "hearing": hearing, "refusal_text": refusal.text(), **_ANSWERS}
    return render(request, "desk/_hearing.html", context, status=refusal.status)
