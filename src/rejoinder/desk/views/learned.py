"""What the classifier learned from a site's own decisions."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rejoinder.accounts.models import User
from rejoinder.comments.errors import BadRequest
from rejoinder.comments.models import Site
from rejoinder.desk.learnings import learning_of
from rejoinder.desk.views.access import at_site
from rejoinder.moderation.access import may_confirm_guidelines, require_editor
from rejoinder.moderation.services import site_models


@require_safe
@at_site
def learned(request: HttpRequest, site: Site) -> HttpResponse:
    """The words of the model in force, and every attempt with its figures."""
    assert isinstance(request.user, User)  # noqa: S101 - at_site saw to it
    may_change = may_confirm_guidelines(request.user, site)
    context = {"site": site, "here": "learned", "learning": learning_of(site), "may_change": may_change}
    return render(request, "desk/learned.html", context)


@require_POST
@at_site
def roll_back(request: HttpRequest, site: Site) -> HttpResponse:
    """Puts back what served before the model in force; for editors."""
    assert isinstance(request.user, User)  # noqa: S101 - at_site saw to it
    require_editor(request.user, site)
    site_models.roll_back(site=site, actor_name=request.user.display_name, now=timezone.now())
    messages.success(request, _("What served before serves again. Training every night is off."))
    return redirect("desk:learned", site=site.key)


@require_POST
@at_site
def nightly(request: HttpRequest, site: Site) -> HttpResponse:
    """Turns training every night on (``nightly=yes``) or off (``nightly=no``); for editors."""
    assert isinstance(request.user, User)  # noqa: S101 - at_site saw to it
    require_editor(request.user, site)
    answer = request.POST.get("nightly", "")
    if answer not in ("yes", "no"):
        raise BadRequest(problem="nightly should be yes or no")
    wanted = answer == "yes"
    site_models.set_nightly(site=site, nightly=wanted, actor_name=request.user.display_name, now=timezone.now())
    said = _("It trains every night from now on.") if wanted else _("Training every night is off.")
    messages.success(request, said)
    return redirect("desk:learned", site=site.key)
