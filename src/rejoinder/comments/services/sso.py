"""Taking a token of the publisher's own login (JWT, RFC 7519): who signed it, for whom, when, and only once."""

import base64
import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import jwt
from django.db import transaction

from rejoinder.comments import errors
from rejoinder.comments.identity import keyed_hash
from rejoinder.comments.models import Algorithm, Reader, Site, SsoKey
from rejoinder.comments.services.allowances import spend_once
from rejoinder.comments.services.vouched import Vouched, text_in, vouched_reader
from rejoinder.comments.sessions import start_session

LONGEST_LIFE: Final = timedelta(minutes=5)
WRONG_CLOCK: Final = timedelta(seconds=60)
"""By how much the publisher's clock and ours may differ."""
LONGEST_CHARS: Final = 8_192
ISSUER: Final = "sso"
SECRET_PREFIX: Final = "rjsso_"  # noqa: S105 - the same for all; secret scanners find a secret by it
_CHECKED_HERE: Final = ("exp", "iat", "nbf", "aud", "iss", "sub", "jti")
_TEXTS: Final = (("sub", 255), ("jti", 200))


def use_token(*, site: Site, token: str, secret: str, language: str, now: datetime) -> tuple[str, Reader]:
    """A new session's token, and the reader whom the publisher signed for.

    Raises:
        SsoForged, SsoWrongSite, SsoExpired, SsoNotYetValid, SsoLivesTooLong, SsoIncomplete, SsoUsed, ReaderBlocked.
    """
    claims = _signed_claims(site, token, secret)
    _check_claims(site, claims, now)
    vouched = Vouched(
        issuer=ISSUER,
        subject=claims["sub"],
        name=text_in(claims, "name"),
        email=text_in(claims, "email"),
        email_verified=claims.get("email_verified") is True,
    )
    with transaction.atomic():
        _use_once(site, claims)
        reader = vouched_reader(site=site, vouched=vouched, language=language, now=now)
        return start_session(reader=reader, now=now), reader


def shared_secret(key: SsoKey, *, secret: str) -> str:
    """The secret the publisher signs with, derived anew each time: a copy of the database doesn't hold it."""
    digest = bytes.fromhex(keyed_hash(secret, "sso secret", key.uuid.hex))
    return SECRET_PREFIX + base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _signed_claims(site: Site, token: str, secret: str) -> dict[str, Any]:
    """The claims of a token that one of the site's keys signed. Nothing in it is believed before."""
    if len(token) > LONGEST_CHARS:
        raise errors.SsoForged
    for key in SsoKey.objects.valid(site):
        verifier = shared_secret(key, secret=secret) if key.algorithm == Algorithm.HS256 else key.public_key
        try:
            # Times and audience are checked below, against our own ``now`` and with errors of their own.
            options: Any = {"verify_signature": True, **{f"verify_{claim}": False for claim in _CHECKED_HERE}}
            claims: dict[str, Any] = jwt.decode(token, verifier, algorithms=[key.algorithm], options=options)
        except (jwt.PyJWTError, ValueError, TypeError, RecursionError):
            continue
        return claims
    raise errors.SsoForged


def _check_claims(site: Site, claims: dict[str, Any], now: datetime) -> None:
    audience = claims.get("aud")
    if site.key not in (audience if isinstance(audience, list) else [audience]):
        raise errors.SsoWrongSite(site=site.key)
    for name, limit in _TEXTS:
        value = claims.get(name)
        if not isinstance(value, str) or not 0 < len(value) <= limit or not value.isprintable():
            raise errors.SsoIncomplete(claim=name)
    begins, ends = (_time(claims, name) for name in ("iat", "exp"))
    starts = _time(claims, "nbf") if "nbf" in claims else begins
    if ends - begins > LONGEST_LIFE:
        raise errors.SsoLivesTooLong(minutes=int(LONGEST_LIFE.total_seconds() // 60))
    # Before its end is looked at: what begins near now and lives so long can't end where the calendar does.
    if now + WRONG_CLOCK < max(begins, starts):
        raise errors.SsoNotYetValid
    if now >= ends + WRONG_CLOCK:
        raise errors.SsoExpired


def _time(claims: dict[str, Any], name: str) -> datetime:
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise errors.SsoIncomplete(claim=name)
    try:
        return datetime.fromtimestamp(value, UTC)
    except (ValueError, OverflowError, OSError):
        raise errors.SsoIncomplete(claim=name) from None


def _use_once(site: Site, claims: dict[str, Any]) -> None:
    digest = hashlib.sha256("\0".join((ISSUER, site.key, claims["jti"])).encode()).hexdigest()
    if not spend_once(digest=digest, ends_at=_time(claims, "exp") + WRONG_CLOCK):
        raise errors.SsoUsed
