"""API keys: made once, shown once, kept as a hash."""

import hashlib
import secrets
from datetime import datetime

from rejoinder.comments.errors import KeyNotValid
from rejoinder.comments.models import ApiKey, Site

KEY_PREFIX = "rj_"
"""So that a key that leaked into a repository is found by secret scanners."""


def add_api_key(*, site: Site, name: str, now: datetime) -> str:
    """The new key, in clear; it can't be shown again."""
    key = KEY_PREFIX + secrets.token_urlsafe(32)
    ApiKey.objects.create(site=site, name=name, key_sha256=_sha256(key), created_at=now)
    return key


def site_of_key(key: str) -> Site:
    """The site that the key speaks for.

    Raises:
        KeyNotValid: unknown or revoked.
    """
    row = ApiKey.objects.select_related("site").filter(key_sha256=_sha256(key), revoked_at=None).first()
    if row is None:
        raise KeyNotValid
    return row.site


def _sha256(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
