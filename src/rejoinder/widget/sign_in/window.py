"""How the window's pages are answered."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt

from rejoinder.comments.models import OpenIdProvider, Reader
from rejoinder.comments.services.passkeys import Party, is_fresh
from rejoinder.comments.sessions import start_session
from rejoinder.errors import Refusal
from rejoinder.publishing.templatetags.pages import direction_of
from rejoinder.widget.answers import refused, unlisted
from rejoinder.widget.sign_in.asking import Asked, asked_in, require_own_page
from rejoinder.widget.sign_in.cookies import keep_reader, session_here

Step = Callable[..., HttpResponse]


def step(method: str) -> Callable[[Step], Step]:
    """A page of the window: knows what is asked, speaks the reader's language, and shows a refusal as part of itself.

    No CSRF token: that would need a cookie before the sign-in. A form counts only from a page of ours, by Origin.
    """

    def decorate(view: Step) -> Step:
        @csrf_exempt
        @wraps(view)
        def answered(request: HttpRequest, *arguments: str, **named: str) -> HttpResponse:
            if request.method not in (method, "HEAD" if method == "GET" else method):
                return HttpResponse(status=405, headers={"Allow": method})
            asked = asked_in(request)
            with translation.override(asked.language), timezone.override(asked.site.time_zone):
                try:
                    if method == "POST":
                        require_own_page(request)
                    return closed(view(request, asked, *arguments, **named))
                except Refusal as refusal:
                    return show(request, asked, refusal=refusal)

        return answered

    return decorate


def show(request: HttpRequest, asked: Asked, *, refusal: Refusal | None = None, **shown: Any) -> HttpResponse:
    """The window's first page; with a refusal, why the last step was none."""
    session = session_here(request, asked.site)
    context = {
        **shown,
        **context_of(asked),
        "session": session,
        "passkeys": session.reader.passkeys.order_by("id") if session else [],
        "is_fresh": session is not None and is_fresh(session, timezone.now()),
        "providers": [
            {"name": provider.name, "address": asked.address("sign_in_with", provider.key)}
            for provider in OpenIdProvider.objects.filter(site=asked.site).order_by("name")
        ],
        "refusal": refusal,
        "message": refusal.text() if refusal else "",
    }
    response = render(request, "widget/sign_in/window.html", context, status=refusal.status if refusal else 200)
    return closed(refused(response, refusal))


def welcome(request: HttpRequest, asked: Asked, reader: Reader, *, proved: bool = True) -> HttpResponse:
    """What follows a sign-in: the waiting page gets a token of its own; without one the article is shown again.

    Only who has just ``proved`` who they are begins a session here: passkeys are changed in fresh ones alone.
    """
    if asked.origin:
        token = start_session(reader=reader, now=timezone.now())
        response = render(request, "widget/sign_in/done.html", {**context_of(asked), "token": token})
    else:
        response = HttpResponseRedirect(reverse("reader:article", args=[asked.article.key]), status=303)
    if proved:
        keep_reader(response, reader)
    return closed(response)


def context_of(asked: Asked) -> dict[str, Any]:
    """What every page of the window needs."""
    return {
        "asked": asked,
        "site": asked.site,
        "language": asked.language,
        "direction": direction_of(asked.language),
        "restart": asked.address("sign_in"),
        "steps": {name: asked.address(f"sign_in_{name}") for name in _STEPS},
    }


_STEPS = ("email", "code", "continue", "out", "passkey", "passkey_new", "passkey_change")


def closed(response: HttpResponse) -> HttpResponse:
    """Never kept by a cache or a search engine; and able to speak to the page that opened it, if that is another's."""
    response["Cross-Origin-Opener-Policy"] = "unsafe-none"
    return unlisted(response)


def party(asked: Asked) -> Party:
    """The installation, for passkeys."""
    return Party(origin=settings.ENVIRONMENT.base_url, name=asked.site.name)
