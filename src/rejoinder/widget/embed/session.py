"""The reader's session: begun with a code from the mail, read, changed, ended. No cookie is set or read."""

from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import get_language
from pydantic import BaseModel

from rejoinder.comments.blocks import require_unblocked
from rejoinder.comments.errors import SessionEnded
from rejoinder.comments.models import Reader, ReaderSession, Site
from rejoinder.comments.services.allowances import Limit, spend
from rejoinder.comments.services.readers import change_reader
from rejoinder.comments.services.sso import use_token
from rejoinder.comments.sessions import end_session, session_of, token_of
from rejoinder.moderation.services.sign_in_codes import send_code, use_code
from rejoinder.widget.answers import fresh
from rejoinder.widget.clients import client_of
from rejoinder.widget.cors import embeddable, require_origin
from rejoinder.widget.embed.articles import article_of
from rejoinder.widget.embed.bodies import read

SSO_LIMIT: Final = Limit("sso", 60, timedelta(minutes=5))


class Address(BaseModel):
    """Where to send a code."""

    email: str
    article: str


class Code(Address):
    """The code that came."""

    code: str


class Vouching(BaseModel):
    """The token of the publisher's own login."""

    token: str
    article: str


class Changes(BaseModel):
    """What a reader changes; what is left out stays."""

    name: str | None = None
    language: str | None = None
    notifications: str | None = None


@embeddable("POST")
def email(request: HttpRequest) -> JsonResponse:
    """202 for every address: whether the site knows it is nobody's business."""
    sent, now = read(request, Address), timezone.now()
    site = site_of(request, sent.article)
    send_code(site=site, email=sent.email, language=get_language() or site.language, now=now, **client_of(request))
    return fresh(JsonResponse({"sent": True}, status=202))


@embeddable("POST")
def code(request: HttpRequest) -> JsonResponse:
    """A session for the reader who proved an address."""
    sent, now = read(request, Code), timezone.now()
    site = site_of(request, sent.article)
    language = get_language() or site.language
    token, reader = use_code(
        site=site, email=sent.email, code=sent.code, language=language, now=now, **client_of(request)
    )
    return fresh(JsonResponse(signed_in(token, reader)))


@embeddable("POST")
def sso(request: HttpRequest) -> JsonResponse:
    """A session for the reader whom the publisher's own login vouches for."""
    sent, now = read(request, Vouching), timezone.now()
    site = site_of(request, sent.article)
    client = client_of(request)
    spend(limit=SSO_LIMIT, key=client["client_key"], now=now)
    token, reader = use_token(
        site=site, token=sent.token, secret=client["secret"], language=get_language() or site.language, now=now
    )
    return fresh(JsonResponse(signed_in(token, reader)))


@embeddable("GET", "PATCH", "DELETE")
def session(request: HttpRequest) -> HttpResponse:
    """The session's reader; changes to them; the end of it."""
    found = _session(request)
    if request.method == "DELETE":
        end_session(token=token_of(request.META))
        return fresh(HttpResponse(status=204))
    require_unblocked(found.reader, timezone.now())
    reader = found.reader
    if request.method == "PATCH":
        changes = read(request, Changes)
        reader = change_reader(reader=reader, languages=tuple(dict(settings.LANGUAGES)), **changes.model_dump())
    return fresh(JsonResponse(reader_as_json(reader)))


def site_of(request: HttpRequest, article: str) -> Site:
    """The article's site; the request comes from one of its origins, or from no page at all.

    Raises:
        ArticleNotFound, OriginNotAllowed.
    """
    site = article_of(article).site
    require_origin(request, site)
    return site


def signed_in(token: str, reader: Reader) -> dict[str, Any]:
    """What a sign-in is answered with."""
    return {"token": token, "reader": reader_as_json(reader)}


def reader_as_json(reader: Reader) -> dict[str, Any]:
    """A reader as their own page sees them."""
    return {
        "id": str(reader.uuid),
        "name": reader.display_name,
        "language": reader.language,
        "is_staff": reader.is_staff,
        "notifications": reader.notifications,
        "has_email": reader.email_verified_at is not None,
    }


def _session(request: HttpRequest) -> ReaderSession:
    found = session_of(request.META, site=None, now=timezone.now())
    if found is None:
        raise SessionEnded
    require_origin(request, found.reader.site)
    return found
