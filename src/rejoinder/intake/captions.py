"""Captions: what stands under a picture, with whose picture it is."""

import re
from functools import cache
from typing import Final

from rejoinder.intake.model import Caption
from rejoinder.intake.tables import tables

CAPTION_CHARS: Final = 600
AGENCIES: Final = (
    r"AFP|AP|Reuters|EPA|Getty|Anadolu|AA|DHA|IHA|UPI|dpa|IRNA|ISNA|رويترز|فرانس برس|أ ف ب|رویترز|ایرنا|ایسنا"
)
"""Agencies whose name in brackets at the end of a line above the article is a credit."""

_AGENCY: Final = re.compile(
    rf"[\s.][(\[](?P<credit>(?:[^()\[\]]{{0,60}}[\s/])?(?:{AGENCIES})(?:[\s/][^()\[\]]{{0,60}})?)[)\]]\s*\Z"
)


def caption_of(line: str, *, above_body: bool = False) -> Caption | None:
    """The caption a line is, None where it is none: a line that ends with ``Photo: …`` or the like in our languages.

    ``above_body``: the line stands above the article's first paragraph, where an agency in brackets says as much.
    """
    if len(line) > CAPTION_CHARS:
        return None
    found = _credit().search(line) or (_AGENCY.search(line) if above_body else None)
    if found is None:
        return None
    credit = found["credit"].strip().rstrip(".").strip()
    return Caption(line[: found.start()].rstrip(" (|[-–—/").strip(), credit) if credit else None


@cache
def _credit() -> re.Pattern[str]:
    words = sorted({word for table in tables() for word in table.credit}, key=lambda word: (-len(word), word))
    by = "|".join(re.escape(word) for word in words if word.endswith(" by"))
    plain = "|".join(re.escape(word) for word in words if not word.endswith(" by"))
    before, end = r"(?:\A|(?<=[\s.(\[|،؛。\"”»]))", r"(?P<credit>[^:：\n]{2,100}?)[)\]]?\s*\Z"
    return re.compile(rf"{before}(?:(?:{plain})\s*[:：]\s*|(?:{by})\s*:?\s+){end}", re.IGNORECASE)
