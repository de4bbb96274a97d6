"""The one spelling that the classifier reads, in training and in service alike.

Much stronger than what is good for finding evidence: offsets are lost here. The word-finding checks fold in
``engine.text`` instead. A change here needs a new model.
"""

import re
import unicodedata
from typing import Final

MARKS_IN_A_ROW: Final = 3
"""Combining marks kept after one letter before normalisation, whose sorting of marks is quadratic in CPython."""

_DROPPED: Final = dict.fromkeys([0x0640, 0x034F, 0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800, *range(0xFE00, 0xFE10)])
_SKIN_TONES: Final = dict.fromkeys(range(0x1F3FB, 0x1F400))
_CASELESS: Final = str.maketrans({"İ": "i", "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'"})

_LOOK_ALIKES: Final = str.maketrans(
    "авекмнорстухіјѕԁԛԝһαβεικνορτυχϲёїьгпиγζημω", "abekmhopctyxijsdqwhabeikvoptuxceibrnuyznuw"
)
_WORD: Final = re.compile(r"\w+")
_LATIN: Final = re.compile("[a-z]")

_PERSIAN_OR_KURDISH: Final = re.compile("[پچژگکیێۆڕڵەڤ]")
_SORANI: Final = re.compile("[ێۆڕڵڤ]")
_TO_PERSIAN: Final = str.maketrans("يىك", "ییک")
_SORANI_SHORT_E: Final = re.compile("ه\u200c")

_LINK: Final = re.compile(r"(?:https?://|www\.)\S{1,2000}|\[url\]|\{url\}|<url>", re.IGNORECASE)
_READER: Final = re.compile(r"(?<![\w@])@\w{2,40}|\[user\]|\{user\}|@user", re.IGNORECASE)
_SPACED: Final = re.compile(r"(?<!\w)[^\W\d_]([ .\-_*|+~])(?:[^\W\d_]\1){2,40}[^\W\d_](?!\w)")
_SEPARATORS: Final = re.compile(r"[ .\-_*|+~]")
_STRETCHED: Final = re.compile(r"(\D)\1{2,}")
_SPACE: Final = re.compile(r"\s+")


def _few_marks(text: str) -> str:
    if text.isascii():
        return text
    kept: list[str] = []
    row = 0
    for ch in text:
        row = row + 1 if unicodedata.combining(ch) else 0
        if row <= MARKS_IN_A_ROW:
            kept.append(ch)
    return "".join(kept)


def _bare(text: str) -> str:
    """Without marks and invisible characters, scripts that need their marks (Indic, Thai …) apart.

    Half a surrogate pair, which no encoding can carry, becomes the replacement character.
    """
    if text.isascii():
        return text
    kept: list[str] = []
    for ch in text:
        category = unicodedata.category(ch)
        if category in ("Cf", "Me") or (category == "Mn" and ord(ch) < 0x0900):
            continue
        if 0x1AB0 <= ord(ch) <= 0x1AFF or 0x1DC0 <= ord(ch) <= 0x1DFF or 0x20D0 <= ord(ch) <= 0x20FF:
            continue
        kept.append("\ufffd" if category == "Cs" else ch)
    return "".join(kept)


def _arabic(text: str) -> str:
    if not _PERSIAN_OR_KURDISH.search(text):
        return text
    if _SORANI.search(text):
        text = _SORANI_SHORT_E.sub("ە", text).replace("ھ", "ه")
    return text.translate(_TO_PERSIAN)


def _latin(word: re.Match[str]) -> str:
    return word[0].translate(_LOOK_ALIKES) if _LATIN.search(word[0]) else word[0]


def normalise(text: str) -> str:
    """The text in small letters, links and names of readers as one word each, disguises undone where that is safe.

    Undone are compatibility forms, invisible characters, marks, tatweel, look-alike letters inside Latin words,
    runs of single letters ("i d i o t") and stretching beyond two ("soooo"). Digits for letters stay, since they
    are letters in Arabizi; training shows them to the model. Takes time linear in the length.
    """
    text = unicodedata.normalize("NFKC", _few_marks(text)).translate(_CASELESS).translate(_SKIN_TONES)
    text = _LINK.sub(" url ", _READER.sub(" @user ", text)).lower().translate(_DROPPED)
    text = _bare(_arabic(text))
    if not text.isascii():
        text = _WORD.sub(_latin, text)
    text = _SPACED.sub(lambda run: _SEPARATORS.sub("", run[0]), text)
    return _SPACE.sub(" ", _STRETCHED.sub(r"\1\1", text)).strip()
