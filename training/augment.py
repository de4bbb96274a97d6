"""Spellings that hide words, added to a part of the training rows; the labels stay.

What ``normalise`` undoes (case, zero-width, tatweel, look-alikes, full spacing) needs no training. Here is what it
leaves: digits and signs for letters, stars, split and joined words, swapped, dropped, doubled and neighbouring
letters, missing vowels, accents, keyboards without a language's own letters, emoji for words, Arabic and Persian in
Latin letters, Kurdish in its other script.
"""

from collections.abc import Callable
from itertools import pairwise
from random import Random
from typing import Final

from training.contrast import scripts, spelling
from training.pictures import pictured

LEET: Final = {"a": "4@", "e": "3", "i": "1!", "o": "0", "s": "5$", "t": "7", "b": "8", "g": "9", "l": "1"}
ACCENTS: Final = {"a": "àáâäå", "e": "èéêë", "i": "ìíîï", "o": "òóôö", "u": "ùúûü", "n": "ñ", "c": "ç", "y": "ÿ"}
ARABIZI: Final = dict(
    zip(
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءأإآؤئ",
        "a b t th j 7 5 d th r z s sh s d t th 3 gh f 8 k l m n h w y a a 2 a e a 2 2".split(),
        strict=True,
    )
)  # fmt: skip
FINGLISH: Final = ARABIZI | dict(zip("پچژگکیآحقثذ", "p ch zh g k i aa h gh s z".split(), strict=True))
NEIGHBOURS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "ضصثقفغعهخحجچ", "شسيبلاتنمكگ", "شسیبلاتنمکگ", "ظطزرذدپو")
_CONSONANTS: Final = frozenset("bcdfghjklmnpqrstvwxyz7893")
_STOP: Final = frozenset("the and you are for not that this with was but they have".split())


def _word(words: list[str], rng: Random) -> int:
    """A word worth hiding: long, and no function word; -1 where there is none."""
    worth = [k for k, word in enumerate(words) if len(word) > 3 and word.lower() not in _STOP and word.isalpha()]
    return rng.choice(worth) if worth else -1


def _letters(word: str, table: dict[str, str], rng: Random, share: float) -> str:
    return "".join(rng.choice(table[ch]) if ch in table and rng.random() < share else ch for ch in word)


def _leet(word: str, rng: Random) -> str:
    return _letters(word.lower(), LEET, rng, 0.7)


def _accents(word: str, rng: Random) -> str:
    return _letters(word.lower(), ACCENTS, rng, 0.5)


def _stars(word: str, rng: Random) -> str:
    at = rng.randrange(1, len(word) - 1)
    return word[:at] + rng.choice("*#.-@") * rng.choice((1, 1, 2)) + word[at + 1 :]


def _split(word: str, rng: Random) -> str:
    at = rng.randrange(1, len(word))
    return word[:at] + rng.choice((" ", " ", ".", "-", "_")) + word[at:]


def _spaced(word: str, rng: Random) -> str:
    return rng.choice((" ", ".", "-", "  ", "_")).join(word)


def _swapped(word: str, rng: Random) -> str:
    at = rng.randrange(1, len(word) - 1)
    return word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]


def _dropped(word: str, rng: Random) -> str:
    at = rng.randrange(1, len(word))
    return word[:at] + word[at + 1 :]


def _doubled(word: str, rng: Random) -> str:
    at = rng.randrange(len(word))
    return word[:at] + word[at] * rng.randrange(2, 5) + word[at + 1 :]


def _neighbour(word: str, rng: Random) -> str:
    at = rng.randrange(1, len(word))
    row = next((keys for keys in NEIGHBOURS if word[at].lower() in keys), "")
    if not row:
        return _dropped(word, rng)
    place = row.index(word[at].lower()) + rng.choice((-1, 1))
    return word[:at] + row[max(0, min(place, len(row) - 1))] + word[at + 1 :]


def _no_vowels(word: str, rng: Random) -> str:
    return spelling.no_vowels(word, "", rng)


_WAYS: Final[tuple[Callable[[str, Random], str], ...]] = (
    _leet, _leet, _stars, _split, _spaced, _swapped, _dropped, _doubled, _accents, _neighbour, _no_vowels, _no_vowels,
)  # fmt: skip


def _vowelled(word: str, rng: Random) -> str:
    """Short vowels, which Arabic script leaves out, guessed between some of the consonants."""
    out = word[:1]
    for before, ch in pairwise(word):
        if before in _CONSONANTS and ch in _CONSONANTS and rng.random() < 0.5:
            out += rng.choice("aaei")
        out += ch
    return out


def _latin(text: str, lang: str, rng: Random) -> str:
    table = FINGLISH if lang == "fa" else ARABIZI
    words = "".join(table.get(ch, ch) for ch in text).split(" ")
    return " ".join(words if rng.random() < 0.4 else (_vowelled(word, rng) for word in words))


def _other_letters(text: str, lang: str, rng: Random) -> str:
    """In the other script that people type the language in; the text itself where there is none."""
    if lang in ("ar", "fa"):
        return _latin(text, lang, rng)
    ways = tuple(scripts.other_script(lang).values())
    return ways[0](text, lang, rng) if ways else text


def augment(text: str, lang: str, rng: Random, share: float = 0.3) -> str:
    """The text, or with probability ``share`` the same in other letters or with one to four words in disguise."""
    if rng.random() >= share:
        return text
    kind = rng.random()
    if kind < 0.3 and lang in ("ar", "fa", "ckb", "kmr"):
        return _other_letters(text, lang, rng)
    if kind < 0.42:
        return pictured(text, lang, rng)
    if kind < 0.54 and lang in spelling.PLAIN:
        return spelling.plain(text, lang, rng)
    words = text.split(" ")
    if rng.random() < 0.08 and len(words) > 1:
        at = rng.randrange(len(words) - 1)
        return " ".join([*words[:at], words[at] + words[at + 1], *words[at + 2 :]])
    way = rng.choice(_WAYS)
    for _ in range(1 + len(words) // 8 if len(words) < 32 else 4):
        at = _word(words, rng)
        if at >= 0:
            words[at] = way(words[at], rng)
    return " ".join(words)
