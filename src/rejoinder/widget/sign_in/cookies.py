"""The two cookies of the installation's own origin: who is signed in here, and which sign-in is under way.

Neither is ever read on a call from another's page; both are HttpOnly and SameSite=Lax.
"""

from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from rejoinder.comments.blocks import require_unblocked
from rejoinder.comments.errors import SessionEnded
from rejoinder.comments.models import Reader, ReaderSession, Site
from rejoinder.comments.sessions import UNUSED_LIMIT, end_session, session_of, start_session
from rejoinder.widget.cors import is_from_own_page

ATTEMPT: Final = "rejoinder_sign_in"
ATTEMPT_AGE: Final = timedelta(minutes=10)
ATTEMPT_PATH: Final = "/embed/sign-in"
_SALT: Final = "rejoinder.sign-in"


def keep_reader(response: HttpResponse, reader: Reader) -> None:
    """Has this browser know the reader on the installation's own pages, in a session of its own."""
    token = start_session(reader=reader, now=timezone.now())
    _set(response, _name(reader.site_id), token, UNUSED_LIMIT, "/")


def session_here(request: HttpRequest, site: Site) -> ReaderSession | None:
    """The session of this browser on the installation's own pages; None where there is none that holds."""
    token = request.COOKIES.get(_name(site.pk))
    if not token:
        return None
    try:
        return session_of({"HTTP_AUTHORIZATION": f"Bearer {token}"}, site=site, now=timezone.now())
    except SessionEnded:
        return None


def writer_here(request: HttpRequest, site: Site) -> Reader | None:
    """The reader who sends a form of the installation's own pages; None for a guest, and for a form of another's page.

    Raises:
        ReaderBlocked.
    """
    if not is_from_own_page(request):
        return None
    session = session_here(request, site)
    if session is None:
        return None
    require_unblocked(session.reader, timezone.now())
    return session.reader


def forget_reader(request: HttpRequest, response: HttpResponse, site: Site) -> None:
    """Ends the session of this browser."""
    token = request.COOKIES.get(_name(site.pk))
    if token:
        end_session(token=token)
    response.delete_cookie(_name(site.pk), path="/", samesite="Lax")


def begin_attempt(response: HttpResponse, remembered: dict[str, Any]) -> None:
    """Ties a sign-in under way to this browser."""
    _set(response, ATTEMPT, signing.dumps(remembered, salt=_SALT, compress=True), ATTEMPT_AGE, ATTEMPT_PATH)


def attempt_of(request: HttpRequest) -> dict[str, Any] | None:
    """What was remembered of the sign-in under way; None when this browser has begun none, or long ago."""
    try:
        found: dict[str, Any] = signing.loads(request.COOKIES.get(ATTEMPT, ""), salt=_SALT, max_age=ATTEMPT_AGE)
    except signing.BadSignature:
        return None
    return found


def end_attempt(response: HttpResponse) -> None:
    """Forgets it: each serves once."""
    response.delete_cookie(ATTEMPT, path=ATTEMPT_PATH, samesite="Lax")


def _name(site: int) -> str:
    return f"rejoinder_reader_{site}"


def _set(response: HttpResponse, name: str, value: str, age: timedelta, path: str) -> None:
    response.set_cookie(
        name, value, max_age=age, path=path, secure=settings.ENVIRONMENT.https, httponly=True, samesite="Lax"
    )
