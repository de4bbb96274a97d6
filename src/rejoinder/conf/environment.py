"""The ``REJOINDER_*`` variables: all that is set outside the database, each with a default that runs.

What a publisher tunes (guidelines, policy, limits of a site) lives in the database with its history, not here.
Every field is documented in docs/reference/settings.md; a test compares the two.
"""

import ipaddress
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from rejoinder.publishing.bucket import EXAMPLE, Bucket, bucket_at

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class BadEnvironment(Exception):
    """A REJOINDER_* variable can't be read as what it should be."""


@dataclass(frozen=True, slots=True)
class Environment:
    """The settings of one installation, read once at start."""

    data_dir: Path
    """REJOINDER_DATA_DIR: database (when SQLite), secret and published pages. Created when absent."""
    pages_url: str
    """REJOINDER_PAGES_URL: ``s3://bucket/prefix?endpoint=https://…&region=…``; the data directory when empty."""
    secret_key: str
    """REJOINDER_SECRET_KEY: signs sessions and receipts; made once and kept in the data directory when not given."""
    database_url: str
    """REJOINDER_DATABASE_URL: ``postgres://user:password@host/name``; SQLite in the data directory when empty."""
    base_url: str
    """REJOINDER_BASE_URL: the address readers use, without a slash at the end."""
    hosts: tuple[str, ...]
    """REJOINDER_HOSTS: host names answered, separated by commas."""
    trusted_proxies: tuple[Network, ...]
    """REJOINDER_TRUSTED_PROXIES: addresses or networks whose X-Forwarded-* headers are believed."""
    comments_per_minute: int
    """REJOINDER_COMMENTS_PER_MINUTE: how many comments one address may send in a minute. 0 turns the limit off."""
    calls_per_minute: int
    """REJOINDER_CALLS_PER_MINUTE: calls of the drop-in endpoints that a key may make in a minute. 0: no limit."""
    call_origins: tuple[str, ...]
    """REJOINDER_CALL_ORIGINS: web pages whose scripts may call the Perspective endpoints; ``*`` is any."""
    perspective_strict: bool
    """REJOINDER_PERSPECTIVE_STRICT: refuse what Google's server refused and we could read."""
    perspective_unmapped: str
    """REJOINDER_PERSPECTIVE_UNMAPPED: ``error`` or ``omit``, for attributes that no score of ours speaks to."""
    coral_signing_secret: str
    """REJOINDER_CORAL_SIGNING_SECRET: the signing secrets that Coral shows for its external moderation phases."""
    coral_timeout_ms: int
    """REJOINDER_CORAL_TIMEOUT_MS: the phase's timeout in Coral; we answer within four fifths of it."""
    keep_feedback: bool
    """REJOINDER_KEEP_FEEDBACK: keep what callers of the drop-in endpoints report back, with its text."""
    comment_limit_chars: int
    """REJOINDER_COMMENT_LIMIT_CHARS: the longest comment taken, in code points."""
    lease_s: int
    """REJOINDER_LEASE_S: seconds after which a comment whose worker fell silent is assessed by another."""

    smtp_url: str
    """REJOINDER_SMTP_URL: ``smtp://user:password@host:587?tls=starttls``; mail is printed to the console when empty."""
    mail_from: str
    """REJOINDER_MAIL_FROM: the address mail comes from."""

    @property
    def https(self) -> bool:
        """True when readers come by HTTPS; cookies are then sent over it only."""
        return self.base_url.startswith("https://")

    @property
    def pages(self) -> Path | Bucket:
        """What holds the published pages."""
        return bucket_at(self.pages_url) if self.pages_url else self.data_dir


