"""All packs of an engine together, compiled once."""

import gc
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Final

from rejoinder.engine.budget import Deadline
from rejoinder.engine.lang.loading import load_pack, pack_codes
from rejoinder.engine.lang.matcher import Matcher, Matches
from rejoinder.engine.lang.pack import Pack
from rejoinder.engine.text.tokens import Token


class PackSet:
    """The packs an assessment reads with; immutable once made."""

    def __init__(self, packs: Iterable[Pack]) -> None:
        self._matchers = {pack.code: Matcher(pack) for pack in sorted(packs, key=lambda pack: pack.code)}

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the packs, sorted."""
        return tuple(self._matchers)

    def digests(self) -> dict[str, str]:
        """The content hash of each pack, by code, sorted."""
        return {code: matcher.pack.digest for code, matcher in self._matchers.items()}

    def find(self, tokens: Sequence[Token], own: Iterable[str], deadline: Deadline) -> tuple[Matches, ...]:
        """What each pack finds; those in ``own`` with all they have, the others with terms of scope ``any``.

        Raises OutOfTimeError past the deadline.
        """
        mine = frozenset(own)
        return tuple(matcher.find(tokens, code in mine, deadline.keep) for code, matcher in self._matchers.items())


_LOADING: Final = threading.Lock()


def shipped_packs() -> PackSet:
    """The packs that come with Rejoinder, read once a process. Raises BadFile when one has problems."""
    # cache alone lets every thread that asks while the first one reads begin anew: a starting server asks twice.
    with _LOADING:
        return _shipped()


@cache
def _shipped() -> PackSet:
    with uncollected():
        return PackSet(load_pack(code) for code in pack_codes())


@contextmanager
def uncollected() -> Iterator[None]:
    """No garbage collection in the block: of half a million small objects that all stay, it would find nothing, and
    take as long as reading them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
