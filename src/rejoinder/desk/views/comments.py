"""One comment: its history, and deciding on it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from rejoinder.accounts.models import User
from rejoinder.comments.errors import CommentNotFound
from rejoinder.comments.models import Comment, Site, Status
from rejoinder.desk import words
from rejoinder.desk.forms import read_ruling
from rejoinder.desk.live import filters_of
from rejoinder.desk.queries import cards_of, comment_at_desk, decisions_on
from rejoinder.desk.views.access import at_site
from rejoinder.errors import Refusal
from rejoinder.moderation.errors import AlreadyDecided
from rejoinder.moderation.models import Decision
from rejoinder.moderation.services.deciding import Actor
from rejoinder.moderation.services.deciding import decide as decide_service


@require_safe
@at_site
def comment(request: HttpRequest, site: Site, comment: UUID) -> HttpResponse:
    """A comment with all that was said and decided about it."""
    return _comment_page(request, site, _the_comment(site, comment), refusal=None)


@require_POST
@at_site
def decide(request: HttpRequest, site: Site, comment: UUID) -> HttpResponse:
    """Decides. Answers a fragment with what became of the card, a form with the page it came from."""
    row = _the_comment(site, comment)
    assert isinstance(request.user, User)  # noqa: S101 - at_site saw to it
    actor = Actor("moderator", request.user.display_name, request.user)
    try:
        ruling, seen = read_ruling(request.POST, row.assessments.order_by("-id").first())
        decision = decide_service(comment=comment, ruling=ruling, actor=actor, seen=seen, now=timezone.now())
    except Refusal as refusal:
        return _refused(request, site, row, refusal)
    row.refresh_from_db(fields=["status", "decided_at"])
    if getattr(request, "htmx", False):
        return render(request, "desk/_decided.html", _outcome(request, site, row, decision))
    messages.success(request, words.outcome_word(decision.outcome, row.status))
    return redirect(_way_back(request, site, row))


def _the_comment(site: Site, uuid: UUID) -> Comment:
    row = comment_at_desk(site, uuid=uuid)
    if row is None:
        raise CommentNotFound
    return row


def _outcome(request: HttpRequest, site: Site, row: Comment, decision: Decision | None) -> dict[str, object]:
    act = words.outcome_word(decision.outcome, row.status) if decision else ""
    return {"site": site, "comment": row, "decision": decision, "act": act, "filters": filters_of(request, site)}


def _refused(request: HttpRequest, site: Site, row: Comment, refusal: Refusal) -> HttpResponse:
    row.refresh_from_db(fields=["status", "decided_at"])
    if not getattr(request, "htmx", False):
        response = _comment_page(request, site, row, refusal)
    elif isinstance(refusal, AlreadyDecided):
        last = decisions_on(row)[-1:]
        response = render(request, "desk/_conflict.html", _outcome(request, site, row, last[0] if last else None))
    else:
        [card] = cards_of([row], site)
        response = render(request, "desk/_card.html", {"site": site, "card": card, "refusal_text": refusal.text()})
    response.status_code = refusal.status
    return response


def _comment_page(request: HttpRequest, site: Site, row: Comment, refusal: Refusal | None) -> HttpResponse:
    [card] = cards_of([row], site)
    decisions = decisions_on(row)
    taken = isinstance(refusal, AlreadyDecided)
    context = {
        "site": site,
        "card": card,
        "decisions": decisions,
        "assessments": row.assessments.order_by("id"),
        "conflict": decisions[-1] if taken and decisions else None,
        "refusal_text": refusal.text() if refusal and not taken else "",
        "is_public": row.status == Status.APPROVED,
    }
    return render(request, "desk/comment.html", context)


def _way_back(request: HttpRequest, site: Site, row: Comment) -> str:
    back = request.POST.get("back", "")
    if back and url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        return back
    return reverse("desk:comment", args=[site.key, row.uuid])
