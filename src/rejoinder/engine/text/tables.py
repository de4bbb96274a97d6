"""Character tables for folding: what is dropped, what is unified, what looks like what.

Sources: Unicode 15 categories and NFKC (UAX #15); look-alikes after UTS #39, the letters only that matter here;
Arabic-script variants after the keyboards in use for Arabic, Persian and Central Kurdish.
"""

import unicodedata
from typing import Final

NATIVE: Final = {
    "ç": "c", "ğ": "g", "ı": "i", "ö": "o", "ş": "s", "ü": "u",
    "ê": "e", "î": "i", "û": "u", "ä": "a",
    "á": "a", "à": "a", "é": "e", "è": "e", "í": "i", "ó": "o", "ú": "u", "ñ": "n",
    "ڕ": "ر", "ڵ": "ل", "ێ": "ي", "ۆ": "و",
}  # fmt: skip
"""Letters that tell words apart in a language we read (Turkish sık and sik, Spanish año and ano), and their plain form.

Folding keeps them; a pack that does not know a letter compares its plain form.
"""

TO_PLAIN: Final = str.maketrans(NATIVE)

DROPPED: Final = frozenset("\u0640\u034f\u115f\u1160\u3164\uffa0\u2800") | {chr(c) for c in range(0x1F3FB, 0x1F400)}
"""Dropped besides the categories Mn, Me and Cf: tatweel, grapheme joiner, blank fillers, skin tones."""

LINE_BREAKS: Final = frozenset("\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")

_ARABIC: Final = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ٲ": "ا", "ٳ": "ا", "ؤ": "و", "ئ": "ي", "ى": "ي", "ی": "ي", "ې": "ي",
    "ۍ": "ي", "ے": "ي", "ۓ": "ي", "ۀ": "ه", "ة": "ه", "ە": "ه", "ھ": "ه", "ہ": "ه", "ۂ": "ه", "ۃ": "ه", "ک": "ك",
    "ڪ": "ك", "ګ": "گ", "ڒ": "ر", "ۇ": "و", "ۈ": "و", "ۊ": "و", "۔": ".", "،": ",", "؛": ";", "؟": "?", "٪": "%",
    "٫": ".", "٬": ",", "ۏ": "و", "ۄ": "و", "ۅ": "و", "ۉ": "و", "ۋ": "و",
}  # fmt: skip
# Sorani ە is written ه + non-joiner on older keyboards, so both must fold to one letter.

_APOSTROPHES: Final = dict.fromkeys("’‘ʼʹ′＇`´‛ʻ", "'")

_LATIN: Final = {
    "ɑ": "a", "ɡ": "g", "ɩ": "i", "ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ŧ": "t", "ƒ": "f", "æ": "ae", "œ": "oe",
    "ᴀ": "a", "ʙ": "b", "ᴄ": "c", "ᴅ": "d", "ᴇ": "e", "ꜰ": "f", "ɢ": "g", "ʜ": "h", "ɪ": "i", "ᴊ": "j", "ᴋ": "k",
    "ʟ": "l", "ᴍ": "m", "ɴ": "n", "ᴏ": "o", "ᴘ": "p", "ʀ": "r", "ꜱ": "s", "ᴛ": "t", "ᴜ": "u", "ᴠ": "v", "ᴡ": "w",
    "ʏ": "y", "ᴢ": "z", "ɐ": "a", "ɔ": "c", "ǝ": "e", "ɯ": "m", "ɹ": "r", "ʇ": "t", "ʌ": "v", "ʍ": "w",
}  # fmt: skip

_ENCLOSED: Final = {
    chr(base + k): chr(97 + k) for base in (0x1F130, 0x1F150, 0x1F170) for k in range(26)
}  # squared, negative circled and negative squared capitals; NFKC knows the first alone

LOOK_ALIKES: Final = str.maketrans(
    "авекмнорстухіјѕԁԛԝһαβεικνορτυχϲϳёїьгпиγζημω",
    "abekmhopctyxijsdqwhabeikvoptuxcjeibrnuyznuw",
)
"""Cyrillic and Greek small letters, and the Latin letter each is taken for (capitals were folded before)."""

TWINS: Final = frozenset("авекмнорстухіјѕԁԛԝһαβεικνορτυχϲϳ")
"""Those of LOOK_ALIKES that nobody can tell from the Latin letter; the rest only hint at it (и as u)."""

UNIFIED: Final = _ARABIC | _APOSTROPHES | _LATIN | _ENCLOSED


def _has_latin_or_greek_marks(ch: str) -> bool:
    code = ord(ch)
    return code < 0x250 or 0x370 <= code < 0x400 or 0x1E00 <= code < 0x2000


def _once(ch: str) -> str:
    if ch in NATIVE:
        return ch
    if ch in UNIFIED:
        return UNIFIED[ch]
    category = unicodedata.category(ch)
    if category == "Cs":
        return "\ufffd"
    if ch in LINE_BREAKS:
        return "\n"
    if ch in "\t\r" or category == "Zs":
        return " "
    if ch in DROPPED or category in ("Mn", "Me", "Cf", "Cc"):
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(ch))
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", ch).casefold())
    if len(folded) == 1 and folded not in NATIVE and _has_latin_or_greek_marks(folded):
        return unicodedata.normalize("NFD", folded)
    return folded


def fold_character(ch: str) -> str:
    """The folded form of one code point: empty when dropped, several characters for ligatures; a fixed point."""
    folded = _once(ch)
    for _ in range(6):  # decompositions nest (ligature, then letter variant); six is past the deepest in Unicode 15
        again = "".join(_once(c) for c in folded)
        if again == folded:
            break
        folded = again
    return folded
