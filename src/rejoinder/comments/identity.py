"""Telling readers and addresses apart without keeping either: keyed hashes, and the client's address behind proxies."""

import hashlib
import hmac
import ipaddress
from collections.abc import Mapping, Sequence

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def keyed_hash(secret: str, *parts: str) -> str:
    """64 hexadecimal digits: HMAC-SHA-256 (RFC 2104) of the parts under the installation's secret."""
    message = b"".join(len(raw).to_bytes(8, "big") + raw for raw in (p.encode("utf-8", "replace") for p in parts))
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()


def client_address(headers: Mapping[str, str], *, trusted_proxies: Sequence[Network]) -> str:
    """The address the request came from, as WSGI's ``environ`` tells it.

    X-Forwarded-For is read from its right end, and only as far as the hops are trusted proxies: what stands left
    of the first untrusted hop was written by the client and proves nothing.
    """
    address = headers.get("REMOTE_ADDR", "")
    hops = [hop.strip() for hop in headers.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    while hops and _is_trusted(address, trusted_proxies):
        address = hops.pop()
    return address


def address_block(address: str) -> str:
    """What counts as one address for limits: an IPv4 address, or an IPv6 /64 (one subscriber, RFC 6177)."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)


def _is_trusted(address: str, proxies: Sequence[Network]) -> bool:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(parsed in network for network in proxies)
