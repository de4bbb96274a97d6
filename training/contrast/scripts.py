"""Kurdish in its other script: Sorani in Latin letters, Kurmanji in Arabic letters.

Letter tables after the Hawar and the Sorani alphabets. Sorani does not write the short i; it is put between two
consonants that would open a word, as most people do who type it in Latin letters.
"""

import re
from collections.abc import Callable, Mapping
from random import Random
from typing import Final

TO_LATIN: Final[Mapping[str, str]] = {
    "ا": "a", "ب": "b", "پ": "p", "ت": "t", "ج": "c", "چ": "ç", "ح": "h", "خ": "x", "د": "d", "ر": "r", "ڕ": "r",
    "ز": "z", "ژ": "j", "س": "s", "ش": "ş", "ع": "'", "غ": "x", "ف": "f", "ڤ": "v", "ق": "q", "ک": "k", "گ": "g",
    "ل": "l", "ڵ": "l", "م": "m", "ن": "n", "ه": "h", "ە": "e", "ۆ": "o", "ێ": "ê", "؟": "?", "،": ",", "؛": ";",
}  # fmt: skip
TO_ARABIC: Final[Mapping[str, str]] = {
    "a": "ا", "b": "ب", "c": "ج", "ç": "چ", "d": "د", "e": "ە", "ê": "ێ", "f": "ف", "g": "گ", "h": "ه", "i": "",
    "î": "ی", "j": "ژ", "k": "ک", "l": "ل", "m": "م", "n": "ن", "o": "ۆ", "p": "پ", "q": "ق", "r": "ر", "s": "س",
    "ş": "ش", "t": "ت", "u": "و", "û": "وو", "v": "ڤ", "w": "و", "x": "خ", "y": "ی", "z": "ز", "?": "؟", ",": "،",
}  # fmt: skip
VOWELS: Final = frozenset("aeêîouûi")
LINK: Final = re.compile(r"https?://\S+|www\.\S+|\S+\.(?:com|net|org|io|me|tr|krd)\S*|@\w+")


def _latin_word(word: str) -> str:
    """One Sorani word in Latin letters; و and ی are vowels where no vowel stands beside them."""
    word = word.replace("وو", "û")
    out: list[str] = []
    for at, char in enumerate(word):
        after = word[at + 1 : at + 2]
        vowel_next = after in tuple("اەۆێûوی") if after else False
        vowel_before = bool(out) and out[-1][-1:] in VOWELS
        if char == "و":
            out.append(
                "w" if vowel_next or vowel_before or (at == 0 and len(word) > 1) else "u" if len(word) > 1 else "û"
            )
        elif char == "ی":
            out.append("y" if vowel_next or vowel_before or (at == 0 and len(word) > 1) else "î")
        elif char == "ئ":
            continue
        else:
            out.append(TO_LATIN.get(char, char))
    text = "".join(out)
    if len(text) > 2 and text[0].isalpha() and text[0] not in VOWELS and text[1].isalpha() and text[1] not in VOWELS:
        text = text[0] + "i" + text[1:]
    return text


def sorani_latin(text: str, lang: str, rng: Random) -> str:
    """Sorani text in Latin letters; half of it without circumflexes, as phones write it."""
    made = " ".join(word if LINK.fullmatch(word) else _latin_word(word) for word in text.split(" "))
    return made.translate(str.maketrans("êîûşç", "eiusc")) if rng.random() < 0.5 else made


def _arabic_word(word: str) -> str:
    if LINK.fullmatch(word):
        return word
    low = word.lower()
    start = "ئ" if low[:1] in VOWELS - {"a"} else ""
    return start + "".join(TO_ARABIC.get(char, char) for char in low)


def kurmanji_arabic(text: str, lang: str, rng: Random) -> str:
    """Kurmanji text in Arabic letters."""
    return " ".join(_arabic_word(word) for word in text.split(" "))


def other_script(lang: str) -> Mapping[str, Callable[[str, str, Random], str]]:
    """The transliteration of a language that is written in two scripts, by name; nothing for the others."""
    ways: dict[str, Mapping[str, Callable[[str, str, Random], str]]] = {
        "ckb": {"latin": sorani_latin},
        "kmr": {"arabic": kurmanji_arabic},
    }
    return ways.get(lang, {})
