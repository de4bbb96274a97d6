"""Criticism of the publisher: what it is, and which hard words it protects.

Readers may say what they like of a newspaper and its work. A named journalist's looks, family or person are no part
of that, and neither are other readers.
"""

from typing import Final

from rejoinder.engine.assessment import Finding
from rejoinder.engine.checks.base import Result
from rejoinder.engine.lang.matcher import Span
from rejoinder.engine.reading import PUBLISHER_NAMES, Reading

_REACH: Final = 6
_WORK_REACH: Final = 8


def names_publisher(reading: Reading, within: Span) -> bool:
    """Whether a range of tokens holds a name of the publisher."""
    return reading.has(PUBLISHER_NAMES, within=within)


def about_publisher(reading: Reading, span: Span) -> bool:
    """Whether hard words speak of the publisher or its journalism rather than of a person."""
    sentence = reading.sentence(span)
    named = names_publisher(reading, sentence)
    if reading.parent is None and named and not reading.has("they", "person_nouns", within=sentence):
        return True  # Rudaw, you are clowns: nobody else is there to be addressed
    work = Span(max(sentence.first, span.first - _WORK_REACH), min(sentence.last, span.last + _WORK_REACH))
    near = Span(max(sentence.first, span.first - _REACH), min(sentence.last, span.last + _REACH))
    if reading.has("journalism_criticism", within=span) and (named or reading.has("publisher_words", within=work)):
        return not reading.has("they", "they_are", within=near)
    if reading.has("you_are", "they", "they_are", within=near):
        return False
    persons = set(reading.spans("person_nouns", within=near))
    return any(place not in persons for place in reading.spans("publisher_words", within=near)) and not persons


class CriticismCheck:
    """Findings of the kind ``criticism_of_publisher``, all of them protected: editors get to see them."""

    id: Final = "criticism"
    labels: Final = ("criticism_of_publisher",)

    def run(self, reading: Reading) -> Result:
        """One finding for each word of criticism in a sentence that speaks of the publisher."""
        findings: list[Finding] = []
        seen: set[int] = set()
        for span in reading.spans("journalism_criticism"):
            reading.deadline.keep()
            sentence = reading.sentence(span)
            if sentence.first in seen:
                continue
            named = names_publisher(reading, sentence)
            places = [p for p in reading.spans("publisher_words", within=sentence) if p != span]
            if not named and not places:
                continue
            seen.add(sentence.first)
            ours = named or reading.has("you", within=sentence)
            score = 0.9 if named else 0.75 if ours else 0.6
            because = ("names_publisher",) if named else ("names_its_work",)
            finding = reading.finding(span, self.labels[0], score, self.id, standing="protected", because=because)
            findings.append(finding)
        for match in reading.matches:
            for span, pattern in match.patterns:
                if pattern.label == self.labels[0]:
                    finding = reading.finding(span, pattern.label, pattern.score, self.id, standing="protected")
                    findings.append(finding)
        best = max((finding.score for finding in findings), default=0.0)
        return Result(tuple(sorted(findings)), {self.labels[0]: best})
