"""Words as they are typed where a language's own letters are not at hand: serefsiz for şerefsiz."""

from collections.abc import Mapping
from typing import Final

from rejoinder.engine.lang.terms import Phrase, Word
from rejoinder.engine.text.tables import TO_PLAIN

MIN_PLAIN_CHARS: Final = 4
"""A term typed without its native letters (serefsiz) is found from this length on; below, too many words collide."""


def plain_spellings(vocabulary: frozenset[str]) -> dict[str, str]:
    """For each word with native letters how it is typed without; empty where it may not be.

    That is where it becomes too short, or another word the pack knows: Turkish ölsün (may he die) would be olsun (be
    it so).
    """
    plain = {word: word.translate(TO_PLAIN) for word in vocabulary if not word.isascii()}
    return {
        word: "" if len(typed) < MIN_PLAIN_CHARS or typed in vocabulary else typed
        for word, typed in plain.items()
        if typed != word
    }


def typed_plainly(words: Phrase, plain: Mapping[str, str]) -> Phrase | None:
    """The phrase as it is typed where the native letters are not at hand, or None."""
    if not any(word.text in plain for word in words):
        return None
    typed = [plain.get(word.text, word.text) for word in words]
    if not all(typed):
        return None
    return tuple(Word(text, word.kind) for text, word in zip(typed, words, strict=True))
