"""Readers' sessions: an opaque token in ``Authorization: Bearer``, never a cookie on another's page."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from rejoinder.comments.blocks import require_unblocked
from rejoinder.comments.errors import SessionEnded
from rejoinder.comments.models import Reader, ReaderSession, Site

TOKEN_PREFIX: Final = "rjs_"  # noqa: S105 - the same for all: tells a session's token from an API key
UNUSED_LIMIT: Final = timedelta(days=90)
"""A session that was not used for this long is over."""
_USE_NOTED_EVERY: Final = timedelta(hours=1)
"""So that reading with a session writes a row at most this often."""
_SCHEME: Final = "bearer "


def start_session(*, reader: Reader, now: datetime) -> str:
    """A new session's token, in clear; only its hash is kept."""
    token = TOKEN_PREFIX + secrets.token_urlsafe(32)
    ReaderSession.objects.create(
        reader=reader, token_sha256=_sha256(token), created_at=now, last_used_at=now, ends_at=now + UNUSED_LIMIT
    )
    return token


def end_session(*, token: str) -> None:
    """Ends the session, if there is one."""
    ReaderSession.objects.filter(token_sha256=_sha256(token)).delete()


def token_of(meta: Mapping[str, str]) -> str:
    """The token of a request, as WSGI's ``environ`` tells it; empty when it carries none."""
    header = meta.get("HTTP_AUTHORIZATION", "")
    return header[len(_SCHEME) :].strip() if header.lower().startswith(_SCHEME) else ""


def session_of(meta: Mapping[str, str], *, site: Site | None, now: datetime) -> ReaderSession | None:
    """The session a request speaks in, blocked readers' too; None when it carries no ``Authorization``.

    Without a ``site`` it is the session's own.

    Raises:
        SessionEnded: unknown, forged, unused for too long, of another site, or of a reader who was erased.
    """
    if "HTTP_AUTHORIZATION" not in meta:
        return None
    session = (
        ReaderSession.objects.select_related("reader__site")
        .filter(token_sha256=_sha256(token_of(meta)), ends_at__gt=now, reader__erased_at=None)
        .first()
    )
    if session is None or (site is not None and session.reader.site_id != site.pk):
        raise SessionEnded
    if now - session.last_used_at >= _USE_NOTED_EVERY:
        ReaderSession.objects.filter(pk=session.pk).update(last_used_at=now, ends_at=now + UNUSED_LIMIT)
    return session


def reader_of(meta: Mapping[str, str], *, site: Site, now: datetime) -> Reader | None:
    """The reader who sends a request; None for a guest. Sessions hold for one site only.

    Raises:
        SessionEnded: see session_of. A request with a token that no longer holds is never taken for a guest's.
        ReaderBlocked: by the newsroom.
    """
    session = session_of(meta, site=site, now=now)
    if session is None:
        return None
    require_unblocked(session.reader, now)
    return session.reader


def _sha256(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
