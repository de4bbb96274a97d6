"""Writing: a challenge against robots, advice before sending, and taking the comment."""

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import get_language
from pydantic import BaseModel

from rejoinder.comments.models import Reader, Site
from rejoinder.comments.sending import limits
from rejoinder.comments.services.allowances import Limit, spend
from rejoinder.comments.services.gate import check_body
from rejoinder.comments.services.proofs import new_challenge, use_proof
from rejoinder.comments.services.submit import NewComment, submit_comment
from rejoinder.comments.sessions import reader_of
from rejoinder.engine.guidelines.model import in_language
from rejoinder.moderation.services.advising import Advice, advise, fingerprint, heeded
from rejoinder.moderation.services.outcome_mail import address_of, tell_outcome
from rejoinder.widget.answers import fresh
from rejoinder.widget.clients import client_key, sender_here
from rejoinder.widget.cors import embeddable
from rejoinder.widget.embed.articles import article_of
from rejoinder.widget.embed.bodies import read
from rejoinder.widget.receipts import receipt_token
from rejoinder.widget.wishes import wished_address

ADVICE_LIMIT: Final = Limit("advice", 20, timedelta(minutes=5))
"""Enough for somebody who writes, and too few to learn by trial what passes."""
_ADVICE_SALT: Final = "rejoinder.advice"
_ADVICE_AGE: Final = timedelta(days=1)


class Written(BaseModel):
    """A comment as the section sends it."""

    body: str
    author_name: str = ""
    parent: UUID | None = None
    altcha: str = ""
    """The proof of work, base64."""
    advice: str = ""
    """The token of advice that was given on it."""
    notify_email: str | bool = ""
    """Where the outcome is sent; true: to the address of the reader who is signed in."""


class Draft(BaseModel):
    """A text that is not sent yet."""

    body: str
    author_name: str = ""
    parent: UUID | None = None


@embeddable("GET")
def challenge(request: HttpRequest) -> JsonResponse:
    """A challenge for ALTCHA's proof of work."""
    found = new_challenge(secret=settings.ENVIRONMENT.secret_key, now=timezone.now())
    return fresh(JsonResponse(found))


@embeddable("POST")
def submit(request: HttpRequest, key: str) -> JsonResponse:
    """201 once the comment is durable: its receipt, and that it is undecided."""
    written, environment, now = read(request, Written), settings.ENVIRONMENT, timezone.now()
    article = article_of(key)
    check_body(written.body, limit_chars=environment.comment_limit_chars)
    reader = reader_of(request.META, site=article.site, now=now)
    address = _address(request, written.notify_email, reader)
    use_proof(payload=written.altcha, secret=environment.secret_key, now=now)
    new = NewComment(
        body=written.body,
        author_name=(reader and reader.display_name) or written.author_name,
        parent=written.parent,
        advice=_heeded(written.advice, written.body, article.site),
    )
    sender = sender_here(request, reader, name=written.author_name)
    comment = submit_comment(article_key=key, new=new, sender=sender, limits=limits(environment), now=now)
    tell_outcome(comment=comment, address=address, language=get_language() or article.site.language, now=now)
    received = {"receipt": receipt_token(comment), "comment": str(comment.uuid), "status": comment.status}
    return fresh(JsonResponse(received, status=201))


def _address(request: HttpRequest, wanted: str | bool, reader: Reader | None) -> str:
    """Where the outcome is to be sent, checked before anything is stored."""
    if isinstance(wanted, bool):
        return address_of(reader) if wanted else ""
    return wished_address(request, wanted, now=timezone.now())


@embeddable("POST")
def advice(request: HttpRequest, key: str) -> JsonResponse:
    """Which guideline the text may break, with the words; ``{"advice": null}`` when there is nothing to say."""
    draft, environment, now = read(request, Draft), settings.ENVIRONMENT, timezone.now()
    article = article_of(key)
    check_body(draft.body, limit_chars=environment.comment_limit_chars)
    client = client_key(request)
    spend(limit=ADVICE_LIMIT, key=client, now=now)
    found = advise(
        article=article,
        body=draft.body,
        parent=draft.parent,
        reader_key=client,
        secret=environment.secret_key,
        now=now,
    )
    return fresh(JsonResponse({"advice": _told(found, article.site, draft.body) if found else None}))


def _told(found: Advice, site: Site, body: str) -> dict[str, Any]:
    token = signing.dumps([site.key, fingerprint(body), found.shown], salt=_ADVICE_SALT)
    if not found.shown:
        return {"token": token, "guideline": None, "spans": []}
    title = in_language(found.guideline.title, get_language() or "", site.language)
    guideline = {"key": found.guideline.key, "title": title}
    return {"token": token, "guideline": guideline, "spans": [list(span) for span in found.spans]}


def _heeded(token: str, body: str, site: Site) -> str:
    """What became of advice; nothing for a token that is not ours: it is a figure, no right."""
    try:
        key, advised, shown = signing.loads(token, salt=_ADVICE_SALT, max_age=_ADVICE_AGE)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return heeded(advised=advised, body=body, shown=shown) if key == site.key else ""
