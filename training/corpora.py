"""Words to count pieces on: nothing of these lists is kept but the counts.

wordfreq (its lists carry their own licences; counting only), klpt for Kurdish (CC BY-SA; counting only), gettext
catalogues of installed packages such as Django, and the training comments themselves.
"""

import gettext
import importlib.util
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import wordfreq

from rejoinder.engine.models.normalise import normalise

FREQUENT: Final = {"en": 60000, "ar": 80000, "tr": 63000, "fa": 60000, "de": 40000, "fr": 40000, "es": 40000}
SORANI_ENDINGS: Final = ("", "ەکە", "ەکان", "ێک", "ی", "ان", "مان", "تان", "یان", "م", "ت", "ەکەی", "ەکانی", "یش")
SORANI_BEGINNINGS: Final = ("دە", "نا", "با", "نە", "بێ")
CATALOGUES: Final = ("ckb", "fa", "tr", "ar", "ku", "kmr")


def _package(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"the training extra needs {name}")
    return Path(spec.origin).parent


def frequent() -> Iterator[str]:
    """The most frequent words of the languages wordfreq knows."""
    for lang, number in FREQUENT.items():
        yield from wordfreq.top_n_list(lang, number)


def _klpt(name: str) -> list[str]:
    lines = (_package("klpt") / "data" / name).read_text(encoding="utf-8").splitlines()[1:]
    return [line.split("/")[0].split(" ")[0] for line in lines if line.strip()]


def kurmanji() -> list[str]:
    """Dictionary words of Kurmanji."""
    return _klpt("kmr-Latn.dic")


def catalogues(roots: Iterable[Path], langs: Iterable[str] = CATALOGUES) -> dict[str, list[str]]:
    """Translated messages per language, from every ``locale/<lang>/LC_MESSAGES/*.mo`` under the roots."""
    found: dict[str, list[str]] = {}
    for root in roots:
        for lang in langs:
            for path in sorted(root.glob(f"**/locale/{lang}/LC_MESSAGES/*.mo")):
                with path.open("rb") as file:
                    messages = gettext.GNUTranslations(file)._catalog.values()  # type: ignore[attr-defined]
                found.setdefault(lang, []).extend(str(message) for message in messages)
    return found


def sorani(messages: Iterable[str] = ()) -> dict[str, int]:
    """Words of Sorani with a weight: dictionary words, the same with frequent endings, running words of messages."""
    counts: dict[str, int] = {}
    data = json.loads((_package("klpt") / "data" / "stopwords.json").read_text(encoding="utf-8"))
    frequent_words = [
        word for key, value in data.items() if "Sorani" in key for script in value.values() for word in script
    ]
    for word in frequent_words:
        counts[normalise(str(word))] = 60
    for word in _klpt("ckb-Arab.dic"):
        plain = normalise(word)
        for ending in SORANI_ENDINGS:
            counts[plain + ending] = counts.get(plain + ending, 0) + (6 if not ending else 1)
        for beginning in SORANI_BEGINNINGS:
            counts[beginning + plain] = counts.get(beginning + plain, 0) + 1
    for message in messages:
        for word in normalise(message).split():
            counts[word] = counts.get(word, 0) + 8
    return counts
