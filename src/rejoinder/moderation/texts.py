"""The gate for short texts that go with a decision: an objection, an answer, a note to a report."""

from rejoinder.moderation.errors import TextNotValid, TextTooLong


def check_text(text: str, *, limit_chars: int) -> str:
    """The text without white space around it.

    Raises:
        TextTooLong: more than ``limit_chars`` code points.
        TextNotValid: it holds a lone surrogate or U+0000.
    """
    text = text.strip()
    if len(text) > limit_chars:
        raise TextTooLong(length=len(text), limit=limit_chars)
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise TextNotValid
    return text
