"""The one gate for text from outside. What passes is kept to the last code point; what can't be kept is refused.

Nothing is trimmed, normalised or repaired here: RFC 3629 decides what is UTF-8, Unicode 16 chapter 3.9 what a
surrogate is.
"""

import unicodedata
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from rejoinder.comments.errors import (
    BodyEmpty,
    BodyHasNul,
    BodyNotUnicode,
    BodyTooLong,
    EmailNotValid,
    NameNotUnicode,
    NameTooLong,
)

NAME_LIMIT_CHARS: Final = 80
EMAIL_LIMIT_CHARS: Final = 254
_INVISIBLE_CATEGORIES: Final = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})
_BLANK_LETTERS: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and symbols that draw nothing: Hangul fillers and the blank Braille pattern."""
_NOT_IN_XML: Final = frozenset("\ufffe\uffff")
"""What a feed has no way to hold in a name (XML 1.0, 2.2)."""


def check_body(body: str, *, limit_chars: int) -> bytes:
    """The UTF-8 bytes of a body that can be kept.

    Raises:
        BodyTooLong: more than ``limit_chars`` code points.
        BodyNotUnicode: it holds a lone surrogate.
        BodyHasNul: it holds U+0000.
        BodyEmpty: nothing in it can be seen.
    """
    if len(body) > limit_chars:
        raise BodyTooLong(length=len(body), limit=limit_chars)
    try:
        encoded = body.encode("utf-8")
    except UnicodeEncodeError as error:
        raise BodyNotUnicode(position=error.start) from None
    if "\0" in body:
        raise BodyHasNul(position=body.index("\0"))
    if not any(can_be_seen(character) for character in body):
        raise BodyEmpty
    return encoded


def check_author_name(name: str) -> str:
    """The name, without white space around it.

    Raises:
        NameTooLong: more than NAME_LIMIT_CHARS code points.
        NameNotUnicode: it holds a lone surrogate, a control character, U+FFFE or U+FFFF.
    """
    name = name.strip()
    if len(name) > NAME_LIMIT_CHARS:
        raise NameTooLong(length=len(name), limit=NAME_LIMIT_CHARS)
    if any(unicodedata.category(character) in ("Cc", "Cs") or character in _NOT_IN_XML for character in name):
        raise NameNotUnicode
    return name


def check_email(address: str) -> str:
    """The address as it is kept: without white space around it, in lower case.

    Raises:
        EmailNotValid: no mail could be sent there (RFC 5321, 4.5.3.1.3: at most 254 characters).
    """
    address = address.strip().lower()
    if len(address) > EMAIL_LIMIT_CHARS:
        raise EmailNotValid
    try:
        validate_email(address)
        address.encode()
    except (ValidationError, UnicodeEncodeError):
        raise EmailNotValid from None
    return address


def can_be_seen(character: str) -> bool:
    """True for a character that draws something."""
    return unicodedata.category(character) not in _INVISIBLE_CATEGORIES and character not in _BLANK_LETTERS
