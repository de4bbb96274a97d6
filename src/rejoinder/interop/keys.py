"""The key a caller shows: whom it speaks for."""

from rejoinder.comments.errors import KeyNotValid
from rejoinder.comments.models import ApiKey
from rejoinder.comments.services.api_keys import row_of_key


def key_row(key: str) -> ApiKey | None:
    """The key with its site; None for one that is unknown or revoked."""
    if not key:
        return None
    try:
        return row_of_key(key)
    except KeyNotValid:
        return None
