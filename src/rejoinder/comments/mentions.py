"""Whom a comment speaks to: ``@`` and the name of somebody who takes part. The text itself is never touched."""

import unicodedata
from collections.abc import Iterable


def names_mentioned(body: str, names: Iterable[str]) -> set[str]:
    """Which of the names stand in the body after an ``@``, code point for code point, spaces and all.

    Of names that begin alike the longest that fits is meant: “@Ann Lee” is not Ann. A name ends where no letter, mark
    or digit follows; an ``@`` after a letter or digit belongs to an address.

    >>> sorted(names_mentioned("@Ann Lee, see what @Bo's mail (x@Ann) says", ["Ann", "Ann Lee", "Bo"]))
    ['Ann Lee', 'Bo']
    """
    known = {name for name in names if name}
    lengths = sorted({len(name) for name in known}, reverse=True)
    found: set[str] = set()
    at = body.find("@")
    while at >= 0:
        start = at + 1
        if at == 0 or not _in_a_word(body[at - 1]):
            for length in lengths:
                name, after = body[start : start + length], body[start + length : start + length + 1]
                if name in known and not (after and _in_a_word(after)):
                    found.add(name)
                    break
        at = body.find("@", start)
    return found


def _in_a_word(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character).startswith("M")
