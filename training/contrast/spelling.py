"""Disguises and hasty spellings: the same words, written so that a list does not find them. Labels are kept."""

import re
from collections.abc import Callable, Mapping
from random import Random
from typing import Final

LEET: Final[Mapping[str, str]] = {"a": "4@", "e": "3", "i": "1!", "o": "0", "s": "5$", "t": "7", "g": "9", "b": "8"}
LOOKALIKES: Final[Mapping[str, str]] = {
    "a": "а", "c": "с", "e": "е", "i": "і", "j": "ј", "o": "о", "p": "р", "s": "ѕ", "x": "х", "y": "у",
    "h": "һ", "A": "А", "B": "В", "E": "Е", "K": "К", "M": "М", "O": "О", "T": "Т",
    "ه": "ہ", "ی": "ي", "ک": "ك", "ي": "ی", "ك": "ک", "و": "ۏ", "ا": "ٱ",
}  # fmt: skip
"""Latin letters to Cyrillic ones, Arabic-script letters to their neighbours in other alphabets."""
PLAIN: Final[Mapping[str, Mapping[str, str]]] = {
    "ar": {"أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه", "ى": "ي", "ئ": "ي", "ؤ": "و"},
    "fa": {"ی": "ي", "ک": "ك", "\u200c": " ", "آ": "ا"},
    "ckb": {"ڵ": "ل", "ڕ": "ر", "ۆ": "و", "ێ": "ي", "ە": "ه", "ی": "ي", "ک": "ك"},
    "tr": {
        "ç": "c", "ğ": "g", "ı": "i", "ö": "o", "ş": "s", "ü": "u",
        "Ç": "C", "Ğ": "G", "İ": "I", "Ö": "O", "Ş": "S", "Ü": "U",
    },
    "kmr": {"ç": "c", "ê": "e", "î": "i", "ş": "s", "û": "u", "Ç": "C", "Ê": "E", "Î": "I", "Ş": "S", "Û": "U"},
    "en": {"'": "", "’": ""},
    "de": {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"},
    "fr": {"é": "e", "è": "e", "ê": "e", "à": "a", "ç": "c", "ù": "u", "ô": "o", "î": "i", "É": "E", "À": "A"},
    "es": {"á": "a", "é": "e", "í": "i", "ó": "o", "ú": "u", "ñ": "n", "¿": "", "¡": "", "«": '"', "»": '"'},
}  # fmt: skip
"""What a keyboard without the language's letters, or a hurried hand, leaves of them."""
ARABIC_LANGUAGES: Final = frozenset({"ar", "fa", "ckb"})
WORD: Final = re.compile(r"[^\W\d_]{4,}")
HARAKAT: Final = "\u064b\u064e\u064f\u0650\u0651\u0652"
NON_JOINING: Final = frozenset("اأإآدذرزژوۆەىءةؤڕ")


def _some(text: str, change: Callable[[str], str], rng: Random, share: float) -> str:
    """Change that share of the longer words, and at least one of them where there is one."""
    found = list(WORD.finditer(text))
    if not found:
        return text
    chosen = [m for m in found if rng.random() < share] or [rng.choice(found)]
    for match in reversed(chosen):
        text = text[: match.start()] + change(match[0]) + text[match.end() :]
    return text


def leet(text: str, lang: str, rng: Random) -> str:
    return _some(text, lambda w: "".join(rng.choice(LEET[c]) if c in LEET else c for c in w), rng, 0.6)


def spaced(text: str, lang: str, rng: Random) -> str:
    gap = rng.choice((" ", " ", ".", "-", "_"))
    return _some(text, gap.join, rng, 0.4)


def stretched(text: str, lang: str, rng: Random) -> str:
    def change(word: str) -> str:
        at = rng.randrange(1, len(word))
        return word[:at] + word[at] * rng.randrange(2, 6) + word[at:]

    return _some(text, change, rng, 0.35)


def lookalike(text: str, lang: str, rng: Random) -> str:
    return _some(text, lambda w: "".join(LOOKALIKES.get(c, c) for c in w), rng, 0.6)


def zero_width(text: str, lang: str, rng: Random) -> str:
    return _some(text, lambda w: rng.choice("\u200b\u2060\u00ad").join(w), rng, 0.5)


def tatweel(text: str, lang: str, rng: Random) -> str:
    def change(word: str) -> str:
        joined = [n for n in range(1, len(word)) if word[n - 1] not in NON_JOINING]
        at = rng.choice(joined) if joined else 0
        return word[:at] + "ـ" * rng.randrange(1, 5) * bool(at) + word[at:]

    return _some(text, change, rng, 0.6)


def marks(text: str, lang: str, rng: Random) -> str:
    signs = HARAKAT if lang in ARABIC_LANGUAGES else "\u0301\u0307\u0323\u0332"
    return _some(text, lambda w: "".join(c + rng.choice(signs) * (rng.random() < 0.6) for c in w), rng, 0.6)


def no_vowels(text: str, lang: str, rng: Random) -> str:
    """Vowels inside a word left out, or a star put in their place."""
    put = rng.choice(("", "*"))
    return _some(text, lambda w: w[0] + re.sub("[aeiouêîûıöüەێۆا]", put, w[1:-1], count=2) + w[-1], rng, 0.5)


def swapped(text: str, lang: str, rng: Random) -> str:
    """Two neighbouring letters change places, as in a typing slip."""

    def change(word: str) -> str:
        at = rng.randrange(1, len(word) - 1)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]

    return _some(text, change, rng, 0.4)


def plain(text: str, lang: str, rng: Random) -> str:
    """Written on a keyboard without the language's own letters."""
    return text.translate({ord(sign): other for sign, other in PLAIN[lang].items()})


def shouted(text: str, lang: str, rng: Random) -> str:
    """Capitals throughout, or capitals at random."""
    if rng.random() < 0.5:
        return text.upper()
    return "".join(c.upper() if rng.random() < 0.4 else c for c in text)


Disguise = Callable[[str, str, Random], str]
COMMON: Final[Mapping[str, Disguise]] = {
    "spaced": spaced,
    "stretched": stretched,
    "lookalike": lookalike,
    "zero_width": zero_width,
    "marks": marks,
    "no_vowels": no_vowels,
    "swapped": swapped,
    "plain": plain,
}
LATIN_ONLY: Final[Mapping[str, Disguise]] = {"leet": leet, "shouted": shouted}


def disguises(lang: str) -> Mapping[str, Disguise]:
    """The disguises that make sense in the script of a language, by name."""
    return {**COMMON, "tatweel": tatweel} if lang in ARABIC_LANGUAGES else {**COMMON, **LATIN_ONLY}
