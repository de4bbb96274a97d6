"""A thread in the order it is read: roots with their replies beneath them, cut into pages.

Oldest and newest first show the same pages, cut from the oldest root on: a page that is full changes only when someone
replies on it or a comment of it is withdrawn. The most discussed and the picks are a selection of one page each, so
that a decision rewrites one page of them however long the thread is.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

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


def pages_of(article: Article) -> list[list[list[Entry]]]:
    """Pages of roots, oldest first; each root a list of entries: itself, then its replies depth first.

    There is always one page, be it empty.
    """
    comments = list(Comment.objects.in_thread(article).select_related("reader"))
    known = {comment.pk: comment for comment in comments}
    replies: defaultdict[int | None, list[Comment]] = defaultdict(list)
    for comment in comments:
        replies[comment.parent_id if comment.parent_id in known else None].append(comment)
    picks = {pk: rank for rank, pk in enumerate(Pick.objects.comments_of(article), start=1)}
    roots = [_with_replies(root, replies, known, picks) for root in replies[None]]
    return [roots[i : i + ROOTS_PER_PAGE] for i in range(0, len(roots), ROOTS_PER_PAGE)] or [[]]


def page_count(pages: Sequence[list[list[Entry]]], order: Order) -> int:
    """How many pages the order has."""
    return len(pages) if order in ("oldest", "newest") else 1


def in_order(pages: Sequence[list[list[Entry]]], order: Order, number: int) -> list[Entry]:
    """The entries of page ``number`` (1 is the first shown) in the given order.

    ``discussed``: the roots with most replies, of equals the older first. ``picks``: the picked comments alone, the one
    picked last first. Each shows ROOTS_PER_PAGE at most.
    """
    if order == "picks":
        picked = [entry for page in pages for root in page for entry in root if entry.pick]
        return [replace(entry, depth=0) for entry in sorted(picked, key=lambda entry: entry.pick)[:ROOTS_PER_PAGE]]
    if order == "oldest":
        roots = pages[number - 1]
    elif order == "newest":
        roots = list(reversed(pages[len(pages) - number]))
    else:
        roots = sorted((root for page in pages for root in page), key=_replies, reverse=True)[:ROOTS_PER_PAGE]
    return [entry for root in roots for entry in root]


def _replies(root: Sequence[Entry]) -> int:
    """How many comments answer the root and can still be read."""
    return sum(not entry.is_withdrawn for entry in root[1:])


def _with_replies(
    root: Comment, replies: dict[int | None, list[Comment]], known: dict[int, Comment], picks: dict[int, int]
) -> list[Entry]:
    entries: list[Entry] = []
    waiting = [(root, 0)]
    while waiting:
        comment, depth = waiting.pop()
        parent = known.get(comment.parent_id) if comment.parent_id else None
        entries.append(Entry(comment, parent, depth, picks.get(comment.pk, 0)))
        waiting.extend((reply, depth + 1) for reply in reversed(replies.get(comment.pk, [])))
    return entries
