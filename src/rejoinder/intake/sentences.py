"""The text of a page's rules in sentences, lists and clauses."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

BULLET: Final = re.compile(r"\A\s*(?:[-–—•·*▪◦‣]|\(?\d{1,2}[.)])\s+")

_SENTENCE: Final = re.compile(r"(?<=[.!?؟۔])[\"”’»)]*\s+(?=\S)")


def sentences(lines: Iterable[str]) -> list[str]:
    """The sentences of the lines; a bulleted line is one sentence, its bullet gone.

    Bulleted lines under a line that ends in a colon are joined to it: ``not allowed: a; b; c``.
    """
    found: list[str] = []
    for line in lines:
        bullet = BULLET.match(line)
        if bullet and found and (found[-1].endswith((":", ";"))):
            found[-1] = f"{found[-1]} {line[bullet.end() :].rstrip(' .;,')};"
        else:
            found.extend(part.strip() for part in _SENTENCE.split(line[bullet.end() if bullet else 0 :]))
    return [sentence.rstrip(";") for sentence in found if sentence]


def clauses(text: str) -> Iterator[str]:
    """The parts of a list, split at commas and semicolons that stand in no brackets."""
    depth, start = 0, 0
    for index, character in enumerate(text):
        if character in "([（":
            depth += 1
        elif character in ")]）":
            depth = max(0, depth - 1)
        elif character in ",;،؛" and not depth:
            yield text[start:index]
            start = index + 1
    yield text[start:]


def without_joint(clause: str, joint: Sequence[str]) -> str:
    """A clause without the ``and`` or ``or`` before it and the punctuation around it."""
    clause = clause.strip(" .:;،؛!؟۔\n\t")
    for word in joint:
        if clause.casefold().startswith(word + " "):
            return clause[len(word) + 1 :].strip()
    return clause
