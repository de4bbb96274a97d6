"""Times as pages write them for machines."""

import re
from datetime import UTC, datetime
from typing import Final

_ISO: Final = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}.*)?\Z")


def instant(text: str) -> datetime | None:
    """The time an ISO 8601 text gives, None for any other text. Without an offset it is taken to be UTC.

    Dates in words or with slashes are left alone: ``03/04/2021`` is March in one newsroom and April in the next.
    """
    text = text.strip()
    if not _ISO.match(text):
        return None
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return None
    return when if when.tzinfo is not None else when.replace(tzinfo=UTC)
