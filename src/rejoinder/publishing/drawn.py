"""Comments as HTML, drawn once a process: an approved comment never changes, and a page is drawn at every decision."""

from dataclasses import dataclass
from typing import Final

from django.template.loader import get_template
from django.utils.translation import get_language

from rejoinder.comments.models import Article
from rejoinder.publishing.lru import Remembered
from rejoinder.publishing.renderer import renderer_version
from rejoinder.publishing.threads import Entry, Order

_KEPT_BYTES: Final = 32 * 1024 * 1024
"""Some 10,000 comments of ordinary length."""


@dataclass(frozen=True, slots=True)
class Place:
    """Which page of how many, in which order; ``comments`` and ``has_picks`` are of the whole thread."""

    order: Order
    number: int
    pages: int
    comments: int
    has_picks: bool


_remembered: Final = Remembered[tuple[object, ...], str](limit=_KEPT_BYTES, size=len)


def comment_html(entry: Entry, article: Article, place: Place, *, remember: bool) -> str:
    """The comment as it stands on a page, in the active language and time zone (those of the article's site)."""
    key = _all_that_is_shown(entry, article, place)
    html = _remembered.get(key) if remember else None
    if html is None:
        context = {
            "entry": entry,
            "comment": entry.comment,
            "parent": entry.parent,
            "article": article,
            "place": place,
        }
        html = get_template("publishing/_comment.html").render(context)
        if remember:
            _remembered.put(key, html)
    return html


def _all_that_is_shown(entry: Entry, article: Article, place: Place) -> tuple[object, ...]:
    """Everything that publishing/_comment.html reads. What is missing here is shown as it once was: a test compares."""
    comment, parent, reader = entry.comment, entry.parent, entry.reader
    return (
        comment.uuid,
        comment.status,
        comment.language,
        comment.author_name,
        comment.body,
        comment.submitted_at,
        parent and (parent.uuid, parent.status, parent.author_name),
        bool(reader and reader.is_staff),
        bool(entry.pick),
        min(entry.depth, 5),
        place.order == "picks",
        article.key,
        article.is_open,
        article.site.time_zone,
        get_language(),
        renderer_version(),
    )
