"""Calls that only a reader who is signed in can make."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from rejoinder.comments.errors import CommentNotFound, SessionEnded
from rejoinder.comments.identity import keyed_hash
from rejoinder.comments.models import Comment, Reader, Site
from rejoinder.comments.services.allowances import Limit, spend
from rejoinder.comments.sessions import reader_of
from rejoinder.widget.cors import require_origin

PRESSES: Final = Limit("press", 60, timedelta(minutes=1))
"""Reactions, mutes and follows of one reader: more than a hand presses, less than a script wants."""


def reader_at(request: HttpRequest, site: Site) -> Reader:
    """The reader who asks, signed in at this site; a write counts against their allowance.

    Raises:
        SessionEnded: also for a guest.
        ReaderBlocked, OriginNotAllowed, TooManyRequests
    """
    now = timezone.now()
    reader = reader_of(request.META, site=site, now=now)
    if reader is None:
        raise SessionEnded
    if request.method not in ("GET", "HEAD"):
        require_origin(request, site)
        spend(limit=PRESSES, key=keyed_hash(settings.ENVIRONMENT.secret_key, "reader", str(reader.uuid)), now=now)
    return reader


def comment_named(uuid: UUID) -> Comment:
    """The comment with its article and site, in whatever state.

    Raises:
        CommentNotFound
    """
    found = Comment.objects.select_related("article__site").filter(uuid=uuid).first()
    if found is None:
        raise CommentNotFound
    return found
