"""Passkeys in the window: its script asks for a challenge here, and brings the answer."""

import json
from datetime import timedelta
from typing import Any, Final

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils import timezone

from rejoinder.comments.errors import PasskeyNotValid, SessionEnded
from rejoinder.comments.models import ReaderSession
from rejoinder.comments.services import passkeys
from rejoinder.comments.services.allowances import Limit, spend, spend_once
from rejoinder.widget.clients import client_key
from rejoinder.widget.sign_in.asking import Asked
from rejoinder.widget.sign_in.cookies import session_here
from rejoinder.widget.sign_in.window import party, show, step, welcome

TRIES: Final = Limit("passkey", 60, timedelta(minutes=5))
_SALT: Final = "rejoinder.passkey"
_AGE_S: Final = 300
_LONGEST: Final = 20_000


@step("POST")
def sign_in(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Without an answer: a challenge. With one: the sign-in."""
    spend(limit=TRIES, key=client_key(request), now=timezone.now())
    if "answer" not in request.POST:
        options, state = passkeys.begin_signing_in(party=party(asked))
        return JsonResponse({"options": options, "state": _signed({"in": state})})
    reader = passkeys.finish_signing_in(
        site=asked.site, party=party(asked), state=_state(request, "in"), answer=_answer(request), now=timezone.now()
    )
    return welcome(request, asked, reader)


@step("POST")
def new(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Without an answer: a challenge for a new passkey. With one: the window, where it is listed."""
    session, now = _session(request, asked), timezone.now()
    purpose = f"new {session.reader_id}"
    if "answer" not in request.POST:
        options, state = passkeys.begin_adding(session=session, party=party(asked), now=now)
        return JsonResponse({"options": options, "state": _signed({purpose: state})})
    passkeys.finish_adding(
        session=session, party=party(asked), state=_state(request, purpose), answer=_answer(request), now=now
    )
    return HttpResponseRedirect(asked.address("sign_in"), status=303)


@step("POST")
def change(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Names a passkey, or removes it."""
    session = _session(request, asked)
    number = request.POST.get("passkey", "")
    if not number.isascii() or not number.isdecimal() or len(number) > 15:
        return show(request, asked, refusal=PasskeyNotValid())
    if request.POST.get("do") == "remove":
        passkeys.remove_passkey(session=session, passkey=int(number), now=timezone.now())
    else:
        passkeys.name_passkey(session=session, passkey=int(number), name=request.POST.get("name", ""))
    return HttpResponseRedirect(asked.address("sign_in"), status=303)


def _session(request: HttpRequest, asked: Asked) -> ReaderSession:
    session = session_here(request, asked.site)
    if session is None:
        raise SessionEnded
    return session


def _signed(state: dict[str, Any]) -> str:
    return signing.dumps(state, salt=_SALT)


def _state(request: HttpRequest, purpose: str) -> dict[str, Any]:
    """What was asked, if we asked it, for this purpose, minutes ago, and it was not answered before."""
    signed = request.POST.get("state", "")
    try:
        state: dict[str, Any] = signing.loads(signed, salt=_SALT, max_age=_AGE_S)[purpose]
    except (signing.BadSignature, KeyError):
        raise PasskeyNotValid from None
    if not spend_once(digest=state["challenge"][:64], ends_at=timezone.now() + timedelta(seconds=_AGE_S)):
        raise PasskeyNotValid
    return state


def _answer(request: HttpRequest) -> dict[str, Any]:
    text = request.POST["answer"]
    try:
        answer = json.loads(text) if len(text) <= _LONGEST else None
    except (ValueError, RecursionError):
        answer = None
    if not isinstance(answer, dict):
        raise PasskeyNotValid
    return answer
