"""Emoji in place of words: the words of each language that a picture may stand for, and where it stands for one."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

import yaml

from rejoinder.engine.lang.misspelt import DOUBT
from rejoinder.engine.lang.pack import Pattern
from rejoinder.engine.text.folding import fold_text
from rejoinder.engine.text.tokens import Token

if TYPE_CHECKING:
    from rejoinder.engine.lang.matcher import Span

FILE: Final = "pictures.yaml"
KIND: Final = frozenset("👏❤🙏")
"""Pictures of kind words; read as a word they would say nothing, beside another they say that it is meant well."""


@cache
def listed() -> dict[str, dict[str, str]]:
    """Picture to language to its words, between spaces; ``_`` stands for a space within one."""
    pictures: dict[str, dict[str, str]] = yaml.safe_load((resources.files(__package__) / FILE).read_text("utf-8"))
    return pictures


@cache
def words_for(code: str) -> dict[str, tuple[str, ...]]:
    """Folded picture to the folded words of a language. A word of several is left out."""
    return {
        fold_text(picture): tuple(fold_text(word) for word in words[code].split() if "_" not in word)
        for picture, words in listed().items()
        if code in words and not KIND.intersection(picture)
    }


def amid_words(tokens: Sequence[Token], at: int) -> bool:
    """Whether a picture stands alone with a word behind it in its sentence; what closes one mostly adorns it."""
    if at and tokens[at - 1].emoji and tokens[at - 1].sentence == tokens[at].sentence:
        return False
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    return following is not None and not following.emoji and following.sentence == tokens[at].sentence


def doubted(
    found: "tuple[tuple[Span, Pattern], ...]", guessed: frozenset[int], tokens: Sequence[Token]
) -> "tuple[tuple[Span, Pattern], ...]":
    """The patterns; one that reads a picture as a word refers and is never rejected alone."""
    pictures = [at for at in guessed if tokens[at].emoji]
    if not pictures:
        return found
    return tuple(
        (span, replace(pattern, score=min(pattern.score, DOUBT)))
        if any(span.first <= at < span.last for at in pictures)
        else (span, pattern)
        for span, pattern in found
    )
