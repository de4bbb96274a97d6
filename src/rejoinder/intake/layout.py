"""What the lines of a page are to its article: section, title, byline, captions, paragraphs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from rejoinder.intake.captions import caption_of
from rejoinder.intake.dateline import dateline_place
from rejoinder.intake.dates import instant
from rejoinder.intake.folding import folded
from rejoinder.intake.furniture import ends_as_sentence, is_comments_heading, is_paragraph
from rejoinder.intake.model import Caption
from rejoinder.intake.tables import tables

SECTION_CHARS: Final = 30
SECTION_WORDS: Final = 3
"""A line above the article this short names a section (``Iraq``, ``World news``); a longer one is a title."""
BYLINE_CHARS: Final = 80

_TRAIL: Final = re.compile(r"\s*[/>›»|]\s*")


@dataclass(slots=True)
class Layout:
    """The parts, as they are found."""

    section: str = ""
    title: str = ""
    byline: str = ""
    published_at: datetime | None = None
    captions: list[Caption] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)


def laid_out(lines: Sequence[str]) -> Layout:
    """The parts of an article whose lines stand one under the other, page furniture and repetitions taken out."""
    layout = Layout()
    start = _body_start(lines)
    names = _read_above(lines[:start], layout)
    if len(names) == 1 and not _names_section(names[0]):
        layout.title = names[0]
    elif names:
        layout.section = _TRAIL.split(names[0])[-1] if _names_section(names[0]) else ""
        layout.title = next((name for name in names[bool(layout.section) :] if name != layout.section), "")
    for line in lines[start:]:
        caption = caption_of(line)
        if caption is not None:
            _add_caption(layout, caption)
        else:
            layout.paragraphs.append(line)
    return layout


def _body_start(lines: Sequence[str]) -> int:
    """Index of the first paragraph; a page of short lines begins where the first of them is a sentence."""
    for fits in (_begins_body, _is_sentence):
        for index, line in enumerate(lines):
            if caption_of(line, above_body=True) is None and not _byline(line) and fits(line):
                return index
    return len(lines)


def _begins_body(line: str) -> bool:
    return is_paragraph(line) or (bool(dateline_place(line)) and ends_as_sentence(line))


def _is_sentence(line: str) -> bool:
    return ends_as_sentence(line) and len(line.split()) > 1


def _read_above(lines: Sequence[str], layout: Layout) -> list[str]:
    """Takes captions, byline and date off the lines above the body; gives those left, which name things."""
    names: list[str] = []
    for line in lines:
        caption = caption_of(line, above_body=True)
        byline = _byline(line)
        when = instant(line)
        if caption is not None:
            text = caption.text or (names.pop() if names and ends_as_sentence(names[-1]) else "")
            _add_caption(layout, Caption(text, caption.credit))
        elif byline:
            layout.byline = layout.byline or byline
        elif when is not None:
            layout.published_at = layout.published_at or when
        elif not is_comments_heading(line) and line not in names:
            names.append(line)
    return names


def _names_section(line: str) -> bool:
    last = _TRAIL.split(line)[-1]
    return len(last) <= SECTION_CHARS and len(last.split()) <= SECTION_WORDS and not ends_as_sentence(line)


def _byline(line: str) -> str:
    """The author's name in a line that gives it (``By Rojin Demir``), ``''`` elsewhere."""
    if len(line) > BYLINE_CHARS or ends_as_sentence(line):
        return ""
    words = sorted({word for table in tables() for word in table.byline}, key=lambda word: (-len(word), word))
    for word in words:
        if folded(line).startswith((folded(word) + " ", folded(word) + ":")):
            name = line[len(word) :].lstrip(" :：")
            if name and (name[0].isupper() or not name[0].islower()):
                return name
    return ""


def _add_caption(layout: Layout, caption: Caption) -> None:
    if caption not in layout.captions:
        layout.captions.append(caption)
