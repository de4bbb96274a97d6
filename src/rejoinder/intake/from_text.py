"""A page as a crawler saves it in plain text: one line a paragraph, all of the page in it, some of it twice."""

import re
from collections.abc import Sequence
from typing import Final

from rejoinder.intake.assembling import assembled
from rejoinder.intake.errors import NoArticleFound, TooLarge
from rejoinder.intake.furniture import without_furniture
from rejoinder.intake.layout import laid_out
from rejoinder.intake.model import Intake
from rejoinder.intake.rules_section import split_off_rules
from rejoinder.intake.runs import without_repeated_runs

LIMIT_LINES: Final = 10_000
"""A page of more lines is no article."""
WRAPPED_CHARS: Final = range(40, 101)
"""Code points of a line broken by an editor and not by a writer."""

_INVISIBLE: Final = " \t\v\f\u00a0\u200b\ufeff"


def read_text(text: str, *, url: str = "") -> Intake:
    """The article and the rules in a page of plain text.

    Raises:
        NoArticleFound: there is nothing on it that reads like one.
        TooLarge: it has more than LIMIT_LINES lines.
    """
    found = _lines(text)
    if len(found) > LIMIT_LINES:
        raise TooLarge(f"The limit is {LIMIT_LINES:,} lines.")
    lines = without_repeated_runs(found)
    article, rules = split_off_rules(lines)
    layout = laid_out(without_repeated_runs(without_furniture(article)))
    if not layout.paragraphs:
        raise NoArticleFound
    return assembled(layout, rules, source_kind="text", url=url)


def _lines(text: str) -> list[str]:
    lines = [line.strip(_INVISIBLE) for line in text.split("\n")]
    blocks = [block.split("\n") for block in re.split(r"\n{2,}", "\n".join(lines).strip())]
    if len(blocks) > 1 and sum(map(_is_wrapped, blocks)) * 2 > sum(len(block) > 1 for block in blocks):
        return [" ".join(block) if _is_wrapped(block) else line for block in blocks for line in _shown(block)]
    return [line for line in lines if line]


def _shown(block: Sequence[str]) -> Sequence[str]:
    return block[:1] if _is_wrapped(block) else [line for line in block if line]


def _is_wrapped(block: Sequence[str]) -> bool:
    """Lines between blank lines, all but the last near one width and mostly not ended as sentences are."""
    *full, last = block
    if not full or not all(len(line) in WRAPPED_CHARS for line in full) or len(last) > WRAPPED_CHARS.stop:
        return False
    broken = sum(not line.endswith((".", "!", "?", "؟", "۔", "”", '"', "»")) for line in full)
    return broken * 2 > len(full)
