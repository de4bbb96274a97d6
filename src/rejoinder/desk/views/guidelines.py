"""A site's guidelines: what is in force, and what was proposed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rejoinder.accounts.models import User
from rejoinder.comments.errors import BadRequest
from rejoinder.comments.models import Site
from rejoinder.desk.proposals import proposals_of, set_in_force
from rejoinder.desk.views.access import at_site
from rejoinder.moderation.access import may_confirm_guidelines
from rejoinder.moderation.services.guidelines import confirm_guidelines, dismiss_guidelines


@require_safe
@at_site
def guidelines(request: HttpRequest, site: Site) -> HttpResponse:
    """The set in force and the proposals, newest first."""
    assert isinstance(request.user, User)  # noqa: S101 - at_site saw to it
    in_force = set_in_force(site)
    context = {
        "site": site,
        "here": "guidelines",
        "in_force": in_force,
        "proposals": proposals_of(site, in_force),
        "may_confirm": may_confirm_guidelines(request.user, site),
    }
    return render(request, "desk/guidelines.html", context)


@require_POST
@at_site
def answer_proposal(request: HttpRequest, site: Site, version: int) -> HttpResponse:
    """Confirms or dismisses a proposal."""
    assert isinstance(request.user, User)  # noqa: S101 - at_site saw to it
    answer = request.POST.get("answer", "")
    if answer == "confirm":
        confirm_guidelines(site=site, version=version, user=request.user, now=timezone.now())
        messages.success(request, _("Version %(version)s is in force now.") % {"version": version})
    elif answer == "dismiss":
        dismiss_guidelines(site=site, version=version, user=request.user, now=timezone.now())
        messages.success(request, _("Version %(version)s was dismissed.") % {"version": version})
    else:
        raise BadRequest(problem="answer should be confirm or dismiss")
    return redirect("desk:guidelines", site=site.key)
