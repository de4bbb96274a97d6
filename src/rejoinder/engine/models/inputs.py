"""From piece ids to the encoder's input: the comment, then the end of its parent; long comments in windows."""

from collections.abc import Sequence
from typing import Final

START: Final = 0
PAD: Final = 1
END: Final = 2

WINDOW: Final = 96
"""Pieces of a comment that are read at once, its start and end marks included; nine comments in ten fit in one."""
STRIDE: Final = 72
"""Pieces from one window to the next, so that no insult is cut in two."""
PARENT: Final = 30
"""Last pieces of the parent comment that are read with it."""


def starts(count: int) -> list[int]:
    """Where the windows of a comment of so many pieces begin: one for a short comment, else overlapping by a third."""
    last = max(count - (WINDOW - 2), 0)
    return [*range(0, last, STRIDE), last]


def windows(ids: Sequence[int]) -> list[list[int]]:
    """The comment's pieces as windows without marks; one, maybe empty, for a short comment."""
    return [list(ids[start : start + WINDOW - 2]) for start in starts(len(ids))]


def join(comment: Sequence[int], parent: Sequence[int] = ()) -> tuple[list[int], int]:
    """Ids of one window with its parent, and how many of them at the front are the comment's own.

    Only the comment's own states are pooled: the parent is read, not judged.
    """
    own = [START, *comment, END]
    if not parent:
        return own, len(own)
    return [*own, END, *parent[-PARENT:], END], len(own)
