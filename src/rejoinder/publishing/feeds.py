"""Atom feeds (RFC 4287) of approved comments."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from rejoinder.comments.models import Article, Comment
from rejoinder.publishing.verbatim import verbatim_feed_html

FEED_LIMIT: Final = 50
"""The newest comments a feed carries."""
_NOT_IN_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 (2.2) has no way to write; a publisher's title may hold it."""


class _ContentFeed(Atom1Feed):
    """Atom with the whole comment as content, where Django's writes a summary."""

    def latest_post_date(self) -> datetime:
        """What render_feed says; Django's takes the clock for an empty feed, and no two files would be alike."""
        return self.feed["updated"]  # type: ignore[no-any-return]

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """Adds the content after Django's elements."""
        super().add_item_elements(handler, item)
        attributes = {"type": "html"}
        if item["language"]:
            attributes["xml:lang"] = item["language"]
        handler.addQuickElement("content", item["content"], attributes)


def render_feed(article: Article, comments: Sequence[Comment]) -> bytes:
    """The article's feed; ``comments`` are approved ones, in any order."""
    base = settings.ENVIRONMENT.base_url
    page = base + reverse("reader:article", args=[article.key])
    label = _NOT_IN_XML.sub("\ufffd", article.label)
    newest = sorted(comments, key=lambda comment: (comment.submitted_at, comment.pk), reverse=True)[:FEED_LIMIT]
    feed = _ContentFeed(
        title=_("Comments on %(article)s") % {"article": label},
        link=page,
        feed_url=base + reverse("reader:feed", args=[article.key]),
        description=None,
        language=article.site.language,
        feed_guid=f"urn:uuid:{article.uuid}",
    )
    for comment in newest:
        author = comment.author_name or _("A reader")
        feed.add_item(
            title=_("%(author)s on %(article)s") % {"author": author, "article": label},
            link=f"{page}#comment-{comment.uuid}",
            description="",
            author_name=author,
            unique_id=f"urn:uuid:{comment.uuid}",
            pubdate=comment.submitted_at,
            updateddate=comment.decided_at,
            content=verbatim_feed_html(comment.body),
            language="" if comment.language == "und" else comment.language,
        )
    feed.feed["updated"] = max((c.decided_at for c in newest if c.decided_at), default=article.taken_in_at)
    return _written(feed)


def _written(feed: Atom1Feed) -> bytes:
    from io import BytesIO

    buffer = BytesIO()
    feed.write(buffer, "utf-8")
    return buffer.getvalue()
