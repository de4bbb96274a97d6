"""Keys of a publisher's own login: made, brought along, retired; each on record."""

from datetime import datetime
from typing import Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key
from django.db import transaction

from rejoinder.comments.models import Algorithm, Site, SsoKey
from rejoinder.comments.services.sso import shared_secret
from rejoinder.moderation.errors import BadPublicKey, SsoKeyNotFound
from rejoinder.moderation.models import Act
from rejoinder.moderation.services.auditing import audit

VALID_AT_ONCE: Final = 2
"""So that the publisher's server can change to a new one while the old one still holds."""
_SHORTEST_RSA_BITS: Final = 2048
"""RFC 7518, 3.3."""


def new_secret(*, site: Site, actor_name: str, secret: str, now: datetime) -> str:
    """A new shared secret; of those before it only the newest still holds."""
    with transaction.atomic():
        key = _add(site, Algorithm.HS256, "", actor_name, now)
        return shared_secret(key, secret=secret)


def add_public_key(*, site: Site, pem: bytes, actor_name: str, now: datetime) -> SsoKey:
    """A public key whose private half stays with the publisher; of those before it only the newest still holds.

    Raises:
        BadPublicKey: neither RSA of 2048 bits or more nor the P-256 curve.
    """
    try:
        key = load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm):
        raise BadPublicKey from None
    if isinstance(key, RSAPublicKey) and key.key_size >= _SHORTEST_RSA_BITS:
        algorithm = Algorithm.RS256
    elif isinstance(key, EllipticCurvePublicKey) and isinstance(key.curve, SECP256R1):
        algorithm = Algorithm.ES256
    else:
        raise BadPublicKey
    text = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    with transaction.atomic():
        return _add(site, algorithm, text, actor_name, now)


def retire_key(*, site: Site, key: str, actor_name: str, now: datetime) -> None:
    """Ends a key at once; ``key`` is its id, or as much of the id's beginning as names one key.

    Raises:
        SsoKeyNotFound.
    """
    with transaction.atomic():
        Site.objects.select_for_update(no_key=True).get(pk=site.pk)
        found = [row for row in SsoKey.objects.valid(site) if key and row.uuid.hex.startswith(key.replace("-", ""))]
        if len(found) != 1:
            raise SsoKeyNotFound
        _retire(found[0], actor_name, now)


def _add(site: Site, algorithm: Algorithm, public_key: str, actor_name: str, now: datetime) -> SsoKey:
    Site.objects.select_for_update(no_key=True).get(pk=site.pk)
    key = SsoKey.objects.create(site=site, algorithm=algorithm, public_key=public_key, created_at=now)
    audit(
        site=site, action=Act.SSO_KEY_ADDED, actor_name=actor_name, at=now, key=key.uuid.hex, algorithm=algorithm.value
    )
    for old in SsoKey.objects.valid(site)[VALID_AT_ONCE:]:
        _retire(old, actor_name, now)
    return key


def _retire(key: SsoKey, actor_name: str, now: datetime) -> None:
    SsoKey.objects.filter(pk=key.pk).update(retired_at=now)
    audit(site=key.site, action=Act.SSO_KEY_RETIRED, actor_name=actor_name, at=now, key=key.uuid.hex)
