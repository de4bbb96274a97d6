"""Origins of web pages as browsers name them (RFC 6454)."""

from typing import Final
from urllib.parse import urlsplit

_STANDARD_PORTS: Final = {"http": 80, "https": 443}


def origin_of(text: str) -> str:
    """The origin as a browser sends it: ``https://www.example.org``, with a port only where it is not the usual one.

    >>> origin_of("HTTPS://Bücher.example:443/")
    'https://xn--bcher-kva.example'

    Raises:
        ValueError: it is none: another scheme, no host, or more than an origin.
    """
    parts = urlsplit(text.strip())
    if parts.scheme not in _STANDARD_PORTS or not parts.hostname:
        raise ValueError("it should begin with https:// and name a host")
    if parts.path not in ("", "/") or parts.query or parts.fragment or "@" in parts.netloc:
        raise ValueError("it should end with the host or the port")
    try:
        host, port = parts.hostname.encode("idna").decode("ascii"), parts.port
    except UnicodeError:
        raise ValueError("this host can't be") from None
    if set(host) & set("*/\\ \"'<>"):
        raise ValueError("this host can't be")
    host = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{host}" + ("" if port in (None, _STANDARD_PORTS[parts.scheme]) else f":{port}")
