"""Readers whom someone else vouches for: the publisher's own login, or an OpenID provider."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from rejoinder.comments.blocks import require_unblocked
from rejoinder.comments.errors import EmailNotValid, NameNotUnicode, NameTooLong
from rejoinder.comments.models import Reader, Site
from rejoinder.comments.services.gate import NAME_LIMIT_CHARS, check_author_name, check_email
from rejoinder.comments.services.readers import LANGUAGE_LIMIT_CHARS


@dataclass(frozen=True, slots=True)
class Vouched:
    """What an issuer says of a reader. Its word on the address counts only with ``email_verified``."""

    issuer: str
    subject: str
    name: str = ""
    email: str = ""
    email_verified: bool = False


def text_in(claims: Mapping[str, Any], name: str) -> str:
    """A claim that should be text; ``''`` where it is missing or something else."""
    value = claims.get(name)
    return value if isinstance(value, str) else ""


def vouched_reader(*, site: Site, vouched: Vouched, language: str, now: datetime) -> Reader:
    """The reader the issuer speaks of: known by subject, else by a verified address, else new.

    A reader with another login is never taken over: an issuer may join a reader by address only where the address was
    proved to us, the issuer proved it too, and no other issuer speaks for that reader.

    Raises:
        ReaderBlocked.
    """
    try:
        with transaction.atomic():
            reader = _reader(site, vouched, language, now)
    except IntegrityError:  # the same reader at the same time, elsewhere
        with transaction.atomic():
            reader = _reader(site, vouched, language, now)
    require_unblocked(reader, now)
    return reader


def _reader(site: Site, vouched: Vouched, language: str, now: datetime) -> Reader:
    email = _email(vouched)
    # Locked: a block or an erasure of the same moment must not be written over.
    rows = Reader.objects.select_for_update(no_key=True)
    owner = rows.with_verified_email(site, email).first() if email else None
    reader = rows.filter(site=site, issuer=vouched.issuer, subject=vouched.subject).first()
    if reader is None and owner is not None and owner.subject is None:
        reader = owner
        reader.issuer, reader.subject = vouched.issuer, vouched.subject
    if reader is None:
        reader = Reader(site=site, issuer=vouched.issuer, subject=vouched.subject, created_at=now)
        reader.language = language[:LANGUAGE_LIMIT_CHARS]
    reader.display_name = _name(vouched.name) or reader.display_name
    if email and owner is None:
        reader.email, reader.email_verified_at = email, now
    reader.save()
    return reader


def _email(vouched: Vouched) -> str:
    """The address, where it counts. One that takes no mail is no reason to keep a reader out."""
    if not vouched.email_verified or not vouched.email:
        return ""
    try:
        return check_email(vouched.email)
    except EmailNotValid:
        return ""


def _name(name: str) -> str:
    """The name as it can be shown; others' systems take longer and stranger ones."""
    try:
        return check_author_name(" ".join(name.split())[:NAME_LIMIT_CHARS])
    except (NameNotUnicode, NameTooLong):
        return ""
