"""Readers from whom nothing is taken: for how long, and what they are told."""

from datetime import datetime
from zoneinfo import ZoneInfo

from rejoinder.comments.errors import ReaderBlocked, ReaderBlockedUntil
from rejoinder.comments.models import Reader


def require_unblocked(reader: Reader, now: datetime) -> None:
    """Raises ReaderBlocked, which tells when the block ends if it does, while nothing is taken from the reader."""
    if not reader.is_blocked(now):
        return
    if reader.blocked_until is None:
        raise ReaderBlocked
    until = reader.blocked_until.astimezone(ZoneInfo(reader.site.time_zone))
    raise ReaderBlockedUntil(until=f"{until:%Y-%m-%d %H:%M}")
