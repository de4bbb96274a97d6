"""Calls a key may make in a minute, counted for all web processes together."""

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.utils import timezone

from rejoinder.comments.errors import TooManyRequests
from rejoinder.comments.models import ApiKey
from rejoinder.comments.services.allowances import Limit, spend

_WINDOW: Final = timedelta(minutes=1)


def take(key: ApiKey) -> int:
    """Counts a call by the key and returns 0; or, where it has made its calls of this minute, the seconds until the
    next begins."""
    limit = Limit("drop-in", settings.ENVIRONMENT.calls_per_minute, _WINDOW)
    try:
        spend(limit=limit, key=str(key.pk), now=timezone.now())
    except TooManyRequests as spent:
        return spent.retry_after_s or 1
    return 0
