"""Lines of a page that are no part of its article: share, newsletter, cookies, related links."""

import re
from collections.abc import Sequence
from typing import Final

from rejoinder.intake.folding import bare, folded
from rejoinder.intake.tables import tables

FURNITURE_CHARS: Final = 200
"""Code points over which a line is a paragraph, however it begins."""
FURNITURE_WORDS: Final = 6
PARAGRAPH_CHARS: Final = 60
"""Code points from which a line that ends as a sentence is a paragraph of the article."""
END_CHARS: Final = 20
"""Code points at a line's end among which its full stop is, quotes and brackets behind it included."""

_SENTENCE_END: Final = re.compile(r"[.!?؟۔…:][\"'”’»›)\]]*\s*\Z|[\"”»]\s*\Z")


def ends_as_sentence(line: str) -> bool:
    """Whether the line ends as sentences do, closing quotes and brackets included."""
    return _SENTENCE_END.search(line[-END_CHARS:]) is not None


def is_paragraph(line: str) -> bool:
    """Whether the line, by itself, is a paragraph of running text."""
    return len(line) >= PARAGRAPH_CHARS and ends_as_sentence(line)


def is_furniture(line: str) -> bool:
    """Whether the line belongs to the page and not to the article."""
    if len(line) > FURNITURE_CHARS:
        return False
    whole, start = bare(line), folded(line)
    stated = len(line.split()) <= FURNITURE_WORDS and not line.endswith((".", "۔"))
    return any(
        (stated and (whole in table.furniture or whole in table.post_comment))
        or start.startswith(table.furniture_starts)
        for table in tables()
    )


def is_comments_heading(line: str) -> bool:
    """``Comments``, ``Comments (12)``, ``3 comments`` and their like."""
    return len(line) <= PARAGRAPH_CHARS and any(bare(line) in table.comments_heading for table in tables())


def is_post_comment(line: str) -> bool:
    """The link or button under which a comment is written."""
    return len(line) <= PARAGRAPH_CHARS and any(bare(line) in table.post_comment for table in tables())


def is_related_heading(line: str) -> bool:
    """The heading over links to other articles."""
    return len(line) <= PARAGRAPH_CHARS and any(bare(line) in table.related_heading for table in tables())


def without_furniture(lines: Sequence[str]) -> list[str]:
    """The lines without page furniture; a heading over related links takes the short lines under it along."""
    kept: list[str] = []
    related = False
    for line in lines:
        if is_related_heading(line):
            related = True
        elif related and not is_paragraph(line):
            continue
        elif not is_furniture(line):
            related = False
            kept.append(line)
    return kept
