"""Editors' picks at the desk."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rejoinder.accounts.models import User
from rejoinder.comments.errors import BadRequest, CommentNotFound
from rejoinder.comments.models import Site
from rejoinder.desk.queries import comment_at_desk
from rejoinder.desk.views.access import at_site
from rejoinder.moderation.services.picking import set_pick


@require_POST
@at_site
def pick(request: HttpRequest, site: Site, comment: UUID) -> HttpResponse:
    """Makes a published comment a pick (``pick=yes``) or no pick any more (``pick=no``)."""
    assert isinstance(request.user, User)  # noqa: S101 - at_site saw to it
    if comment_at_desk(site, uuid=comment) is None:
        raise CommentNotFound
    answer = request.POST.get("pick", "")
    if answer not in ("yes", "no"):
        raise BadRequest(problem="pick should be yes or no")
    set_pick(comment=comment, picked=answer == "yes", user=request.user, now=timezone.now())
    messages.success(request, _("An editors’ pick now.") if answer == "yes" else _("No editors’ pick any more."))
    back = request.POST.get("back", "")
    if back and url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        return redirect(back)
    return redirect(reverse("desk:comment", args=[site.key, comment]))
