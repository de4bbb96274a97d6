"""API keys: made once, shown once, kept as a hash."""

import hashlib
import secrets
import string
from datetime import datetime

from rejoinder.comments.errors import KeyNotValid
from rejoinder.comments.models import ApiKey, Site

KEY_PREFIX = "rj_"
"""So that a key that leaked into a repository is found by secret scanners."""


SHORT_CHARS = 12
"""The WordPress plugin for Akismet refuses keys of any other length."""


def add_api_key(*, site: Site, name: str, now: datetime, short: bool = False) -> str:
    """The new key, in clear; it can't be shown again. A ``short`` one has 62 random bits and no prefix."""
    key = _short_key() if short else KEY_PREFIX + secrets.token_urlsafe(32)
    ApiKey.objects.create(site=site, name=name, key_sha256=_sha256(key), created_at=now)
    return key


def site_of_key(key: str) -> Site:
    """The site that the key speaks for.

    Raises:
        KeyNotValid: unknown or revoked.
    """
    return row_of_key(key).site


def row_of_key(key: str) -> ApiKey:
    """The key's row, with its site.

    Raises:
        KeyNotValid: unknown or revoked.
    """
    row = ApiKey.objects.select_related("site").filter(key_sha256=_sha256(key), revoked_at=None).first()
    if row is None:
        raise KeyNotValid
    return row


def _short_key() -> str:
    return "".join(secrets.choice(string.ascii_lowercase + string.digits) for _ in range(SHORT_CHARS))


def _sha256(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
