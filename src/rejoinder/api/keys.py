"""API keys on requests."""

from typing import Any

from django.http import HttpRequest
from ninja.security import HttpBearer

from rejoinder.comments.models import Site
from rejoinder.comments.services.api_keys import site_of_key


class SiteKey(HttpBearer):
    """``Authorization: Bearer KEY``; the request then speaks for the key's site (``request.auth``)."""

    def authenticate(self, request: HttpRequest, token: str) -> Site:
        """The key's site."""
        return site_of_key(token)


class OptionalSiteKey(SiteKey):
    """As SiteKey, but a request without a key is let through as a reader's own."""

    def __call__(self, request: HttpRequest) -> Any:
        """The key's site, or a marker that there is no key."""
        if "Authorization" not in request.headers:
            return "anonymous"
        return super().__call__(request)
