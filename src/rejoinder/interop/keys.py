"""The site a caller's key speaks for."""

from rejoinder.comments.errors import KeyNotValid
from rejoinder.comments.models import Site
from rejoinder.comments.services.api_keys import site_of_key


def site_by_key(key: str) -> Site | None:
    """The site, or None for a key that is unknown or revoked."""
    try:
        return site_of_key(key)
    except KeyNotValid:
        return None
