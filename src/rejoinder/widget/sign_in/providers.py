"""Signing in with an OpenID provider: out to it, and back."""

import hashlib
import hmac
from dataclasses import asdict
from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from rejoinder.comments.errors import SignInFailed
from rejoinder.comments.models import OpenIdProvider, Reader
from rejoinder.comments.openid import Pending, begin, finish
from rejoinder.comments.sealing import CantUnseal, unseal
from rejoinder.comments.services.allowances import Limit, spend, spend_once
from rejoinder.comments.services.vouched import vouched_reader
from rejoinder.errors import Refusal
from rejoinder.widget.clients import client_key
from rejoinder.widget.sign_in.asking import Asked, asked_by
from rejoinder.widget.sign_in.cookies import ATTEMPT_AGE, attempt_of, begin_attempt, end_attempt
from rejoinder.widget.sign_in.window import show, step, welcome

RETURNS: Final = Limit("provider returns", 30, timedelta(minutes=5))


@step("GET")
def go(request: HttpRequest, asked: Asked, provider: str) -> HttpResponse:
    """Off to the provider. This browser alone can come back from there."""
    row = OpenIdProvider.objects.filter(site=asked.site, key=provider).first()
    if row is None:
        raise SignInFailed
    address, pending = begin(row, back=_back())
    response = HttpResponseRedirect(address)
    begin_attempt(response, {**asdict(pending), "provider": row.pk, **_kept(asked)})
    return response


@require_safe
def callback(request: HttpRequest) -> HttpResponse:
    """Back from the provider: with a code, in answer to this browser's own question, or not at all."""
    attempt = attempt_of(request)
    if attempt is None:
        raise SignInFailed
    asked = asked_by(request, attempt)
    with translation.override(asked.language), timezone.override(asked.site.time_zone):
        try:
            response = welcome(request, asked, _reader(request, asked, attempt))
        except Refusal as refusal:
            response = show(request, asked, refusal=refusal)
    end_attempt(response)
    return response


def _reader(request: HttpRequest, asked: Asked, attempt: dict[str, Any]) -> Reader:
    environment, now = settings.ENVIRONMENT, timezone.now()
    spend(limit=RETURNS, key=client_key(request), now=now)
    pending = Pending(state=attempt["state"], nonce=attempt["nonce"], verifier=attempt["verifier"])
    provider = OpenIdProvider.objects.filter(pk=attempt["provider"], site=asked.site).first()
    code, state = request.GET.get("code", ""), request.GET.get("state", "")
    if provider is None or not code or not hmac.compare_digest(state.encode(), pending.state.encode()):
        raise SignInFailed
    # RFC 9207: an answer of another provider is not an answer to this question.
    if request.GET.get("iss", provider.issuer) != provider.issuer:
        raise SignInFailed
    _use_once(pending)
    try:
        secret = unseal(provider.sealed_secret, secret=environment.secret_key) if provider.sealed_secret else ""
    except CantUnseal:
        raise SignInFailed from None
    vouched = finish(provider, pending=pending, code=code, back=_back(), client_secret=secret)
    return vouched_reader(site=asked.site, vouched=vouched, language=asked.language, now=now)


def _use_once(pending: Pending) -> None:
    digest = hashlib.sha256(b"sign-in\0" + pending.state.encode()).hexdigest()
    if not spend_once(digest=digest, ends_at=timezone.now() + ATTEMPT_AGE):
        raise SignInFailed


def _kept(asked: Asked) -> dict[str, str]:
    return {"article": asked.article.key, "origin": asked.origin, "lang": asked.language}


def _back() -> str:
    return str(settings.ENVIRONMENT.base_url) + reverse("reader:sign_in_callback")
