"""What is forgotten by itself, and when. The worker does it; docs/how-to/answer-privacy-requests.md says so."""

from datetime import datetime, timedelta
from typing import Final

from rejoinder.comments.models import Comment, ReaderSession, SignInCode
from rejoinder.moderation.models import MailOutbox

ADDRESSES_KEPT: Final = timedelta(days=7)
"""Keyed hashes of network addresses beside comments, which the limit on floods needs for a minute."""
MAIL_KEPT: Final = timedelta(days=30)
"""That a mail went: neither to whom nor what it said."""
_BATCH: Final = 500
_MOST_BATCHES: Final = 50


def forget_what_is_old(*, now: datetime) -> None:
    """Deletes what nobody needs any more; in small steps, so that no comment waits for it."""
    ReaderSession.objects.filter(ends_at__lt=now).delete()
    SignInCode.objects.filter(ends_at__lt=now).delete()
    MailOutbox.objects.filter(send_after=None, created_at__lt=now - MAIL_KEPT).delete()
    known = Comment.objects.filter(address_key__gt="", submitted_at__lt=now - ADDRESSES_KEPT)
    for _ in range(_MOST_BATCHES):
        some = list(known.values_list("pk", flat=True)[:_BATCH])
        if not some:
            return
        Comment.objects.filter(pk__in=some).update(address_key="")
