"""Atom feeds (RFC 4287) of approved comments: of an article, of a site, of a reader."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, Final

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from rejoinder.comments.models import Article, Comment, Reader, Site
from rejoinder.publishing.threads import Entry
from rejoinder.publishing.verbatim import verbatim_feed_html

FEED_LIMIT: Final = 50
"""The newest comments a feed carries."""
_NOT_IN_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 (2.2) has no way to write; a publisher's title may hold it."""


class _ContentFeed(Atom1Feed):
    """Atom with the whole comment as content, where Django's writes a summary."""

    def latest_post_date(self) -> datetime:
        """What the feed's head says; Django's takes the clock for an empty feed, and no two would be alike."""
        return self.feed["updated"]  # type: ignore[no-any-return]

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """Adds the content after Django's elements."""
        super().add_item_elements(handler, item)
        attributes = {"type": "html"}
        if item["language"]:
            attributes["xml:lang"] = item["language"]
        handler.addQuickElement("content", item["content"], attributes)


@dataclass(frozen=True, slots=True)
class _Head:
    """What a feed says of itself. ``page`` and ``address`` are paths; ``since`` stands for an empty feed's date."""

    title: str
    page: str
    address: str
    guid: str
    language: str
    since: datetime


@dataclass(frozen=True, slots=True)
class _Item:
    comment: Comment
    article: Article
    is_pick: bool

    @property
    def badges(self) -> list[str]:
        reader = self.comment.reader
        is_staff = reader is not None and reader.is_staff and reader.erased_at is None
        return [*(["staff"] if is_staff else []), *(["pick"] if self.is_pick else [])]


def render_feed(article: Article, entries: Sequence[Entry]) -> bytes:
    """The article's feed; ``entries`` are of approved comments, in any order."""
    head = _Head(
        title=_("Comments on %(article)s") % {"article": _writable(article.label)},
        page=reverse("reader:article", args=[article.key]),
        address=reverse("reader:feed", args=[article.key]),
        guid=f"urn:uuid:{article.uuid}",
        language=article.site.language,
        since=article.taken_in_at,
    )
    newest = sorted(entries, key=_submitted, reverse=True)[:FEED_LIMIT]
    return _feed(head, (_Item(entry.comment, article, bool(entry.pick)) for entry in newest))


def render_site_feed(site: Site) -> bytes:
    """The newest published comments of all the site's articles, in the active language."""
    head = _Head(
        title=_("Comments on %(article)s") % {"article": _writable(site.name)},
        page=reverse("reader:home"),
        address=reverse("reader:site_feed", args=[site.key]),
        guid=f"tag:{settings.ENVIRONMENT.base_url.partition('//')[2]},2026:{site.key}",
        language=site.language,
        since=site.created_at,
    )
    return _feed(head, _items(Comment.objects.newest().filter(site=site)))


def render_reader_feed(reader: Reader) -> bytes:
    """The reader's newest published comments, in the active language."""
    name = _writable(reader.display_name) or _("A reader")
    head = _Head(
        title=_("%(author)s on %(article)s") % {"author": name, "article": _writable(reader.site.name)},
        page=reverse("reader:home"),
        address=reverse("reader:reader_feed", args=[reader.uuid]),
        guid=f"urn:uuid:{reader.uuid}",
        language=reader.site.language,
        since=reader.created_at,
    )
    return _feed(head, _items(Comment.objects.newest().filter(reader=reader)))


def _items(comments: Any) -> list[_Item]:
    newest = comments.select_related("article", "pick", "reader")[:FEED_LIMIT]
    return [_Item(comment, comment.article, hasattr(comment, "pick")) for comment in newest]


def _feed(head: _Head, items: Iterable[_Item]) -> bytes:
    base = settings.ENVIRONMENT.base_url
    feed = _ContentFeed(
        title=head.title,
        link=base + head.page,
        feed_url=base + head.address,
        description=None,
        language=head.language,
        feed_guid=head.guid,
    )
    newest = head.since
    for item in items:
        comment, label = item.comment, _writable(item.article.label)
        author = comment.author_name or _("A reader")
        feed.add_item(
            title=_("%(author)s on %(article)s") % {"author": author, "article": label},
            link=f"{base}{reverse('reader:comment', args=[comment.uuid])}",
            description="",
            author_name=author,
            unique_id=f"urn:uuid:{comment.uuid}",
            pubdate=comment.submitted_at,
            updateddate=comment.decided_at,
            content=verbatim_feed_html(comment.body),
            language="" if comment.language == "und" else comment.language,
            categories=item.badges,
        )
        newest = max(newest, comment.decided_at or newest)
    feed.feed["updated"] = newest
    buffer = BytesIO()
    feed.write(buffer, "utf-8")
    return buffer.getvalue()


def _submitted(entry: Entry) -> tuple[datetime, int]:
    return entry.comment.submitted_at, entry.comment.pk


def _writable(text: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", text)
