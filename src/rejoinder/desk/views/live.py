"""What an open page of the desk asks for, every so often."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rejoinder.accounts.models import User
from rejoinder.comments.models import Site
from rejoinder.desk.live import arrived, counts_at
from rejoinder.desk.views.access import at_site


@require_safe
@at_site
def live(request: HttpRequest, site: Site) -> HttpResponse:
    """How much waits, and how many comments came after the one numbered ``seen``; 204 while all is as ``known``."""
    assert isinstance(request.user, User)  # noqa: S101 - at_site saw to it
    seen, counts = _number(request.GET.get("seen", "")), counts_at(site, request.user)
    new = arrived(site, seen) if counts.newest > seen else 0
    known = f"{counts.waiting}-{counts.objections}-{counts.reports}-{new}"
    if request.GET.get("known") == known:
        return HttpResponse(status=204)
    context = {"site": site, "counts": counts, "seen": seen, "new": new, "known": known}
    return render(request, "desk/_arrived.html", context)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
