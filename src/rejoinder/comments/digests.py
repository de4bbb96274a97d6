"""When a reader's mail is due."""

from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from rejoinder.comments.models import Notifications, Reader

INSTANT_PAUSE: Final = timedelta(minutes=10)
"""Between two mails to a reader who wants to hear at once: what comes meanwhile is told together."""


def mail_due_at(reader: Reader, now: datetime) -> datetime:
    """When to tell the reader, who comes with their site, of something that happened ``now``: at once, or at their
    hour in their time zone."""
    if reader.notifications == Notifications.INSTANT:
        return max(now, reader.notified_at + INSTANT_PAUSE) if reader.notified_at else now
    return next_at_hour(now, hour=reader.mail_hour, zone=ZoneInfo(reader.time_zone or reader.site.time_zone))


def next_at_hour(now: datetime, *, hour: int, zone: ZoneInfo) -> datetime:
    """The first moment after ``now`` when clocks in the zone show the full hour (0 to 23).

    Where a day has no such hour (clocks go forward) it is an hour later, where it has two it is the first.
    """
    today = now.astimezone(zone).date()
    # In UTC: Python never finds two times equal of which one lies where clocks change.
    moments = (datetime.combine(today + timedelta(days=n), time(hour), zone).astimezone(UTC) for n in range(3))
    return next(moment for moment in moments if moment > now)
