"""Emoji in place of words, as readers write them, by the engine's own list, ``engine/lang/pictures.yaml``."""

from random import Random
from typing import Final

from rejoinder.engine.lang.pictures import listed

_ENDS: Final = ".,!?;:،؛؟"


def _table() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = {}
    for picture, languages in listed().items():
        for lang, words in languages.items():
            table.setdefault(lang, {}).update((word.replace("_", " "), picture) for word in words.split())
    return table


PICTURES: Final = _table()
"""Language to word to picture."""


def pictured(text: str, lang: str, rng: Random) -> str:
    """The text with pictures for most of the words that have one; the text itself where none has."""
    table = PICTURES.get(lang, {})
    words = text.split(" ")
    for at, word in enumerate(words):
        bare = word.rstrip(_ENDS)
        picture = table.get(bare.lower())
        if picture and rng.random() < 0.9:
            words[at] = picture + word[len(bare) :]
    return " ".join(words)
