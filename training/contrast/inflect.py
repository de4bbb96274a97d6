"""Forms that follow from another form by rule, and letter case by language."""

import re
from collections.abc import Mapping
from typing import Final

TURKISH_CASES: Final[Mapping[str, tuple[str, str]]] = {
    "acc": ("i", "ı"),
    "dat": ("e", "a"),
    "gen": ("in", "ın"),
    "loc": ("de", "da"),
    "abl": ("den", "dan"),
    "ins": ("le", "la"),
}
"""Endings after a plural in -ler and in -lar (vowel harmony)."""

SORANI_JOINTS: Final = (
    (re.compile(r"ەە\b"), "ەیە"),
    (re.compile(r"ەێک"), "ەیەک"),
)
"""Is and a/an after a word in -e: gemje + e = gemjeye, gemje + êk = gemjeyek."""


def form(forms: Mapping[str, str], name: str | None, lang: str) -> str:
    """The form asked for. Raises KeyError when the word has none and none follows by rule."""
    if name is None:
        return next(iter(forms.values()))
    if name in forms:
        return forms[name]
    if lang == "tr" and name in TURKISH_CASES and forms["pl"].endswith(("ler", "lar")):
        return forms["pl"] + TURKISH_CASES[name][forms["pl"].endswith("lar")]
    if lang == "ar" and name == "li":
        return "لل" + forms["obl"][2:] if forms["obl"].startswith("ال") else "ل" + forms["obl"]
    if lang == "fa" and name == "ez":
        return forms["pl"] + "ی" if forms["pl"].endswith("ا") else forms["pl"]
    raise KeyError(f"{name} of {next(iter(forms.values()))}")


def tidy(text: str, lang: str) -> str:
    """The text with endings joined as Sorani writes them after a vowel; other languages as they are."""
    if lang != "ckb":
        return text
    for joint, written in SORANI_JOINTS:
        text = joint.sub(written, text)
    return text


def capital(text: str, lang: str) -> str:
    """The text with its first letter in upper case; an address stays as it is."""
    if text.startswith(("http", "www.")):
        return text
    first = "İ" if lang == "tr" and text[:1] == "i" else text[:1].upper()
    return first + text[1:]


def lower(text: str, lang: str) -> str:
    """The text in lower case; Turkish keeps its two i apart."""
    return text.replace("I", "ı").replace("İ", "i").lower() if lang == "tr" else text.lower()
