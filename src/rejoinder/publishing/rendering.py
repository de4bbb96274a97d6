"""An article's published files, made from the database alone: the same rows give the same bytes."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import get_language_info

from rejoinder.comments.models import Article, Comment, Site
from rejoinder.moderation.models import GuidelineSet
from rejoinder.moderation.rules import guidelines_of
from rejoinder.publishing.drawn import Place, comment_html
from rejoinder.publishing.errors import PageNotFound
from rejoinder.publishing.feeds import FEED_LIMIT, render_feed
from rejoinder.publishing.renderer import renderer_version
from rejoinder.publishing.threads import ORDERS, Entry, Order, filled, in_order, page_count, shape_of

_NUMBER: Final = re.compile("[1-9][0-9]{0,8}")


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


def shows(head: Head | None, article: Article) -> bool:
    """Whether the head is of the article as it is now."""
    return head is not None and (head.version, head.renderer) == (article.thread_version, renderer_version())


def with_files(published: Published, earlier: Head | None) -> Published:
    """The same, naming also the files of an earlier head that shows the same version."""
    head = published.head
    if earlier is None or (earlier.version, earlier.renderer) != (head.version, head.renderer):
        return published
    return replace(published, head=replace(head, files={**earlier.files, **head.files}))


FIRST_SHOWN: Final = ("html/oldest/1", "json/oldest/1")
"""What a reader sees first; all other files are made when someone asks for them."""


def render(article: Article, files: Iterable[str] | None = None, *, remember: bool = False) -> Published:
    """The article's files as they should be now, all of them or those asked for. ``article`` comes with its site.

    With ``remember`` comments that this process has drawn before are not drawn again.

    Raises:
        PageNotFound: the article has no such file.
    """
    drawing = _Drawing(article, remember)
    names: dict[str, str] = {}
    contents: dict[str, bytes] = {}
    site = article.site
    with translation.override(site.language), timezone.override(ZoneInfo(site.time_zone)):
        for key in drawing.keys if files is None else files:
            suffix, content = drawing.draw(key)
            names[key] = f"{hashlib.sha256(content).hexdigest()}.{suffix}"
            contents[names[key]] = content
    head = Head(
        article.key, article.thread_version, renderer_version(), len(drawing.pages), len(drawing.approved), names
    )
    return Published(head, contents)


class _Drawing:
    """An article's thread and rules, read once for all files drawn."""

    def __init__(self, article: Article, remember: bool) -> None:
        self._article, self._remember = article, remember
        self._guidelines = guidelines_of(GuidelineSet.objects.in_force(article.site))
        self.pages = shape_of(article)
        self.approved = [s for page in self.pages for root in page for s in root if not s.is_withdrawn]
        self._entries: tuple[tuple[str, str], list[Entry]] = (("", ""), [])

    @property
    def keys(self) -> list[str]:
        """All files the article has."""
        numbers = [(order, n) for order in ORDERS for n in range(1, page_count(self.pages, order) + 1)]
        return [*(f"{kind}/{order}/{n}" for order, n in numbers for kind in ("html", "json")), "feed"]

    def draw(self, key: str) -> tuple[str, bytes]:
        """Suffix and content of one file."""
        if key == "feed":
            newest = Comment.objects.in_thread(self._article).published().order_by("-submitted_at", "-id")
            picks = {spot.pk: spot.pick for spot in self.approved if spot.pick}
            rows = newest.select_related("reader", "parent")[:FEED_LIMIT]
            entries = [Entry(row, row.parent, 0, picks.get(row.pk, 0)) for row in rows]
            return "atom", render_feed(self._article, entries)
        kind, order, number = self._parsed(key)
        last = page_count(self.pages, order)
        place = Place(order, number, last, len(self.approved), any(spot.pick for spot in self.approved))
        # The same page comes as HTML and as JSON, one after the other.
        if self._entries[0] != (order, str(number)):
            self._entries = (order, str(number)), filled(in_order(self.pages, order, number))
        entries = self._entries[1]
        if kind == "json":
            return kind, _json(self._article, entries, place)
        return kind, self._html(entries, place)

    def _parsed(self, key: str) -> tuple[str, Order, int]:
        kind, _, rest = key.partition("/")
        name, _, number = rest.partition("/")
        order = next((known for known in ORDERS if known == name), None)
        if kind in ("html", "json") and order and _NUMBER.fullmatch(number):
            if int(number) <= page_count(self.pages, order):
                return kind, order, int(number)
        raise PageNotFound(file=key, pages=len(self.pages))

    def _html(self, entries: Sequence[Entry], place: Place) -> bytes:
        context = {
            **page_context(self._article.site),
            "article": self._article,
            "guidelines": self._guidelines,
            "comments": [comment_html(entry, self._article, place, remember=self._remember) for entry in entries],
            "place": place,
        }
        return render_to_string("publishing/article.html", context).encode("utf-8")


def page_context(site: Site) -> dict[str, object]:
    """What every page of a site needs: its name, language and writing direction."""
    info = get_language_info(site.language)
    return {"site": site, "language": site.language, "direction": "rtl" if info["bidi"] else "ltr"}


def _json(article: Article, entries: Sequence[Entry], place: Place) -> bytes:
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
