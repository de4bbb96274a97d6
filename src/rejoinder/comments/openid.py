"""OpenID Connect, from the reader's side: the code flow with PKCE (OpenID Connect Core 1.0, 3.1; RFC 7636).

Not allauth's: its accounts are users of the desk, and no reader must ever become one (decision 0007).
"""

import base64
import hashlib
import json
import secrets
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote_plus, urlencode, urlsplit

import httpcore
import httpx
import jwt

from rejoinder.comments.errors import ProviderNotUsable, SignInFailed
from rejoinder.comments.models import OpenIdProvider
from rejoinder.comments.services.vouched import Vouched, text_in
from rejoinder.intake.addresses import is_public
from rejoinder.intake.errors import IntakeError
from rejoinder.intake.fetch import CheckedTransport
from rejoinder.intake.network import CheckedBackend, Deadline

SCOPES: Final = "openid profile email"
ALGORITHMS: Final = ("RS256", "PS256", "ES256", "EdDSA")
"""Signatures alone: with HMAC the client's secret would sign, with none anybody."""
WRONG_CLOCK_S: Final = 60
_TIMEOUT_S: Final = 10.0
_LIMIT_BYTES: Final = 200_000
_FORM: Final = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Endpoints:
    """What a provider says of itself (OpenID Connect Discovery 1.0, 4.2)."""

    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str
    posts_secret: bool


@dataclass(frozen=True, slots=True)
class Pending:
    """What the browser that began a sign-in must bring back."""

    state: str
    nonce: str
    verifier: str


def discover(issuer: str, *, is_private: bool) -> Endpoints:
    """The provider's addresses.

    Raises:
        ProviderNotUsable: saying what is wrong.
    """
    _require_address("issuer", issuer, is_private=is_private)
    try:
        found = _call("GET", issuer.rstrip("/") + "/.well-known/openid-configuration", is_private=is_private)
    except SignInFailed:
        raise ProviderNotUsable(problem="its address does not answer with an OpenID configuration") from None
    if found.get("issuer") != issuer:
        raise ProviderNotUsable(problem=f"it says it is another issuer: {found.get('issuer')!s:.200}")
    if "S256" not in found.get("code_challenge_methods_supported", ["S256"]):
        raise ProviderNotUsable(problem="it has no PKCE with S256")
    addresses = {name: str(found.get(name) or "") for name in _ADDRESSES}
    for name, address in addresses.items():
        if address or name != "userinfo_endpoint":
            _require_address(name, address, is_private=is_private)
    methods = found.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    return Endpoints(**addresses, posts_secret="client_secret_basic" not in methods)


_ADDRESSES: Final = ("authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint")


def begin(provider: OpenIdProvider, *, back: str) -> tuple[str, Pending]:
    """Where to send the browser, and what to remember meanwhile. ``back`` is our callback."""
    pending = Pending(*(secrets.token_urlsafe(32) for _ in range(3)))
    challenge = base64.urlsafe_b64encode(hashlib.sha256(pending.verifier.encode()).digest()).rstrip(b"=").decode()
    query = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": back,
        "scope": SCOPES,
        "state": pending.state,
        "nonce": pending.nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    separator = "&" if urlsplit(provider.authorization_endpoint).query else "?"
    return provider.authorization_endpoint + separator + urlencode(query), pending


def finish(provider: OpenIdProvider, *, pending: Pending, code: str, back: str, client_secret: str) -> Vouched:
    """What the provider says of the reader, in exchange for the code.

    Raises:
        SignInFailed: it says nothing, or what it says is not signed by it, for us, and in answer to this browser.
    """
    answer = _exchange(provider, pending, code, back, client_secret)
    claims = _verified(provider, str(answer.get("id_token", "")), pending.nonce)
    if provider.userinfo_endpoint and not {"name", "email"} <= claims.keys():
        claims = _userinfo(provider, str(answer.get("access_token", "")), claims["sub"]) | claims
    return Vouched(
        issuer=provider.issuer,
        subject=claims["sub"],
        name=text_in(claims, "name") or text_in(claims, "preferred_username"),
        email=text_in(claims, "email"),
        email_verified=claims.get("email_verified") is True,
    )


