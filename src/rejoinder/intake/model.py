"""What comes out of intake: an article, and the guidelines proposed from its page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from rejoinder.engine.guidelines import GuidelineSet

SourceKind = Literal["html", "json", "text"]

LABEL_CHARS: Final = 72
"""Code points of a label made from the body, before the ``…``."""


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands under a picture, and whose picture it is."""

    text: str
    credit: str = ""


@dataclass(frozen=True, slots=True)
class IntakeArticle:
    """An article as found. What the page does not say is empty, never guessed. All of it is text, none of it HTML."""

    paragraphs: tuple[str, ...]
    """The body as published, each paragraph once; the first still begins with its dateline."""
    source_kind: SourceKind
    title: str = ""
    section: str = ""
    byline: str = ""
    dateline_place: str = ""
    """The place the report was filed from: ``ERBIL, Kurdistan Region``."""
    published_at: datetime | None = None
    """Aware. A page that gives no offset is taken to mean UTC."""
    captions: tuple[Caption, ...] = ()
    language: str = "und"
    """ISO 639 code (``ckb`` and ``kmr`` for Kurdish), ``und`` where it can't be told."""
    canonical_url: str = ""
    key: str = ""
    """What the newsroom's own system calls the article."""
    label: str = ""
    """What to call it where a heading is wanted: the title, or the first words of the body after the dateline."""


@dataclass(frozen=True, slots=True)
class Intake:
    """An article and, where its page states rules for comments, the guidelines proposed from them."""

    article: IntakeArticle
    guidelines: GuidelineSet | None = None


def shortened(text: str, limit_chars: int = LABEL_CHARS) -> str:
    """``text`` on one line, cut at a word and ended with ``…`` where it is longer than ``limit_chars`` code points."""
    text = " ".join(text.split())
    if len(text) <= limit_chars:
        return text
    head = text[: limit_chars + 1]
    cut = head.rfind(" ")
    return head[: cut if cut > 0 else limit_chars].rstrip(" ,;:،؛—–-") + "…"
