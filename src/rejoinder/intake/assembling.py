"""An article and proposed guidelines from what a reader found."""

from collections.abc import Sequence
from dataclasses import replace

from rejoinder.intake.dateline import after_dateline, dateline_place
from rejoinder.intake.language import language_of
from rejoinder.intake.layout import Layout
from rejoinder.intake.model import Intake, IntakeArticle, SourceKind, shortened
from rejoinder.intake.propose import propose_guidelines

DATELINE_PARAGRAPHS = 2
"""The dateline stands in the first paragraph, or after a standfirst in the second."""


def assembled(layout: Layout, rules: Sequence[str], *, source_kind: SourceKind, url: str = "") -> Intake:
    """The intake of a page: language and dateline read off its paragraphs, guidelines proposed from its rules."""
    article = completed(
        IntakeArticle(
            paragraphs=tuple(layout.paragraphs),
            source_kind=source_kind,
            title=layout.title,
            section=layout.section,
            byline=layout.byline,
            published_at=layout.published_at,
            captions=tuple(layout.captions),
            canonical_url=url,
        )
    )
    return Intake(article, propose_guidelines(rules, language=article.language, source=article.canonical_url or "page"))


def completed(article: IntakeArticle, *, declared_language: str = "") -> IntakeArticle:
    """The article with what follows from its paragraphs where the page did not say it: dateline, language, label."""
    places = (dateline_place(paragraph) for paragraph in article.paragraphs[:DATELINE_PARAGRAPHS])
    first = article.paragraphs[0] if article.paragraphs else ""
    return replace(
        article,
        dateline_place=article.dateline_place or next((place for place in places if place), ""),
        language=language_of(" ".join(article.paragraphs) or article.title, declared_language),
        label=shortened(article.title) or shortened(after_dateline(first)),
    )
