"""Who gets to see a page of the desk."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from zoneinfo import ZoneInfo

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django_htmx.http import HttpResponseClientRedirect

from rejoinder.comments.models import Site
from rejoinder.moderation.access import sites_moderated_by

P = ParamSpec("P")


def signed_in(view: Callable[Concatenate[HttpRequest, P], HttpResponse]) -> Callable[..., HttpResponse]:
    """A view for people who have signed in; others are led to the sign-in page and back. Never kept by a cache."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    return wrapped


def at_site(view: Callable[Concatenate[HttpRequest, Site, P], HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of one site, in that site's time zone. 404 for a site that the user does not moderate."""

    @wraps(view)
    def wrapped(request: HttpRequest, site: str, **kwargs: Any) -> HttpResponse:
        row = get_object_or_404(sites_moderated_by(request.user), key=site)  # type: ignore[arg-type]
        with timezone.override(ZoneInfo(row.time_zone)):
            return view(request, row, **kwargs)  # type: ignore[call-arg]

    return signed_in(wrapped)  # type: ignore[arg-type]


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    if getattr(request, "htmx", False):
        # A fragment request would put the sign-in page into a card: the whole page goes there instead.
        back = getattr(request.htmx, "current_url_abs_path", None)  # type: ignore[attr-defined]
        return HttpResponseClientRedirect(redirect_to_login(back or "/desk/").url)
    back = request.get_full_path() if request.method in ("GET", "HEAD") else request.headers.get("Referer", "/desk/")
    return redirect_to_login(back)
