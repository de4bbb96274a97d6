"""The steps of signing in by mail, and of staying and leaving."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from rejoinder.comments.blocks import require_unblocked
from rejoinder.comments.errors import CodeNotValid, SessionEnded
from rejoinder.moderation.services.sign_in_codes import send_code, verify_code
from rejoinder.widget.clients import client_of
from rejoinder.widget.sign_in.asking import Asked
from rejoinder.widget.sign_in.cookies import forget_reader, session_here
from rejoinder.widget.sign_in.window import show, step, welcome


@step("GET")
def window(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Every way there is to sign in."""
    return show(request, asked)


@step("POST")
def email(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Sends a code and asks for it."""
    address = request.POST.get("email", "")
    send_code(site=asked.site, email=address, language=asked.language, now=timezone.now(), **client_of(request))
    return show(request, asked, code_for=address)


@step("POST")
def code(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Takes the code; where it does not hold, asks again."""
    address, digits = request.POST.get("email", ""), request.POST.get("code", "")
    try:
        reader = verify_code(
            site=asked.site,
            email=address,
            code=digits,
            language=asked.language,
            now=timezone.now(),
            **client_of(request),
        )
    except CodeNotValid as refusal:
        return show(request, asked, refusal=refusal, code_for=address)
    return welcome(request, asked, reader)


@step("POST")
def carry_on(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The reader who is signed in here is signed in there as well."""
    session = session_here(request, asked.site)
    if session is None:
        raise SessionEnded
    require_unblocked(session.reader, timezone.now())
    return welcome(request, asked, session.reader, proved=False)


@step("POST")
def out(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Signs this browser out of the installation's own pages."""
    response = HttpResponseRedirect(asked.address("sign_in"), status=303)
    forget_reader(request, response, asked.site)
    return response
