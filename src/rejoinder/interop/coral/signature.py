"""Is a request Coral's: ``X-Coral-Signature: sha256=HEX``, several joined by commas while a secret is being rotated.

The protocol has neither time nor nonce, so a replay can't be told; the endpoint keeps nothing a replay could change.
"""

import hashlib
import hmac
from typing import Final

ENTRIES_LIMIT: Final = 20
"""More secrets than Coral has active at a time."""


def signature(secret: str, body: bytes) -> str:
    """One entry of the header: HMAC-SHA256 of the raw body under the whole secret, ``empsec_`` included."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def is_signed(header: str, body: bytes, *, secrets: str) -> bool:
    """True when any entry was made with one of our secrets, which are separated by commas. Never without a secret."""
    expected = [signature(secret.strip(), body).encode() for secret in secrets.split(",") if secret.strip()]
    given = [entry.strip().encode("utf-8", "replace") for entry in header.split(",")[:ENTRIES_LIMIT]]
    return any(hmac.compare_digest(entry, one) for entry in given for one in expected)
