"""``comments:suggestscore``: a moderator's own score, sent back. Kept as feedback where the operator wants that, under
no reader's name; otherwise checked and acknowledged."""

from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings
from django.utils import timezone

from rejoinder.comments.models import Site
from rejoinder.interop.perspective.analyze import detected_languages
from rejoinder.interop.perspective.attributes import LABELS_OF, base_name
from rejoinder.interop.perspective.errors import bad_json, invalid
from rejoinder.interop.perspective.requests import read_comment, read_languages, read_number, read_token
from rejoinder.interop.scoring import Rules
from rejoinder.moderation.services.feedback import Labelled, keep_feedback

_SCORE_TYPES: Final = (None, "PROBABILITY", "SCORE_TYPE_UNSPECIFIED", 0, 1)
_ATTRIBUTES_LIMIT: Final = 100


def suggest(fields: Mapping[str, Any], site: Site) -> dict[str, Any]:
    """The acknowledgement.

    Raises:
        PerspectiveError
    """
    text, _ = read_comment(fields)
    labels = _labels(fields.get("attributeScores"))
    languages, token = list(read_languages(fields.get("languages"))), read_token(fields)
    detected = detected_languages(Rules.of(site).estimate(text, language=languages[0] if languages else None))
    if settings.ENVIRONMENT.keep_feedback:
        told = {LABELS_OF[name]: value for name, value in labels.items() if name in LABELS_OF}
        language = detected[0] if detected else ""
        labelled = Labelled("perspective", text, language=language, labels=told)
        keep_feedback(site=site, labelled=labelled, now=timezone.now())
    answer: dict[str, Any] = {"requestedLanguages": languages, "detectedLanguages": detected}
    if token is not None:
        answer["clientToken"] = token
    return answer


def _labels(scores: Any) -> dict[str, float]:
    """The score of the whole comment, by attribute; attributes with spans alone have none."""
    if not isinstance(scores, dict) or not scores or len(scores) > _ATTRIBUTES_LIMIT:
        raise invalid("Missing attribute_scores")
    labels = {}
    for name, entry in scores.items():
        if not isinstance(entry, dict) or not (entry.get("summaryScore") or entry.get("spanScores")):
            raise invalid(f"Missing score for attribute {name}")
        _check_spans(name, entry.get("spanScores") or [])
        if entry.get("summaryScore") is not None:
            labels[base_name(name)] = _value(name, entry["summaryScore"])
    return labels


def _check_spans(name: str, spans: Any) -> None:
    for span in spans if isinstance(spans, list) else [None]:
        if not isinstance(span, dict) or "begin" not in span or "end" not in span:
            raise invalid(f"A span of attribute {name} needs both begin and end")
        begin, end = read_number(span["begin"], "begin"), read_number(span["end"], "end")
        if not 0 <= begin <= end:
            raise bad_json("Invalid value at 'end' (TYPE_INT32).")
        _value(name, span.get("score"))


def _value(name: str, given: Any) -> float:
    # Presence, not truth: 0 is a score.
    if not isinstance(given, dict) or "value" not in given:
        raise invalid(f"Missing score value for attribute {name}")
    if given.get("type") not in _SCORE_TYPES:
        raise invalid(f"Score type of attribute {name} must be PROBABILITY")
    value = read_number(given["value"], "value")
    if not 0 <= value <= 1:
        raise invalid(f"Score value for attribute {name} must be between 0 and 1")
    return value
