"""From a request to an answer: one assessment, mapped to every attribute asked for."""

import re
from typing import Any, Final

from django.conf import settings

from rejoinder.comments.models import Site
from rejoinder.engine import Context
from rejoinder.interop.html_text import text_of
from rejoinder.interop.perspective.attributes import MAPPED, base_name
from rejoinder.interop.perspective.errors import invalid, language_not_supported, unavailable
from rejoinder.interop.perspective.requests import AnalyzeRequest
from rejoinder.interop.scoring import Estimated, Rules
from rejoinder.interop.utf16 import utf16_length, utf16_span

SENTENCE_LIMIT: Final = 40
"""Sentences that are scored one by one when spans are asked for; the last takes the rest of the text."""

# A sentence ends at its punctuation, with the quotes, brackets and emoji that follow it.
_SENTENCE: Final = re.compile(r"\S.*?(?:[.!?؟۔…。！？]+[^\w\s]*(?:\s+[^\w\s]+(?=\s|$))*(?=\s|$)|\n|$)", re.DOTALL)

_PERSPECTIVE_CODES: Final = {"kmr": "ku"}
"""Codes that callers know the language by, where ours is finer (ISO 639-3)."""
_OUR_CODES: Final = {theirs: ours for ours, theirs in _PERSPECTIVE_CODES.items()}

_UNTOLD: Final = frozenset({"nothing_to_read", "language_unknown"})

Sentence = tuple[int, int, Estimated]
"""Begin and end in UTF-16 units, and what it scores."""


class Analysis:
    """One call of ``comments:analyze``."""

    def __init__(self, request: AnalyzeRequest, site: Site) -> None:
        self._request = request
        self._rules = Rules.of(site)
        self._site_language = site.language
        self._context: Context = self._rules.context(article=request.article, parent=request.parent)

    def answer(self) -> dict[str, Any]:
        """The answer.

        Raises:
            PerspectiveError
        """
        request, whole = self._request, self._estimate(self._request.text)
        detected = detected_languages(whole)
        names = self._answerable(whole, detected)
        sentences = self._sentences() if request.spans and names else []
        scores = {}
        for name in names:
            entry = _attribute(name, whole, sentences, request.text)
            threshold = request.thresholds[name]
            if threshold is None or entry["summaryScore"]["value"] >= threshold:
                scores[name] = entry
        answer: dict[str, Any] = {"attributeScores": scores} if scores else {}
        answer["languages"] = list(request.languages) or detected
        answer["detectedLanguages"] = detected
        if request.client_token is not None:
            answer["clientToken"] = request.client_token
        return answer

    def _estimate(self, text: str) -> Estimated:
        # Only a hint, for what is too short to tell: without the caller's, the language that the site is written in.
        hint = self._request.languages[0].split("-")[0].lower() if self._request.languages else self._site_language
        read = text_of(text) if self._request.html else text
        return self._rules.estimate(read, language=_OUR_CODES.get(hint, hint), context=self._context)

    def _answerable(self, whole: Estimated, detected: list[str]) -> list[str]:
        """The attributes to answer, in the order asked."""
        if whole.failed:
            raise unavailable()
        # Where the caller names a language, what is in none that can be told is taken to be in that one.
        unread = set(whole.unassessed) - (_UNTOLD if self._request.languages else set())
        if unread and not detected and not self._request.languages:
            raise invalid("Unable to detect language", "LANGUAGE_DETECTION_FAILED")
        names = []
        for name in self._request.thresholds:
            mapped = base_name(name) in MAPPED
            if mapped and not unread:
                names.append(name)
            elif not self._request.drop_unsupported and (mapped or _unmapped_is_an_error()):
                raise language_not_supported(name, detected, list(self._request.languages))
        return names

    def _sentences(self) -> list[Sentence]:
        text = self._request.text
        spans = [found.span() for found in _SENTENCE.finditer(text)]
        spans = [(start, start + len(text[start:end].rstrip())) for start, end in spans]
        if len(spans) > SENTENCE_LIMIT:
            spans = [*spans[: SENTENCE_LIMIT - 1], (spans[SENTENCE_LIMIT - 1][0], spans[-1][1])]
        return [(*utf16_span(text, start, end), self._estimate(text[start:end])) for start, end in spans]


def detected_languages(estimated: Estimated) -> list[str]:
    """The language found, as Perspective's callers know it; none when nothing tells."""
    language = estimated.assessment.language
    return [] if language == "und" else [_PERSPECTIVE_CODES.get(language, language)]


def _unmapped_is_an_error() -> bool:
    return bool(settings.ENVIRONMENT.perspective_unmapped == "error")


def _attribute(name: str, whole: Estimated, sentences: list[Sentence], text: str) -> dict[str, Any]:
    mapped = MAPPED[base_name(name)]
    summary = {"value": mapped(whole.scores), "type": "PROBABILITY"}
    spans = [
        {"begin": begin, "end": end, "score": {"value": mapped(part.scores), "type": "PROBABILITY"}}
        for begin, end, part in sentences
    ] or [{"begin": 0, "end": utf16_length(text), "score": summary}]
    return {"spanScores": spans, "summaryScore": summary}
