"""A thread in the order it is read: roots with their replies beneath them, cut into pages.

Oldest and newest first show the same pages, cut from the oldest root on: a page that is full changes only when someone
replies on it or a comment of it is withdrawn. The most discussed and the picks are a selection of one page each, so
that a decision rewrites one page of them however long the thread is.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from rejoinder.comments.models import Article, Comment, Reader, Status
from rejoinder.moderation.models import Pick

Order = Literal["oldest", "newest", "discussed", "picks"]
ORDERS: Final[tuple[Order, ...]] = ("oldest", "newest", "discussed", "picks")
ROOTS_PER_PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class Entry:
    """A comment's place in a thread. ``depth`` is 0 for a root; a tombstone shows nothing of its comment.

    ``pick`` is 0, or its rank among the article's picks: 1 for the one picked last.
    """

    comment: Comment
    parent: Comment | None
    depth: int
    pick: int = 0

    @property
    def is_withdrawn(self) -> bool:
        """True for a tombstone."""
        return self.comment.status == Status.WITHDRAWN

    @property
    def reader(self) -> Reader | None:
        """Who wrote it, signed in; None for guests and for readers who had all that told of them erased."""
        reader = self.comment.reader
        return reader if reader is not None and reader.erased_at is None else None


class Spot(NamedTuple):
    """A place in a thread by primary keys alone: what decides which page shows what, before any comment is fetched."""

    pk: int
    parent: int | None
    depth: int
    pick: int
    is_withdrawn: bool


Pages = Sequence[Sequence[Sequence[Spot]]]


def shape_of(article: Article) -> list[list[list[Spot]]]:
    """Pages of roots, oldest first; each root a list of places: its own, then its replies' depth first.

    There is always one page, be it empty. Costs a few bytes and a microsecond for each comment of the thread.
    """
    rows = list(Comment.objects.in_thread(article).values_list("pk", "parent_id", "status"))
    known = {pk for pk, _, _ in rows}
    replies: defaultdict[int | None, list[tuple[int, bool]]] = defaultdict(list)
    for pk, parent, status in rows:
        replies[parent if parent in known else None].append((pk, status == Status.WITHDRAWN))
    picks = {pk: rank for rank, pk in enumerate(Pick.objects.comments_of(article), start=1)}
    roots = [_with_replies(pk, is_withdrawn, replies, picks) for pk, is_withdrawn in replies[None]]
    return [roots[i : i + ROOTS_PER_PAGE] for i in range(0, len(roots), ROOTS_PER_PAGE)] or [[]]


def filled(spots: Iterable[Spot]) -> list[Entry]:
    """The places with their comments, fetched in one query; without what is no longer public by then."""
    spots = list(spots)
    wanted = {pk for spot in spots for pk in (spot.pk, spot.parent) if pk is not None}
    comments = {row.pk: row for row in Comment.objects.public().filter(pk__in=wanted).select_related("reader")}
    return [
        Entry(comments[spot.pk], comments.get(spot.parent) if spot.parent else None, spot.depth, spot.pick)
        for spot in spots
        if spot.pk in comments
    ]


def page_count(pages: Pages, order: Order) -> int:
    """How many pages the order has."""
    return len(pages) if order in ("oldest", "newest") else 1


def in_order(pages: Pages, order: Order, number: int) -> list[Spot]:
    """What page ``number`` (1 is the first shown) shows in the given order.

    ``discussed``: the roots with most replies, of equals the older first. ``picks``: the picked comments alone, the one
    picked last first. Each shows ROOTS_PER_PAGE at most.
    """
    if order == "picks":
        picked = [spot for page in pages for root in page for spot in root if spot.pick]
        return [spot._replace(depth=0) for spot in sorted(picked, key=lambda spot: spot.pick)[:ROOTS_PER_PAGE]]
    if order == "oldest":
        roots = list(pages[number - 1])
    elif order == "newest":
        roots = list(reversed(pages[len(pages) - number]))
    else:
        roots = sorted((root for page in pages for root in page), key=_replies, reverse=True)[:ROOTS_PER_PAGE]
    return [spot for root in roots for spot in root]


def _replies(root: Sequence[Spot]) -> int:
    """How many comments answer the root and can still be read."""
    return sum(not spot.is_withdrawn for spot in root[1:])


def _with_replies(
    root: int, is_withdrawn: bool, replies: Mapping[int | None, list[tuple[int, bool]]], picks: Mapping[int, int]
) -> list[Spot]:
    if root not in replies:
        return [Spot(root, None, 0, picks.get(root, 0), is_withdrawn)]
    spots: list[Spot] = []
    waiting: list[tuple[int, bool, int | None, int]] = [(root, is_withdrawn, None, 0)]
    while waiting:
        pk, is_withdrawn, parent, depth = waiting.pop()
        spots.append(Spot(pk, parent, depth, picks.get(pk, 0), is_withdrawn))
        waiting.extend((reply, gone, pk, depth + 1) for reply, gone in reversed(replies.get(pk, [])))
    return spots
