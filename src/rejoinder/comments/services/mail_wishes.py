"""What mail a reader wants, and when."""

from dataclasses import dataclass
from zoneinfo import available_timezones

from rejoinder.comments.errors import UnknownChoice
from rejoinder.comments.models import Notifications, Reader


@dataclass(frozen=True, slots=True)
class MailWishes:
    """What changes; None leaves a thing as it is. ``hour`` is of the reader's ``time_zone``, ``""`` for the site's."""

    frequency: str | None = None
    hour: int | None = None
    time_zone: str | None = None
    replies: bool | None = None
    mentions: bool | None = None


def set_mail_wishes(*, reader: Reader, wishes: MailWishes) -> Reader:
    """The reader, changed.

    Raises:
        UnknownChoice: no such frequency, hour or time zone. Then nothing is changed.
    """
    if wishes.frequency is not None and wishes.frequency not in Notifications.values:
        raise UnknownChoice(field="frequency", known=", ".join(Notifications.values))
    if wishes.hour is not None and not 0 <= wishes.hour <= 23:
        raise UnknownChoice(field="hour", known="0 … 23")
    if wishes.time_zone and wishes.time_zone not in available_timezones():
        raise UnknownChoice(field="time_zone", known="Asia/Baghdad, Europe/Istanbul …")
    columns = {
        "notifications": wishes.frequency,
        "mail_hour": wishes.hour,
        "time_zone": wishes.time_zone,
        "wants_replies": wishes.replies,
        "wants_mentions": wishes.mentions,
    }
    changes = {name: value for name, value in columns.items() if value is not None}
    if changes:
        Reader.objects.filter(pk=reader.pk).update(**changes)
        reader.refresh_from_db(fields=list(columns))
    return reader
