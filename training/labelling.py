"""From a source's labels to values and weights for the heads; what a source does not say stays open, and is masked.

The rules are ours. Three kinds of weight: SURE for annotated labels, LIKELY where the scheme of the source implies
the value, WEAK where words or the domain only suggest it (a person may say otherwise).
"""

import re
from typing import Any, Final

from rejoinder.engine.models.heads import HEADS, IDENTITY_KINDS
from rejoinder.engine.models.normalise import normalise
from training.groups import kinds_by_target, kinds_by_words

SURE: Final = 1.0
LIKELY: Final = 0.6
WEAK: Final = 0.25

Labels = dict[str, tuple[float, float]]
"""Head -> (value 0..1, weight)."""

HATE_ONLY: Final = frozenset({"dyn_hate", "measuring_hate", "hatemoji_build", "edos"})
"""Sources whose toxic rows are hateful and whose other rows say nothing of toxicity: low weight on toxicity."""
SAYS_NOTHING_OF_SWEARING: Final = frozenset({"cad", "davidson_tweets", "paradetox", "convabuse", "surge_toxicity"})
"""Sources where a row without toxicity may swear."""
SPAM: Final = frozenset({"youtube_spam", "sms_spam"})
TOXICITY_WEIGHT: Final = {"davidson_tweets": 0.3, "toxic_spans": 0.4, "mlma_en": 0.4, "mlma_fr": 0.7, "paradetox": 0.7}

_SWEARING: Final = re.compile(
    r"\b(?:\w*fuck\w*|f[*@#u]+c?k\w*|\w*shit\w*|sh[*!1]t|bullsh\w+|ass|asses|\w*asshole\w*|bitch\w*|bastards?|damn\w*|"
    r"goddam\w*|crap\w*|cunts?|dicks?|dickhead\w*|piss\w*|cocks?|pric?ks?|wank\w*|twats?|bollocks|motherf\w+|wtf|stfu)\b"
)
_SEXUAL: Final = re.compile(
    r"\b(?:dicks?|cocks?|pussy|pussies|tits?|boobs?|blow ?jobs?|cum|cumming|jizz|anal|dildos?|penis|vagina|porn\w*|"
    r"horny|masturbat\w*|suck (?:my|his|your)|orgasm\w*|nudes?|naked|cunts?|whores?|sluts?)\b"
)
_HARM: Final = re.compile(
    r"\b(?:kill\w*|shoot\w*|shot|die|dies|dead|death|hang\w*|lynch\w*|murder\w*|burn\w*|gas|gun\w*|bomb\w*|rap(?:e|ed|ing)|"
    r"beat\w*|stab\w*|hunt\w*|hurt\w*|slaughter\w*|exterminat\w*|behead\w*|knife|punch\w*|smash\w*|destroy\w*|bullet\w*)\b"
)
_PROMOTING: Final = re.compile(
    r"\burl\b|\.com\b|subscrib|my channel|check (?:out|this)|free|win|cash|offer|visit|buy|order|discount|"
    r"text \w+ to|call"
)
_PERSONAL: Final = re.compile(
    r"my (?:\w+ )?(?:channel|video|song|cover|music|page|blog|rap)|subscribe|sub (?:me|to)|check me|follow me|"
    r"i(?:'m| am) a"
)
_COMMERCIAL: Final = re.compile(
    r"[$£€]|money|earn|cash|price|buy|discount|shop|free|prize|offer|income|work (?:from|at) home|gift|order|customer"
)
_OF_MEDIA: Final = re.compile(
    r"\b(?:newspaper|journalis\w*|reporter|editor\w*|media|press|article|author|publish\w*|headline|censor\w*|moderat\w*|"
    r"zeitung|presse|gazete\w*|haber\w*|basın|medya|صحيف\w*|إعلام\w*|اعلام\w*|قناه|قناة|الجزيره|الجزيرة)\b"
)


def _set(labels: Labels, head: str, value: float, weight: float) -> None:
    if labels.get(head, (0.0, 0.0))[1] < weight:
        labels[head] = (value, weight)


