"""Content words of a text, cut to rough stems, and the consonant skeleton under which names meet across scripts."""

import re
from functools import lru_cache
from typing import Final

from rejoinder.engine.text.language import function_words
from rejoinder.engine.text.tables import TO_PLAIN

_ARABIC: Final = re.compile("[\u0620-\u06ff]")
_BEFORE: Final = ("وال", "بال", "فال", "كال", "لل", "ال")
_AFTER: Final = ("هايي", "ەكان", "هكان", "هاي", "يان", "كان", "ها", "ات", "ين", "ون", "ان")
_STEM_CHARS: Final = 5
MIN_SKELETON: Final = 3

_DIGRAPHS: Final = (
    ("kh", "x"),
    ("gh", "g"),
    ("sh", "s"),
    ("ch", "c"),
    ("th", "t"),
    ("dh", "d"),
    ("ph", "f"),
    ("ou", ""),
)
_LATIN_SOUNDS: Final = str.maketrans({"q": "k", "v": "w", "p": "b"} | dict.fromkeys("aeiouywh'", ""))
_ARABIC_SOUNDS: Final = str.maketrans(
    "بپتثجچحخدذرزژسشصضطظعغفڤقكگلمنهوياءڕڵێۆ",
    "bbttjc\0xddrzjsssdtz\0gf\0kkglmn\0\0\0\0\0rl\0\0",
)


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """A folded word cut to its first five letters; Arabic-script words lose attached pieces first."""
    word = word.partition("'")[0] or word
    if _ARABIC.search(word):
        for piece in _BEFORE:
            if word.startswith(piece) and len(word) - len(piece) >= 3:
                word = word[len(piece) :]
                break
        for piece in _AFTER:
            if word.endswith(piece) and len(word) - len(piece) >= 3:
                word = word[: -len(piece)]
                break
    return word.translate(TO_PLAIN)[:_STEM_CHARS]


def is_arabic(word: str) -> bool:
    """Whether a word is in Arabic script."""
    return _ARABIC.search(word) is not None


def is_content_word(word: str) -> bool:
    """Whether a folded word says something: three letters or more and no function word of a language we read."""
    return len(word) >= 3 and not word.isdigit() and word not in function_words()


@lru_cache(maxsize=16384)
def skeleton(word: str) -> str:
    """The consonants of a name as both scripts have them: Baghdad and بغداد are both ``bgdd``. '' when too few."""
    if _ARABIC.search(word):
        bones = word.removeprefix("ال").translate(_ARABIC_SOUNDS).replace("\0", "")
    else:
        for pair, sound in _DIGRAPHS:
            word = word.replace(pair, sound)
        bones = word.translate(TO_PLAIN).translate(_LATIN_SOUNDS).replace("c", "k") if word else ""
    bones = re.sub(r"(.)\1+", r"\1", bones) if len(bones) > MIN_SKELETON else bones
    return bones if len(bones) >= MIN_SKELETON else ""
