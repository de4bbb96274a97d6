"""Calls from a publisher's pages: which origins may write, in which language they are answered.

No call rests on a cookie (a reader's session is a Bearer token), so any page may read what is public: the answers
carry ``Access-Control-Allow-Origin: *``. Who writes from a browser must stand on an origin of the site
(``Site.origins``) or on the installation's own (Fetch standard, 3.2: browsers send Origin with every such request).
"""

from collections.abc import Callable
from functools import wraps
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from rejoinder.comments.models import Site
from rejoinder.errors import Refusal
from rejoinder.widget.answers import fresh, refused

View = Callable[..., HttpResponse]

_READING: Final = ("GET", "HEAD")
_PREFLIGHT: Final = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, PUT, PATCH, DELETE",
    "Access-Control-Allow-Headers": "Authorization, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}
OPEN: Final = (
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", "ETag, Retry-After, Content-Language"),
    # Overrides what keeps other pages of the installation from being read elsewhere (Fetch standard, CORP).
    ("Cross-Origin-Resource-Policy", "cross-origin"),
)
"""What lets any page read an answer."""


class OriginNotAllowed(Refusal):
    """A page that is none of the site's tries to write."""

    code = "origin_not_allowed"
    status = 403
    message = _("This page is not known to the publication, so nothing can be sent from it.")


class MethodNotAllowed(Refusal):
    """Another method than the address takes."""

    code = "method_not_allowed"
    status = 405
    message = _("This can't be done at this address.")


class NotFound(Refusal):
    """What the address names is not there."""

    code = "not_found"
    status = 404
    message = _("There is no such page.")


def embeddable(*methods: str) -> Callable[[View], View]:
    """A view of ``/embed/v1/``: answers preflights, refuses as JSON in the reader's language (``?lang=``, else what
    the browser asks for), and takes writes from the site's own origins alone. ``key`` among the view's arguments is
    an article's, whose site then counts; without it any site does."""

    def decorate(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def embedded(request: HttpRequest, *arguments: object, **named: object) -> HttpResponse:
            if request.method == "OPTIONS":
                return opened(HttpResponse(status=204, headers=_PREFLIGHT))
            with translation.override(language_of(request)):
                try:
                    _check(request, methods, named.get("key"))
                    return opened(view(request, *arguments, **named))
                except Http404:
                    return _refused(NotFound(), methods)
                except Refusal as refusal:
                    return _refused(refusal, methods)

        return embedded

    return decorate


def language_of(request: HttpRequest) -> str:
    """The language of the answer: ``?lang=`` where it is one of ours, else by the browser's preference."""
    return known_language(request.GET.get("lang", "")) or translation.get_language_from_request(request)


def known_language(asked: str) -> str:
    """The language asked for where it is one of ours; else ``''``."""
    return asked if asked in dict(settings.LANGUAGES) else ""


def is_origin_of(site: Site | None, origin: str) -> bool:
    """Whether pages of this origin may write to the site; to any site when None."""
    if origin == settings.ENVIRONMENT.base_url:
        return True
    sites = [site] if site else Site.objects.only("origins")
    return any(origin in known.origins for known in sites)


def require_origin(request: HttpRequest, site: Site | None) -> None:
    """The request comes from a page of the site (of any site when None), from ours, or from no page at all.

    Raises:
        OriginNotAllowed.
    """
    origin = request.headers.get("Origin")
    if origin is not None and not is_from_own_page(request) and not is_origin_of(site, origin):
        raise OriginNotAllowed


def is_from_own_page(request: HttpRequest) -> bool:
    """Whether the request says that a page of ours sent it, by whatever name that one is reached: no page can choose
    the Host that its visitors' browsers name."""
    return request.headers.get("Origin") in (
        settings.ENVIRONMENT.base_url,
        f"{request.scheme}://{request.get_host()}",
    )


def _check(request: HttpRequest, methods: tuple[str, ...], key: object) -> None:
    if request.method not in methods and not (request.method == "HEAD" and "GET" in methods):
        raise MethodNotAllowed
    if request.method in _READING or "Origin" not in request.headers:
        return
    require_origin(request, Site.objects.filter(articles__key=key).first() if isinstance(key, str) else None)


def _refused(refusal: Refusal, methods: tuple[str, ...]) -> HttpResponse:
    response = JsonResponse(refusal.as_dict(), status=refusal.status)
    if refusal.status == 405:
        response["Allow"] = ", ".join((*methods, "OPTIONS"))
    return opened(fresh(refused(response, refusal)))


def opened(response: HttpResponse) -> HttpResponse:
    """The answer, readable from any page."""
    for name, value in OPEN:
        response[name] = value
    return response
