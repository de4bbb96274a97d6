"""A thread in the order it is read: roots with their replies beneath them, cut into pages.

Pages are cut from the oldest thread on, whatever the order they are shown in: a page that is full changes only
when someone replies on it or a comment of it is withdrawn.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from rejoinder.comments.models import Article, Comment, Status

Order = Literal["oldest", "newest"]
ORDERS: Final[tuple[Order, ...]] = ("oldest", "newest")
ROOTS_PER_PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class Entry:
    """A comment's place in a thread. ``depth`` is 0 for a root; a tombstone shows nothing of its comment."""

    comment: Comment
    parent: Comment | None
    depth: int

    @property
    def is_withdrawn(self) -> bool:
        """True for a tombstone."""
        return self.comment.status == Status.WITHDRAWN


def pages_of(article: Article) -> list[list[list[Entry]]]:
    """Pages of roots, oldest first; each root a list of entries: itself, then its replies depth first.

    There is always one page, be it empty.
    """
    comments = list(Comment.objects.in_thread(article))
    known = {comment.pk: comment for comment in comments}
    replies: defaultdict[int | None, list[Comment]] = defaultdict(list)
    for comment in comments:
        replies[comment.parent_id if comment.parent_id in known else None].append(comment)
    roots = [_with_replies(root, replies, known) for root in replies[None]]
    return [roots[i : i + ROOTS_PER_PAGE] for i in range(0, len(roots), ROOTS_PER_PAGE)] or [[]]


def in_order(pages: Sequence[list[list[Entry]]], order: Order, number: int) -> list[Entry]:
    """The entries of page ``number`` (1 is the first shown) in the given order."""
    if order == "oldest":
        roots = pages[number - 1]
    else:
        roots = list(reversed(pages[len(pages) - number]))
    return [entry for root in roots for entry in root]


def _with_replies(root: Comment, replies: dict[int | None, list[Comment]], known: dict[int, Comment]) -> list[Entry]:
    entries: list[Entry] = []
    waiting = [(root, 0)]
    while waiting:
        comment, depth = waiting.pop()
        entries.append(Entry(comment, known.get(comment.parent_id) if comment.parent_id else None, depth))
        waiting.extend((reply, depth + 1) for reply in reversed(replies.get(comment.pk, [])))
    return entries
