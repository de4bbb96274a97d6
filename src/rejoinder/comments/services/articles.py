"""Taking an article in: the row that readers comment on."""

import hashlib
import re
from collections.abc import Iterator
from typing import Any, Final

from django.db import transaction
from django.db.models import F
from django.utils.text import slugify

from rejoinder.comments.errors import ArticleKeyTaken, ArticleNotFound, BadArticle
from rejoinder.comments.models import Article, Site
from rejoinder.intake import IntakeArticle

_KEY: Final = re.compile(r"(?!\.+$)[^/?#\s\x00-\x1f\x7f]{1,200}")
"""What stands in an address as one step of its path (RFC 3986, 3.3), and is neither ``.`` nor ``..``."""


def take_article_in(*, site: Site, source: IntakeArticle, key: str = "") -> tuple[Article, bool]:
    """The article's row, and whether it is new. Taking the same article in again updates what it says.

    Raises:
        ArticleKeyTaken: the key belongs to an article of another site.
        BadArticle: something in it can't be kept.
    """
    key = key or source.key or default_key(source)
    fields = _fields(source)
    _refuse_unkeepable(key, fields)
    with transaction.atomic():
        article = Article.objects.select_for_update(no_key=True).filter(key=key).first()
        if article is None:
            return Article.objects.create(site=site, key=key, **fields), True
        if article.site_id != site.pk:
            raise ArticleKeyTaken(key=key)
        if any(getattr(article, name) != value for name, value in fields.items()):
            Article.objects.filter(pk=article.pk).update(**fields, thread_version=F("thread_version") + 1)
            article.refresh_from_db()
        return article, False


def set_article_open(*, key: str, is_open: bool) -> None:
    """Opens or closes the thread; its published page then shows the form, or says that it is closed."""
    changed = Article.objects.filter(key=key).update(is_open=is_open, thread_version=F("thread_version") + 1)
    if not changed:
        raise ArticleNotFound(key=key)


def default_key(source: IntakeArticle) -> str:
    """A key that the same article always gets: words of its label, and eight digits of its address or text."""
    identity = source.canonical_url or "\n".join(source.paragraphs)
    digest = hashlib.sha256(identity.encode("utf-8", "replace")).hexdigest()[:8]
    return f"{slugify(source.label)[:60].strip('-') or 'article'}-{digest}"


def _refuse_unkeepable(key: str, fields: dict[str, Any]) -> None:
    if not _KEY.fullmatch(key):
        raise BadArticle(problem="the key should have 1 to 200 characters, without white space, /, ? and #")
    for text in (key, *_texts(fields)):
        if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
            raise BadArticle(problem="it holds a NUL character or half of a surrogate pair")
    for name, limit in (("url", 2000), ("language", 12)):
        if len(fields[name]) > limit:
            raise BadArticle(problem=f"{name} is longer than {limit} characters")
    # It becomes a link on pages and in mail: javascript: must never be one.
    if fields["url"] and not fields["url"].lower().startswith(("https://", "http://")):
        raise BadArticle(problem="url should begin with https://")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _texts(list(value.values()))
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


def _fields(source: IntakeArticle) -> dict[str, Any]:
    return {
        "url": source.canonical_url or "",
        "title": source.title,
        "label": source.label,
        "section": source.section,
        "byline": source.byline,
        "dateline_place": source.dateline_place,
        "published_at": source.published_at,
        "language": source.language,
        "captions": [{"text": caption.text, "credit": caption.credit} for caption in source.captions],
        "paragraphs": list(source.paragraphs),
        "source_kind": source.source_kind,
    }
