"""Writing what a reader asked for after it was sent: no reader waits for a disk or a bucket."""

import threading
import time
from collections import defaultdict
from typing import Final

from django.db import Error as DatabaseFailure
from django.db import connections

from rejoinder.publishing.services import publish_if_possible
from rejoinder.publishing.store import Root, is_reachable

_PAUSE_S: Final = 0.2
"""Between one round of writing and the next: a thread in which something is decided 20 times a second would else keep
a core busy with pages that nobody reads from the disk."""
_IDLE_S: Final = 5.0
"""How long the thread waits for more before it ends; the next file begins another."""


class _Writer:
    """One thread of this process, while there is something to write. Of what is asked for while it writes, an article
    is written once, with all its files.
    """

    def __init__(self) -> None:
        self._asked: defaultdict[tuple[Root, int], set[str]] = defaultdict(set)
        self._changed = threading.Condition()
        self._runs = False

    def ask(self, root: Root, article_pk: int, file: str) -> None:
        """Returns at once. What can't be written, or was not when the process ends, is made for whoever asks next."""
        with self._changed:
            self._asked[root, article_pk].add(file)
            self._changed.notify_all()
            if not self._runs:
                self._runs = True
                threading.Thread(target=self._run, name="writing pages", daemon=True).start()

    def _run(self) -> None:
        try:
            while wanted := self._next():
                for (root, article_pk), files in wanted.items():
                    if is_reachable(root):
                        self._write(root, article_pk, files)
                time.sleep(_PAUSE_S)
        finally:
            connections.close_all()

    def _next(self) -> dict[tuple[Root, int], set[str]]:
        """All that was asked for since; where that is nothing, the thread has ended."""
        with self._changed:
            self._changed.wait_for(lambda: self._asked, timeout=_IDLE_S)
            wanted = dict(self._asked)
            self._asked.clear()
            self._runs = bool(wanted)
            return wanted

    @staticmethod
    def _write(root: Root, article_pk: int, files: set[str]) -> None:
        try:
            publish_if_possible(article_pk=article_pk, root=root, also=sorted(files))
        except DatabaseFailure:
            connections.close_all()  # the next one tries with a new connection; the readers are told by their own


_writer: Final = _Writer()


def write_later(*, article_pk: int, root: Root, file: str) -> None:
    """Has the file written, with what else the article shows first."""
    _writer.ask(root, article_pk, file)
