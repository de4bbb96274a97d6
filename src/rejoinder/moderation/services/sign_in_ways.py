"""With which providers readers of a site may sign in. Each change is on record."""

from datetime import datetime

from django.db import transaction

from rejoinder.comments.errors import ProviderNotUsable
from rejoinder.comments.models import OpenIdProvider, Site
from rejoinder.comments.openid import discover
from rejoinder.comments.sealing import seal
from rejoinder.moderation.models import Act
from rejoinder.moderation.services.auditing import audit


def add_provider(
    *,
    site: Site,
    key: str,
    name: str,
    issuer: str,
    client_id: str,
    client_secret: str,
    is_private: bool,
    secret: str,
    actor_name: str,
    now: datetime,
) -> OpenIdProvider:
    """The provider, found at its issuer's address; one with the same key is replaced.

    Raises:
        ProviderNotUsable.
    """
    if not client_id:
        raise ProviderNotUsable(problem="the client id is empty")
    found = discover(issuer, is_private=is_private)
    with transaction.atomic():
        provider, _ = OpenIdProvider.objects.update_or_create(
            site=site,
            key=key,
            defaults={
                "name": name,
                "issuer": issuer,
                "client_id": client_id,
                "sealed_secret": seal(client_secret, secret=secret) if client_secret else "",
                "posts_secret": found.posts_secret,
                "authorization_endpoint": found.authorization_endpoint,
                "token_endpoint": found.token_endpoint,
                "jwks_uri": found.jwks_uri,
                "userinfo_endpoint": found.userinfo_endpoint,
                "is_private": is_private,
                "created_at": now,
            },
        )
        audit(site=site, action=Act.LOGIN_PROVIDER_ADDED, actor_name=actor_name, at=now, provider=key, issuer=issuer)
        return provider


def remove_provider(*, site: Site, key: str, actor_name: str, now: datetime) -> bool:
    """Ends signing in with a provider; False when there was none. Its readers stay, and so do their sessions."""
    with transaction.atomic():
        removed, _ = OpenIdProvider.objects.filter(site=site, key=key).delete()
        if removed:
            audit(site=site, action=Act.LOGIN_PROVIDER_REMOVED, actor_name=actor_name, at=now, provider=key)
        return bool(removed)
