"""The address that a guest leaves to be told an outcome. It is whatever they typed, so it is asked for sparingly."""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings

from rejoinder.comments.identity import keyed_hash
from rejoinder.comments.services.allowances import Limit, spend
from rejoinder.comments.services.gate import check_email

MAIL_LIMIT: Final = Limit("mail_to", 30, timedelta(days=1))
"""More than anyone who writes comments needs, and too few to flood another's mailbox."""


def wished_address(address: str, *, now: datetime) -> str:
    """The address, as it is kept; ``''`` when none was given.

    Raises:
        EmailNotValid
        TooManyRequests: mail was asked for to this address too often today.
    """
    if not address.strip():
        return ""
    address = check_email(address)
    spend(limit=MAIL_LIMIT, key=keyed_hash(settings.ENVIRONMENT.secret_key, "mail_to", address), now=now)
    return address
