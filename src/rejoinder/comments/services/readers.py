"""Writes of readers: who they are, what they are called, what mail they want."""

from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction

from rejoinder.comments.errors import NameEmpty, UnknownChoice
from rejoinder.comments.models import Notifications, Reader, Site
from rejoinder.comments.services.gate import can_be_seen, check_author_name

LANGUAGE_LIMIT_CHARS: Final = 12


def reader_by_email(*, site: Site, email: str, language: str, now: datetime) -> Reader:
    """The site's reader who has just proved that the address is theirs; a new one where there was none."""
    found = Reader.objects.with_verified_email(site, email).first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return Reader.objects.create(
                site=site, email=email, email_verified_at=now, language=language[:LANGUAGE_LIMIT_CHARS], created_at=now
            )
    except IntegrityError:
        return Reader.objects.with_verified_email(site, email).get()


def change_reader(
    *,
    reader: Reader,
    name: str | None = None,
    language: str | None = None,
    notifications: str | None = None,
    languages: tuple[str, ...] = (),
) -> Reader:
    """The reader with what they changed; None leaves a thing as it is. Comments keep the name they were sent under.

    Raises:
        NameEmpty, NameTooLong, NameNotUnicode, UnknownChoice.
    """
    changes: dict[str, str] = {}
    if name is not None:
        changes["display_name"] = check_display_name(name)
    if language is not None:
        changes["language"] = _one_of("language", language, languages)
    if notifications is not None:
        changes["notifications"] = _one_of("notifications", notifications, tuple(Notifications.values))
    if changes:
        Reader.objects.filter(pk=reader.pk).update(**changes)
        reader.refresh_from_db()
    return reader


def check_display_name(name: str) -> str:
    """The name, without white space around it.

    Raises:
        NameEmpty, NameTooLong, NameNotUnicode.
    """
    name = check_author_name(name)
    if not any(can_be_seen(character) for character in name):
        raise NameEmpty
    return name


def _one_of(field: str, value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise UnknownChoice(field=field, known=", ".join(known))
    return value
