"""Several pieces of writing in one transaction: a commit waits for the disk, and what came meanwhile shares the next.

On SQLite alone, where one transaction writes at a time; PostgreSQL lets commits of many connections share one.
"""

import threading
from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar

from django.db import IntegrityError, connection, transaction

from rejoinder.errors import Refusal, Unavailable

T = TypeVar("T")


def write_together(write: Callable[[], T]) -> T:
    """What ``write`` gives, committed by the time this returns.

    ``write`` speaks to the database alone, and may run in another thread. What it raises is raised here; then nothing
    of it is stored, and others are not touched. How many wait is bounded by the threads there are.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        with transaction.atomic():
            return write()
    piece = _Piece(write)
    _desk.write(piece)
    if piece.error is not None:
        raise piece.error
    return piece.given  # type: ignore[no-any-return]


class _Piece:
    """What one thread wants written. It counts as failed until it is committed."""

    def __init__(self, write: Callable[[], Any]) -> None:
        self.write = write
        self.given: Any = None
        self.error: Exception | None = Unavailable()
        self.is_next = False
        self.woken = threading.Event()


class _Desk:
    """Where pieces wait. The thread of the first of them writes all that are there, and hands over to the next."""

    def __init__(self) -> None:
        self._mutex = threading.Lock()
        self._waiting: list[_Piece] = []
        self._is_taken = False

    def write(self, piece: _Piece) -> None:
        """Returns when the piece is committed or has failed."""
        with self._mutex:
            self._waiting.append(piece)
            piece.is_next, self._is_taken = not self._is_taken, True
        if not piece.is_next:
            piece.woken.wait()
        if piece.is_next:
            self._write_all()

    def _write_all(self) -> None:
        with self._mutex:
            pieces, self._waiting = self._waiting, []
        try:
            _commit(pieces)
        finally:
            with self._mutex:
                following = self._waiting[:1]
                self._is_taken = bool(following)
            for piece in following:
                piece.is_next = True
            for piece in (*following, *pieces):
                piece.woken.set()


def _commit(pieces: Sequence[_Piece]) -> None:
    """All in one transaction; where that fails as a whole, each in its own, so that none fails for another's sake."""
    if len(pieces) == 1 or not _committed_at_once(pieces):
        for piece in pieces:
            _commit_alone(piece)


def _committed_at_once(pieces: Sequence[_Piece]) -> bool:
    refusals: list[Exception | None] = []
    try:
        with transaction.atomic():
            for piece in pieces:
                refusals.append(_attempt(piece))
            if transaction.get_rollback():
                return False  # a savepoint was lost: what follows it would be rolled back without a word
    except Exception:  # noqa: BLE001 - whatever it is, it is met again by the piece that it comes from
        return False
    for piece, refusal in zip(pieces, refusals, strict=True):
        piece.error = refusal
    return True


def _attempt(piece: _Piece) -> Exception | None:
    try:
        with transaction.atomic():
            piece.given = piece.write()
    except (Refusal, IntegrityError) as refusal:
        return refusal
    return None


def _commit_alone(piece: _Piece) -> None:
    try:
        with transaction.atomic():
            piece.given = piece.write()
    except Exception as error:  # noqa: BLE001 - it is raised in the thread whose piece it was
        piece.error = error
    else:
        piece.error = None


_desk: Final = _Desk()
