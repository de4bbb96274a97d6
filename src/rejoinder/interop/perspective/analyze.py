"""From a request to an answer: one assessment, mapped to every attribute asked for."""

import re
from typing import Any, Final

from rejoinder.comments.models import Site
from rejoinder.interop.perspective.attributes import MAPPED, base_name
from rejoinder.interop.perspective.errors import invalid, language_not_supported, unavailable
from rejoinder.interop.perspective.requests import AnalyzeRequest
from rejoinder.interop.scoring import Scored, score
from rejoinder.interop.utf16 import utf16_length, utf16_span

_SENTENCE_LIMIT: Final = 40
"""Sentences that are scored one by one when spans are asked for; the last takes the rest of the text."""

# A sentence ends at its punctuation, with the quotes, brackets and emoji that follow it.
_SENTENCE: Final = re.compile(r"\S.*?(?:[.!?؟۔…]+[^\w\s]*(?:\s+[^\w\s]+(?=\s|$))*(?=\s|$)|\n|$)", re.DOTALL)

_PERSPECTIVE_CODES: Final = {"kmr": "ku"}
"""Codes that callers know the language by, where ours is finer (ISO 639-3)."""


def analyze(request: AnalyzeRequest, site: Site) -> dict[str, Any]:
    """The answer to ``comments:analyze``.

    Raises:
        PerspectiveError
    """
    hint = request.languages[0].split("-")[0] if request.languages else None
    scored = score(request.text, site=site, language=hint, parent=request.parent, article=request.article)
    language = scored.assessment.language
    detected = [] if language == "und" else [_PERSPECTIVE_CODES.get(language, language)]
    names = _answerable(request, scored, detected)
    sentences = _sentences(request, site, hint) if request.spans and names else []
    scores = {}
    for name in names:
        entry = _attribute(name, scored, sentences, request.text)
        threshold = request.thresholds[name]
        if threshold is None or entry["summaryScore"]["value"] >= threshold:
            scores[name] = entry
    answer: dict[str, Any] = {"attributeScores": scores} if scores else {}
    answer["languages"] = list(request.languages) or detected
    answer["detectedLanguages"] = detected
    if request.client_token is not None:
        answer["clientToken"] = request.client_token
    return answer


def _answerable(request: AnalyzeRequest, scored: Scored, detected: list[str]) -> list[str]:
    """The attributes to answer, in the order asked."""
    unread = scored.unassessed
    if scored.failed:
        raise unavailable()
    if unread and not detected and not request.languages:
        raise invalid("Unable to detect language", "LANGUAGE_DETECTION_FAILED")
    names = []
    for name in request.thresholds:
        if base_name(name) in MAPPED and not unread:
            names.append(name)
        elif not request.drop_unsupported:
            raise language_not_supported(name, detected, list(request.languages))
    return names


def _sentences(request: AnalyzeRequest, site: Site, hint: str | None) -> list[tuple[int, int, Scored]]:
    """The sentences, in UTF-16 units, each with its scores."""
    spans = [found.span() for found in _SENTENCE.finditer(request.text)]
    spans = [(start, start + len(request.text[start:end].rstrip())) for start, end in spans]
    if len(spans) > _SENTENCE_LIMIT:
        spans = [*spans[: _SENTENCE_LIMIT - 1], (spans[_SENTENCE_LIMIT - 1][0], spans[-1][1])]
    return [
        (
            *utf16_span(request.text, start, end),
            score(request.text[start:end], site=site, language=hint, parent=request.parent, article=request.article),
        )
        for start, end in spans
    ]


def _attribute(name: str, scored: Scored, sentences: list[tuple[int, int, Scored]], text: str) -> dict[str, Any]:
    mapped = MAPPED[base_name(name)]
    summary = {"value": mapped(scored.assessment.scores), "type": "PROBABILITY"}
    spans = [
        {"begin": begin, "end": end, "score": {"value": mapped(part.assessment.scores), "type": "PROBABILITY"}}
        for begin, end, part in sentences
    ] or [{"begin": 0, "end": utf16_length(text), "score": summary}]
    return {"spanScores": spans, "summaryScore": summary}
