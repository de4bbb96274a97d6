"""Is a request Coral's: ``X-Coral-Signature: sha256=HEX``, several joined by commas while a secret is being rotated.

The protocol has neither time nor nonce, so a replay can't be told; the endpoint keeps nothing a replay could change.
"""

import hashlib
import hmac


def signature(secret: str, body: bytes) -> str:
    """One entry of the header: HMAC-SHA256 of the raw body under the whole secret, ``empsec_`` included."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def is_signed(header: str, body: bytes, *, secret: str) -> bool:
    """True when any entry is ours. Never without a secret."""
    if not secret:
        return False
    expected = signature(secret, body).encode()
    given = [entry.strip().encode("utf-8", "replace") for entry in header.split(",")]
    return any(hmac.compare_digest(entry, expected) for entry in given)