def _annotated(row: dict[str, Any]) -> Labels:
    source, weak = row["source"], set(row.get("weak", ()))
    labels: Labels = {}
    for name, value in row["labels"].items():
        if name not in HEADS or value is None or (source == "toxic_spans" and name == "profanity" and value < 0.5):
            continue
        weight = WEAK if name in weak else SURE
        if name == "toxicity":
            weight = min(TOXICITY_WEIGHT.get(source, 1.0), WEAK if source in HATE_ONLY else 1.0)
        labels[name] = (float(value), weight)
    return labels


def _kinds(labels: Labels, row: dict[str, Any], text: str) -> None:
    value, weight = labels.get("identity_abuse", (0.0, 0.0))
    if not weight:
        return
    if value <= 0.2:
        for kind in IDENTITY_KINDS:
            _set(labels, kind, 0.0, min(weight, LIKELY))
        return
    if value < 0.5:
        return
    target = row.get("target") or []
    named = kinds_by_target([target] if isinstance(target, str) else list(target))
    by_words = kinds_by_words(text) if row["lang"] == "en" else frozenset()
    for kind in named:
        _set(labels, kind, 1.0, LIKELY)
    if not named and len(by_words) == 1:
        _set(labels, next(iter(by_words)), 1.0, LIKELY)
    if named or by_words:
        for kind in IDENTITY_KINDS:
            if kind not in named | by_words:
                _set(labels, kind, 0.0, LIKELY if row["source"] != "edos" else WEAK)


def _harmless(labels: Labels, row: dict[str, Any]) -> None:
    """Rows found free of toxicity are clean negatives of every kind of abuse, whatever their domain."""
    value, weight = labels.get("toxicity", (1.0, 0.0))
    if value > 0.2 or not weight:
        return
    for head in ("threat", "personal_attack", "identity_abuse", *IDENTITY_KINDS):
        _set(labels, head, 0.0, LIKELY * weight)
    if row["source"] not in SAYS_NOTHING_OF_SWEARING:
        _set(labels, "vulgarity", 0.0, LIKELY * weight)
        if row["lang"] != "en":
            _set(labels, "profanity", 0.0, LIKELY * weight)


def _english_words(labels: Labels, text: str) -> None:
    _set(labels, "profanity", 0.9 if _SWEARING.search(text) else 0.0, LIKELY)
    _set(labels, "vulgarity", 0.8 if _SEXUAL.search(text) else 0.0, WEAK)
    if not _HARM.search(text):
        _set(labels, "threat", 0.0, WEAK)


def _promotion(labels: Labels, row: dict[str, Any], text: str) -> None:
    promotion = row["labels"].get("promotion")
    if promotion is None:
        if not _PROMOTING.search(text):
            _set(labels, "commercial_promotion", 0.0, WEAK)
            _set(labels, "personal_promotion", 0.0, WEAK)
        return
    personal, commercial = bool(_PERSONAL.search(text)), bool(_COMMERCIAL.search(text))
    if row["source"] == "sms_spam":
        personal, commercial = False, True
    weight = LIKELY if personal != commercial else WEAK
    _set(labels, "personal_promotion", float(promotion) * (1.0 if personal else 0.3 * (not commercial)), weight)
    _set(labels, "commercial_promotion", float(promotion) * (1.0 if commercial else 0.3 * (not personal)), weight)
    for head in ("toxicity", "threat", "identity_abuse", "personal_attack"):
        _set(labels, head, 0.0, WEAK)
    if promotion >= 0.5:
        _set(labels, "constructive", 0.0, WEAK)


def annotated(row: dict[str, Any]) -> list[str]:
    """Heads that people judged in this row, as against those that rules of ours filled in."""
    weak = row.get("weak", ())
    return sorted(head for head in HEADS if row["labels"].get(head) is not None and head not in weak)


def label(row: dict[str, Any]) -> Labels:
    """Values and weights for the heads that the row says, or lets us suppose, something about."""
    text = normalise(row["text"])
    labels = _annotated(row)
    _kinds(labels, row, text)
    _harmless(labels, row)
    if row["lang"] == "en":
        _english_words(labels, text)
    _promotion(labels, row, text)
    if labels.get("toxicity", (0.0, 0.0))[0] >= 0.7 or len(text) < 40:
        _set(labels, "constructive", 0.0, WEAK)
    if not _OF_MEDIA.search(text):
        _set(labels, "criticism_of_publisher", 0.0, WEAK)
    return labels