def _exchange(provider: OpenIdProvider, pending: Pending, code: str, back: str, client_secret: str) -> dict[str, Any]:
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": pending.verifier}
    headers = {"Content-Type": _FORM}
    if client_secret and not provider.posts_secret:
        pair = f"{quote_plus(provider.client_id)}:{quote_plus(client_secret)}"  # RFC 6749, 2.3.1
        headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
    else:
        form["client_id"] = provider.client_id
        if client_secret:
            form["client_secret"] = client_secret
    return _call(
        "POST",
        provider.token_endpoint,
        is_private=provider.is_private,
        headers=headers,
        content=urlencode(form).encode(),
    )


def _verified(provider: OpenIdProvider, id_token: str, nonce: str) -> dict[str, Any]:
    try:
        keys = jwt.PyJWKSet.from_dict(_call("GET", provider.jwks_uri, is_private=provider.is_private)).keys
        kid = jwt.get_unverified_header(id_token).get("kid")
        fitting = [key for key in keys if key.algorithm_name in ALGORITHMS and (kid is None or key.key_id == kid)]
        claims: dict[str, Any] = jwt.decode(
            id_token,
            fitting[0],
            algorithms=[fitting[0].algorithm_name],
            audience=provider.client_id,
            issuer=provider.issuer,
            leeway=WRONG_CLOCK_S,
            options={"require": ["exp", "iat", "sub", "aud", "iss"]},
        )
    except (jwt.PyJWTError, IndexError, ValueError, TypeError, AttributeError) as error:
        raise SignInFailed from error
    subject, parties = claims["sub"], claims["aud"]
    others = isinstance(parties, list) and len(parties) > 1
    if claims.get("nonce") != nonce or (others and claims.get("azp") != provider.client_id):
        raise SignInFailed
    if not isinstance(subject, str) or not 0 < len(subject) <= 255 or not subject.isprintable():
        raise SignInFailed
    return claims


def _userinfo(provider: OpenIdProvider, access_token: str, subject: str) -> dict[str, Any]:
    """Section 5.3.2: what is said of another subject is not of this reader."""
    try:
        headers = {"Authorization": f"Bearer {access_token}"}
        found = _call("GET", provider.userinfo_endpoint, is_private=provider.is_private, headers=headers)
    except SignInFailed:
        return {}
    return found if found.get("sub") == subject else {}


def _call(
    method: str, url: str, *, is_private: bool, headers: dict[str, str] | None = None, content: bytes | None = None
) -> dict[str, Any]:
    """A JSON object from one of a provider's addresses. No redirect is followed.

    Raises:
        SignInFailed
    """
    known = {"Accept": "application/json", "Accept-Encoding": "identity", **(headers or {})}
    backend = CheckedBackend(Deadline(_TIMEOUT_S), allow_private=is_private)
    try:
        request = httpx.Request(method, url, headers=known, content=content)
        with CheckedTransport(backend) as transport, closing(transport.handle_request(request)) as response:
            body = bytearray()
            for chunk in response.iter_raw():
                body += chunk
                if len(body) > _LIMIT_BYTES:
                    raise SignInFailed
            found = json.loads(body) if response.status_code == httpx.codes.OK else None
    except (IntakeError, httpx.HTTPError, httpx.InvalidURL, ValueError, RecursionError) as error:
        raise SignInFailed from error
    except (httpcore.ProtocolError, httpcore.NetworkError, httpcore.TimeoutException) as error:
        raise SignInFailed from error
    if not isinstance(found, dict):
        raise SignInFailed
    return found


def _require_address(name: str, address: str, *, is_private: bool) -> None:
    try:
        parts = urlsplit(address)
        host, secure = parts.hostname, parts.scheme == "https"
    except ValueError:
        raise ProviderNotUsable(problem=f"{name} is no address") from None
    if not host or parts.username or parts.fragment:
        raise ProviderNotUsable(problem=f"{name} is no address")
    if not secure and not (is_private and parts.scheme == "http" and _is_this_machine(host)):
        raise ProviderNotUsable(problem=f"{name} should begin with https://")


def _is_this_machine(host: str) -> bool:
    return host == "localhost" or host == "::1" or (host.startswith("127.") and not is_public(host))
