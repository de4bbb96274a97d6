"""At whom a word is aimed: at the reader spoken to, at a person, at a group, or at nobody."""

from typing import Final

from rejoinder.engine.lang.matcher import Span
from rejoinder.engine.reading import Reading

_ADDRESS_REACH: Final = 8
_PERSON_REACH: Final = 5
_GROUP_REACH: Final = 6
BARE_WORDS: Final = 3
"""A comment of so few words that is an insult is said to somebody."""

GROUPS: Final = (
    "groups_sexism",
    "groups_racism",
    "groups_homophobia",
    "groups_xenophobia",
    "groups_religion",
    "groups_disability",
)
_PERSONS: Final = ("they", "they_are", "person_nouns", "public_figures")


def aimed(reading: Reading, span: Span, aim: str) -> tuple[float, tuple[str, ...]]:
    """What remains of a word's score (a factor in 0..1) for the target it has, and why."""
    if aim == "person":
        return _at_person(reading, span)
    if aim == "group":
        sentence = reading.sentence(span)
        if reading.has(*GROUPS, "all_of", "they_are", within=_around(span, sentence, _GROUP_REACH)):
            return 1.0, ("aimed_at_group",)
        return 0.45, ("no_group_named",)
    if aim == "context":
        return 0.4, ("weak_alone",)
    return 1.0, ()


def _at_person(reading: Reading, span: Span) -> tuple[float, tuple[str, ...]]:
    sentence = reading.sentence(span)
    if reading.has("you", "you_are", "insult_you", within=_around(span, sentence, _ADDRESS_REACH)):
        return 1.0, ("aimed_at_reader",)
    if reading.has(*_PERSONS, within=_around(span, sentence, _PERSON_REACH)):
        return 0.9, ("aimed_at_person",)
    if _names_reader(reading, span):
        return 0.9, ("aimed_at_reader",)
    if len(reading.tokens) - (span.last - span.first) <= BARE_WORDS:
        return 0.85, ("says_nothing_else",)
    if reading.has("this_that", "all_of", within=Span(max(sentence.first, span.first - 2), span.first)):
        return 0.75, ("points_at_somebody",)
    return 0.4, ("aimed_at_nobody",)


def _names_reader(reading: Reading, span: Span) -> bool:
    """Whether the sentence opens with @somebody and comes to the word soon."""
    sentence = reading.sentence(span)
    if span.first - sentence.first > _PERSON_REACH:
        return False
    at = reading.tokens[sentence.first].at
    text = reading.folded.text
    return text[at : at + 1] == "@" or text[max(0, at - 1) : at] == "@"


def _around(span: Span, sentence: Span, reach: int) -> Span:
    return Span(max(sentence.first, span.first - reach), min(sentence.last, span.last + reach))
