"""Secrets that must be read again: kept so that a copy of the database alone gives none away."""

import base64
import hashlib
from typing import Final

from cryptography.fernet import Fernet, InvalidToken

_PURPOSE: Final = b"rejoinder.sealing\0"


class CantUnseal(Exception):
    """Sealed under another secret of the installation."""


def seal(text: str, *, secret: str) -> str:
    """The text, encrypted and authenticated (Fernet) under a key derived from the installation's secret."""
    return _fernet(secret).encrypt(text.encode()).decode()


def unseal(sealed: str, *, secret: str) -> str:
    """What was sealed.

    Raises:
        CantUnseal.
    """
    try:
        return _fernet(secret).decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise CantUnseal from None


def _fernet(secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(_PURPOSE + secret.encode()).digest()))