def read_environment(variables: Mapping[str, str] = os.environ) -> Environment:
    """The environment as typed values. Creates the data directory and the secret.

    Raises:
        BadEnvironment: naming the variable and what would be right.
    """
    data_dir = Path(variables.get("REJOINDER_DATA_DIR") or "data").expanduser().absolute()
    base_url = (variables.get("REJOINDER_BASE_URL") or "http://127.0.0.1:8000").rstrip("/")
    if not base_url.startswith(("http://", "https://")):
        raise BadEnvironment(f"REJOINDER_BASE_URL is {base_url!r}; it should begin with http:// or https://")
    try:
        data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise BadEnvironment(f"REJOINDER_DATA_DIR: {data_dir} can't be created: {error.strerror}") from error
    return Environment(
        data_dir=data_dir,
        pages_url=_pages_url(variables.get("REJOINDER_PAGES_URL", "").strip()),
        secret_key=variables.get("REJOINDER_SECRET_KEY") or _kept_secret(data_dir / "secret"),
        database_url=variables.get("REJOINDER_DATABASE_URL", ""),
        base_url=base_url,
        hosts=_list(variables.get("REJOINDER_HOSTS") or "localhost,127.0.0.1,[::1]"),
        trusted_proxies=_networks(variables.get("REJOINDER_TRUSTED_PROXIES", "")),
        comments_per_minute=_number(variables, "REJOINDER_COMMENTS_PER_MINUTE", default=10, lowest=0),
        calls_per_minute=_number(variables, "REJOINDER_CALLS_PER_MINUTE", default=0, lowest=0),
        call_origins=_list(variables.get("REJOINDER_CALL_ORIGINS") or "*"),
        perspective_strict=_switch(variables, "REJOINDER_PERSPECTIVE_STRICT"),
        perspective_unmapped=_choice(variables, "REJOINDER_PERSPECTIVE_UNMAPPED", ("error", "omit")),
        coral_signing_secret=variables.get("REJOINDER_CORAL_SIGNING_SECRET", "").strip(),
        coral_timeout_ms=_number(variables, "REJOINDER_CORAL_TIMEOUT_MS", default=800, lowest=100),
        keep_feedback=_switch(variables, "REJOINDER_KEEP_FEEDBACK"),
        comment_limit_chars=_number(variables, "REJOINDER_COMMENT_LIMIT_CHARS", default=10_000, lowest=1),
        lease_s=_number(variables, "REJOINDER_LEASE_S", default=60, lowest=1),
        smtp_url=variables.get("REJOINDER_SMTP_URL", "").strip(),
        mail_from=variables.get("REJOINDER_MAIL_FROM", "").strip(),
    )


def _pages_url(url: str) -> str:
    """The address, which can be read, and what speaks to it is installed."""
    if url:
        try:
            bucket_at(url)
        except ValueError as error:
            # The value is not repeated: it may hold a password.
            raise BadEnvironment(f"REJOINDER_PAGES_URL {error}; it should be such as {EXAMPLE}") from None
        if not all(find_spec(package) for package in ("storages", "boto3")):
            raise BadEnvironment("REJOINDER_PAGES_URL names a bucket; that needs pip install 'rejoinder[s3]'")
    return url


def _kept_secret(path: Path) -> str:
    """The secret of this installation; made at the first start, readable by its owner only."""
    try:
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:
        pass
    secret = path.read_text().strip()
    if len(secret) < 32:
        raise BadEnvironment(f"{path} is damaged (too short); restore it from a backup, or delete it to sign all out")
    return secret


def _list(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip())


def _networks(value: str) -> tuple[Network, ...]:
    try:
        return tuple(ipaddress.ip_network(part, strict=False) for part in _list(value))
    except ValueError as error:
        raise BadEnvironment(
            f"REJOINDER_TRUSTED_PROXIES: {error}; it should be addresses or networks such as 10.0.0.0/8, fd00::/8"
        ) from error


def _number(variables: Mapping[str, str], name: str, *, default: int, lowest: int) -> int:
    text = variables.get(name) or str(default)
    try:
        number = int(text)
    except ValueError as error:
        raise BadEnvironment(f"{name} is {text!r}; it should be a whole number, such as {default}") from error
    if number < lowest:
        raise BadEnvironment(f"{name} is {number}; it should be {lowest} or more")
    return number


def _switch(variables: Mapping[str, str], name: str) -> bool:
    return _choice(variables, name, ("0", "1")) == "1"


def _choice(variables: Mapping[str, str], name: str, known: tuple[str, ...]) -> str:
    """The first of ``known`` is the default."""
    text = (variables.get(name) or known[0]).strip().lower()
    if text not in known:
        raise BadEnvironment(f"{name} is {text!r}; it should be {' or '.join(known)}")
    return text
