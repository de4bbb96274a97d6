"""Reported comments: the queue of them, and keeping one. Withdrawing is deciding (views.comments)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rejoinder.accounts.models import User
from rejoinder.comments.errors import BadRequest, CommentNotFound
from rejoinder.comments.models import Site
from rejoinder.desk.queries import comment_at_desk
from rejoinder.desk.reported import reported_page
from rejoinder.desk.views.access import at_site
from rejoinder.moderation.errors import ReportsAnswered
from rejoinder.moderation.services.reporting import keep_reported


@require_safe
@at_site
def reports(request: HttpRequest, site: Site) -> HttpResponse:
    """What readers reported, oldest first."""
    return render(request, "desk/reports.html", {"site": site, "here": "reports", "page": reported_page(site)})


@require_POST
@at_site
def keep(request: HttpRequest, site: Site, comment: UUID) -> HttpResponse:
    """Answers the reports that were seen: the comment stays."""
    assert isinstance(request.user, User)  # noqa: S101 - at_site saw to it
    row = comment_at_desk(site, uuid=comment)
    if row is None:
        raise CommentNotFound
    upto = request.POST.get("upto", "")
    if not (upto.isascii() and upto.isdigit() and len(upto) < 19):
        raise BadRequest(problem="upto should be the number of the newest report that was seen")
    by_fragment = getattr(request, "htmx", False)
    try:
        keep_reported(comment=comment, upto=int(upto), user=request.user, now=timezone.now())
    except ReportsAnswered as refusal:
        if by_fragment:
            context = {"site": site, "comment": row, "act": refusal.text(), "is_conflict": True}
            return render(request, "desk/_kept.html", context, status=409)
        messages.error(request, refusal.text())
        return redirect("desk:reports", site=site.key)
    act = _("The comment stays")
    if by_fragment:
        return render(request, "desk/_kept.html", {"site": site, "comment": row, "act": act})
    messages.success(request, act)
    return redirect("desk:reports", site=site.key)
