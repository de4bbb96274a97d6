"""The address that a guest leaves to be told an outcome. It is whatever they typed, so it is asked for sparingly."""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.http import HttpRequest

from rejoinder.comments.identity import keyed_hash
from rejoinder.comments.services.allowances import Limit, spend
from rejoinder.comments.services.gate import check_email
from rejoinder.widget.clients import client_key

MAIL_LIMIT: Final = Limit("mail_to", 30, timedelta(days=1))
"""More than anyone who writes comments needs, and too few to flood another's mailbox."""
ASKING_LIMIT: Final = Limit("mail_by", 60, timedelta(hours=1))
"""So that nobody uses up what others may ask for, one address after the other."""


def wished_address(request: HttpRequest, address: str, *, now: datetime) -> str:
    """The address, as it is kept; ``''`` when none was given.

    Raises:
        EmailNotValid
        TooManyRequests: mail was asked for to this address, or by this client, too often.
    """
    if not address.strip():
        return ""
    address = check_email(address)
    spend(limit=ASKING_LIMIT, key=client_key(request), now=now)
    spend(limit=MAIL_LIMIT, key=keyed_hash(settings.ENVIRONMENT.secret_key, "mail_to", address), now=now)
    return address
