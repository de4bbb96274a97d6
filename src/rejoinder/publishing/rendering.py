"""An article's published files, made from the database alone: the same rows give the same bytes."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import get_language_info

from rejoinder.comments.models import Article, Site
from rejoinder.engine.guidelines import GuidelineSet as EngineGuidelines
from rejoinder.moderation.models import GuidelineSet
from rejoinder.moderation.rules import guidelines_of
from rejoinder.publishing.feeds import render_feed
from rejoinder.publishing.renderer import renderer_version
from rejoinder.publishing.threads import ORDERS, Entry, Order, in_order, page_count, pages_of


@dataclass(frozen=True, slots=True)
class Head:
    """What the published files of an article are: its version, and file names by what they show.

    Keys of ``files``: ``html/oldest/1``, ``json/newest/2``, ``feed`` …; names are the SHA-256 of the content.
    """

    article: str
    version: int
    renderer: str
    pages: int
    comments: int
    files: Mapping[str, str]

    def as_json(self) -> bytes:
        """The head file."""
        fields = {name: getattr(self, name) for name in ("article", "comments", "pages", "renderer", "version")}
        return json.dumps({**fields, "files": dict(self.files)}, sort_keys=True, indent=1).encode()


@dataclass(frozen=True, slots=True)
class Published:
    """A head and the contents of the files it names."""

    head: Head
    contents: Mapping[str, bytes]


def render(article: Article) -> Published:
    """The article's pages, thread and feed as they should be now. ``article`` comes with its site."""
    site = article.site
    guidelines = guidelines_of(GuidelineSet.objects.in_force(site))
    pages = pages_of(article)
    files: dict[str, str] = {}
    contents: dict[str, bytes] = {}

    def add(key: str, suffix: str, content: bytes) -> None:
        name = f"{hashlib.sha256(content).hexdigest()}.{suffix}"
        files[key] = name
        contents[name] = content

    approved = [entry for page in pages for root in page for entry in root if not entry.is_withdrawn]
    has_picks = any(entry.pick for entry in approved)
    with translation.override(site.language), timezone.override(ZoneInfo(site.time_zone)):
        for order in ORDERS:
            last = page_count(pages, order)
            for number in range(1, last + 1):
                place = _Place(order, number, last, len(approved), has_picks)
                entries = in_order(pages, order, number)
                add(f"html/{order}/{number}", "html", _html(article, guidelines, entries, place))
                add(f"json/{order}/{number}", "json", _json(article, entries, place))
        add("feed", "atom", render_feed(article, approved))
    head = Head(article.key, article.thread_version, renderer_version(), len(pages), len(approved), files)
    return Published(head, contents)


@dataclass(frozen=True, slots=True)
class _Place:
    """Which page of how many, in which order; ``comments`` and ``has_picks`` are of the whole thread."""

    order: Order
    number: int
    pages: int
    comments: int
    has_picks: bool


def page_context(site: Site) -> dict[str, object]:
    """What every page of a site needs: its name, language and writing direction."""
    info = get_language_info(site.language)
    return {"site": site, "language": site.language, "direction": "rtl" if info["bidi"] else "ltr"}


def _html(article: Article, guidelines: EngineGuidelines, entries: Sequence[Entry], place: _Place) -> bytes:
    context = {
        **page_context(article.site),
        "article": article,
        "guidelines": guidelines,
        "entries": entries,
        "place": place,
    }
    return render_to_string("publishing/article.html", context).encode("utf-8")


def _json(article: Article, entries: Sequence[Entry], place: _Place) -> bytes:
    document = {
        "article": {"key": article.key, "label": article.label, "url": article.url, "is_open": article.is_open},
        "order": place.order,
        "page": place.number,
        "pages": place.pages,
        "count": place.comments,
        "comments": [_comment(entry) for entry in entries],
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _comment(entry: Entry) -> dict[str, object]:
    comment = entry.comment
    place: dict[str, object] = {
        "id": str(comment.uuid),
        "parent": str(entry.parent.uuid) if entry.parent else None,
        "depth": entry.depth,
        "submitted_at": comment.submitted_at.isoformat(),
    }
    if entry.is_withdrawn:
        return {**place, "status": "withdrawn"}
    return {
        **place,
        "status": "approved",
        "author_name": comment.author_name,
        "body": comment.body,
        "body_sha256": comment.body_sha256,
        "language": comment.language,
        "reader": str(entry.reader.uuid) if entry.reader else None,
        "is_staff": bool(entry.reader and entry.reader.is_staff),
        "is_pick": bool(entry.pick),
    }
