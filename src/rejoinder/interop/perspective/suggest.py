"""``comments:suggestscore``: a moderator's own score, sent back. It is checked and acknowledged, and kept nowhere:
what a newsroom's moderators decide is learned from their decisions, not from here."""

from collections.abc import Mapping
from typing import Any

from rejoinder.comments.models import Site
from rejoinder.interop.perspective.errors import invalid
from rejoinder.interop.perspective.requests import read_comment, read_languages, read_number, read_token
from rejoinder.interop.scoring import score


def suggest(fields: Mapping[str, Any], site: Site) -> dict[str, Any]:
    """The acknowledgement.

    Raises:
        PerspectiveError
    """
    text = read_comment(fields)
    scores = fields.get("attributeScores")
    if not isinstance(scores, dict) or not scores:
        raise invalid("Missing attribute_scores")
    for name, entry in scores.items():
        _check(name, entry)
    languages = list(read_languages(fields.get("languages")))
    answer: dict[str, Any] = {
        "requestedLanguages": languages,
        "detectedLanguages": [score(text, site=site).assessment.language],
    }
    token = read_token(fields)
    if token is not None:
        answer["clientToken"] = token
    return answer


def _check(name: str, entry: Any) -> None:
    if not isinstance(entry, dict) or not (entry.get("summaryScore") or entry.get("spanScores")):
        raise invalid(f"Missing score for attribute {name}")
    summary = entry.get("summaryScore")
    if summary is not None:
        _check_score(name, summary)
    spans = entry.get("spanScores") or []
    for span in spans if isinstance(spans, list) else [None]:
        if not isinstance(span, dict) or ("begin" in span) != ("end" in span):
            raise invalid(f"A span of attribute {name} needs both begin and end")
        _check_score(name, span.get("score"))


def _check_score(name: str, score_given: Any) -> None:
    if not isinstance(score_given, dict) or "value" not in score_given:
        raise invalid(f"Missing score value for attribute {name}")
    if not 0 <= read_number(score_given["value"], "value") <= 1:
        raise invalid(f"Score value for attribute {name} must be between 0 and 1")
