"""How mail leaves, from ``REJOINDER_SMTP_URL`` and ``REJOINDER_MAIL_FROM``."""

from dataclasses import dataclass
from email.utils import parseaddr
from typing import Final
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from rejoinder.conf.environment import BadEnvironment, Environment

_CONSOLE: Final = "django.core.mail.backends.console.EmailBackend"
_SMTP: Final = "django.core.mail.backends.smtp.EmailBackend"
_PORTS: Final = {"smtp": 587, "smtps": 465}
"""Submission, and submission over TLS from the first byte (RFC 8314, 7)."""
_EXAMPLE: Final = "smtp://user:password@mail.example.org:587?tls=starttls, or smtps://user:password@mail.example.org"


@dataclass(frozen=True, slots=True)
class MailSettings:
    """In the terms of Django's settings. Without a server mail is printed to the console."""

    sender: str
    backend: str = _CONSOLE
    host: str = "localhost"
    port: int = 25
    user: str = ""
    password: str = ""
    starttls: bool = False
    tls: bool = False


def read_mail(environment: Environment) -> MailSettings:
    """The settings.

    Raises:
        BadEnvironment: without repeating the value, which may hold a password.
    """
    if not environment.smtp_url:
        return MailSettings(sender=_sender(environment.mail_from or "rejoinder@localhost.localdomain"))
    if not environment.mail_from:
        raise BadEnvironment("REJOINDER_MAIL_FROM is empty; with REJOINDER_SMTP_URL it should be such as a@example.org")
    try:
        url = urlsplit(environment.smtp_url)
        port = url.port or _PORTS[url.scheme]
        starttls = url.scheme == "smtp" and _option(url)
    except (ValueError, KeyError):
        raise BadEnvironment(f"REJOINDER_SMTP_URL can't be read; it should be such as {_EXAMPLE}") from None
    if not url.hostname:
        raise BadEnvironment(f"REJOINDER_SMTP_URL names no host; it should be such as {_EXAMPLE}")
    return MailSettings(
        sender=_sender(environment.mail_from),
        backend=_SMTP,
        host=url.hostname,
        port=port,
        user=unquote(url.username or ""),
        password=unquote(url.password or ""),
        starttls=starttls,
        tls=url.scheme == "smtps",
    )


def _option(url: SplitResult) -> bool:
    """Whether to speak TLS: yes, unless it is turned off in so many words."""
    options = parse_qs(url.query, strict_parsing=bool(url.query))
    value = options.pop("tls", ["starttls"])
    if options or value not in (["starttls"], ["none"]):
        raise ValueError
    return value == ["starttls"]


def _sender(text: str) -> str:
    try:
        validate_email(parseaddr(text)[1])
    except ValidationError:
        raise BadEnvironment("REJOINDER_MAIL_FROM should be an address, such as comments@example.org") from None
    return text
