"""Signing in by a code sent by mail.

What is answered tells nobody whether the site knows an address: nothing is looked up before the code is proved.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F

from rejoinder.comments.blocks import require_unblocked
from rejoinder.comments.errors import CodeNotValid, TooManyCodes
from rejoinder.comments.identity import keyed_hash
from rejoinder.comments.models import Reader, SignInCode, Site
from rejoinder.comments.services.allowances import Limit, spend
from rejoinder.comments.services.gate import check_email
from rejoinder.comments.services.readers import reader_by_email
from rejoinder.comments.sessions import start_session
from rejoinder.moderation.services.mailing import queue_mail

DIGITS: Final = 6
VALID_FOR: Final = timedelta(minutes=10)
MOST_TRIES: Final = 5
_HOUR: Final = timedelta(hours=1)
MAILS_PER_ADDRESS: Final = Limit("sign-in mail", 5, _HOUR)
MAILS_PER_CLIENT: Final = Limit("sign-in mail client", 20, _HOUR)
TRIES_PER_ADDRESS: Final = Limit("sign-in try", 15, _HOUR)
"""Fewer than OWASP ASVS 2.2.1 asks (100 an hour): a guess is right once in a million tries."""
TRIES_PER_CLIENT: Final = Limit("sign-in try client", 60, _HOUR)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks: the site, the address typed, the client (a keyed hash), and the installation's secret."""

    site: Site
    email: str
    client_key: str
    secret: str

    @property
    def email_key(self) -> str:
        """What the address is known by before it is proved."""
        return keyed_hash(self.secret, "sign-in address", self.site.key, self.email)


def send_code(*, site: Site, email: str, client_key: str, secret: str, language: str, now: datetime) -> None:
    """Mails a code, which takes the place of one sent before. The same for every address there is.

    Raises:
        EmailNotValid, TooManyRequests, TooManyCodes.
    """
    visitor = Visitor(site, check_email(email), client_key, secret)
    spend(limit=MAILS_PER_CLIENT, key=client_key, now=now)
    spend(limit=MAILS_PER_ADDRESS, key=visitor.email_key, now=now, refusal=TooManyCodes)
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    with transaction.atomic():
        SignInCode.objects.filter(ends_at__lt=now).delete()
        SignInCode.objects.update_or_create(
            site=site,
            email_key=visitor.email_key,
            defaults={"code_key": _code_key(visitor, code), "tries": 0, "ends_at": now + VALID_FOR},
        )
        context = {"code": code, "minutes": int(VALID_FOR.total_seconds() // 60)}
        queue_mail(to=visitor.email, template="sign_in_code", context=context, language=language, site=site, now=now)


def use_code(
    *, site: Site, email: str, code: str, client_key: str, secret: str, language: str, now: datetime
) -> tuple[str, Reader]:
    """A new session's token, and its reader. Raises what verify_code does."""
    reader = verify_code(
        site=site, email=email, code=code, client_key=client_key, secret=secret, language=language, now=now
    )
    return start_session(reader=reader, now=now), reader


def verify_code(
    *, site: Site, email: str, code: str, client_key: str, secret: str, language: str, now: datetime
) -> Reader:
    """The reader who proved the address with a code. The code serves once.

    Raises:
        CodeNotValid: wrong, run out, used, tried too often, or never sent: all told alike.
        EmailNotValid, TooManyRequests, TooManyCodes, ReaderBlocked.
    """
    visitor = Visitor(site, check_email(email), client_key, secret)
    spend(limit=TRIES_PER_CLIENT, key=client_key, now=now)
    spend(limit=TRIES_PER_ADDRESS, key=visitor.email_key, now=now, refusal=TooManyCodes)
    _consume(visitor, code, now)
    reader = reader_by_email(site=site, email=visitor.email, language=language, now=now)
    require_unblocked(reader, now)
    return reader


def _consume(visitor: Visitor, code: str, now: datetime) -> None:
    """Counts the try before it looks at the code, so that no two requests share one."""
    waiting = SignInCode.objects.filter(site=visitor.site, email_key=visitor.email_key)
    counted = waiting.filter(ends_at__gt=now, tries__lt=MOST_TRIES).update(tries=F("tries") + 1)
    row = waiting.first() if counted else None
    digits = "".join(code.split())
    right = hmac.compare_digest(row.code_key if row else "", _code_key(visitor, digits))
    if row is None or not right or not waiting.filter(pk=row.pk, code_key=row.code_key).delete()[0]:
        raise CodeNotValid


def _code_key(visitor: Visitor, code: str) -> str:
    return keyed_hash(visitor.secret, "sign-in code", visitor.site.key, visitor.email, code)
