"""Mention or use: how words stand in a comment, from what surrounds them.

Quoting the article, reporting what others said, negating, condemning: all of these put hard words on the page without
breaking a guideline. The same words turned on somebody do. The rules look at one sentence, cheapest and surest first.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rejoinder.engine.assessment import Standing
from rejoinder.engine.lang.matcher import Span
from rejoinder.engine.reading import Reading

REACH: Final = 6
"""Words between which a verb of saying still governs what follows."""
NEGATION_REACH: Final = 3
VERB_LAST: Final = frozenset({"tr", "fa", "ckb", "kmr"})
"""Languages that may put the verb behind what it governs: aptal değilsin, bana aptal dedi."""
VERB_LAST_REACH: Final = 2

MENTION_FACTOR: Final = 0.15
DOUBT_FACTOR: Final = 0.4

_CARRIERS: Final = ("be", "you_are", "they_are", "will", "i_will", "should")
_ADDRESS: Final = ("you", "you_are", "insult_you")
_CLAUSE_BREAKS: Final = frozenset(",;:()—–")


@dataclass(frozen=True, slots=True)
class Stand:
    """How a span stands, what remains of its score (a factor), and why."""

    standing: Standing = "use"
    factor: float = 1.0
    because: tuple[str, ...] = ()


USE: Final = Stand()


def weigh(reading: Reading, span: Span) -> Stand:
    """How the words of a span stand."""
    for rule in (_quoted_from_source, _in_marks, _negated, _counter_speech, _reported, _said_after):
        if (standing := rule(reading, span)) is not None:
            return standing
    return USE


def addressed(reading: Reading, within: Span) -> bool:
    """Whether a range of tokens speaks to somebody."""
    return reading.has(*_ADDRESS, within=within)


def _mention(code: str, factor: float = MENTION_FACTOR) -> Stand:
    return Stand("mention", factor, (code,))


def _offsets(reading: Reading, span: Span) -> tuple[int, int]:
    return reading.tokens[span.first].start, reading.tokens[span.last - 1].end


def _quoted_from_source(reading: Reading, span: Span) -> Stand | None:
    start, end = _offsets(reading, span)
    if any(passage.holds(start, end) for passage in reading.quotes.article):
        return _mention("quotes_article")
    if any(passage.holds(start, end) for passage in reading.quotes.parent):
        return _mention("quotes_parent")
    return None


def _in_marks(reading: Reading, span: Span) -> Stand | None:
    start, end = _offsets(reading, span)
    passage = next((p for p in reading.quotes.marked if p.holds(start, end)), None)
    if passage is None:
        return None
    inside = [i for i, token in enumerate(reading.tokens) if passage.holds(token.start, token.end)]
    quote = Span(inside[0], inside[-1] + 1)
    around = reading.sentence(quote)
    outside = [Span(around.first, quote.first), Span(quote.last, around.last)]
    if any(reading.has("reporting", "quote_intro", within=part) for part in outside):
        return _mention("reported")
    if any(reading.has("condemn", "condemn_violence", "negation", within=part) for part in outside):
        return _mention("condemned")
    if any(addressed(reading, part) for part in outside):
        return None  # you are an "idiot": the marks soften nothing
    return _mention("in_quotation_marks", DOUBT_FACTOR)


def _negated(reading: Reading, span: Span) -> Stand | None:
    sentence = reading.sentence(span)
    before = Span(max(sentence.first, span.first - NEGATION_REACH), span.first)
    opens_with_address = any(place.first == span.first for place in reading.spans(*_ADDRESS, within=span))
    for negation in reading.spans("negation", within=before):
        between = Span(negation.last, span.first)
        if opens_with_address and not reading.has("reporting", within=between):
            continue  # "no you are an idiot" denies nothing, "not saying you are an idiot" does
        if not addressed(reading, between) and not _clause_break(reading, negation.last, span.first):
            return _mention("negated")
    if _negated_inside(reading, span):
        return _mention("negated")
    if VERB_LAST.intersection(reading.own):
        behind = Span(span.last, min(sentence.last, span.last + VERB_LAST_REACH))
        if reading.has("negation", within=behind) and not _clause_break(reading, span.last, behind.last):
            return _mention("negated")
    return None


def _negated_inside(reading: Reading, span: Span) -> bool:
    """You're not an idiot, I will not kill you: a negation right behind the verb that carries the pattern."""
    for negation in reading.spans("negation", within=span):
        if negation.first == span.first or negation.last == span.last:
            continue
        before = Span(max(span.first, negation.first - 2), negation.last)
        if any(verb.last >= negation.first for verb in reading.spans(*_CARRIERS, within=before)):
            return not reading.has("you", within=Span(negation.last, min(span.last, negation.last + 1)))
    return False


def _counter_speech(reading: Reading, span: Span) -> Stand | None:
    """Calling people X is disgusting: a verb of calling before the words, and a condemnation outside them."""
    sentence = reading.sentence(span)
    before, behind = Span(sentence.first, span.first), Span(span.last, sentence.last)
    condemned = any(reading.has("condemn", "condemn_violence", within=part) for part in (before, behind))
    if not condemned or reading.has("you_are", within=sentence):
        return None
    if any(True for _ in _verbs_of_saying(reading, span, sentence)):
        return _mention("counter_speech")
    if any(reading.has("condemn_violence", within=part) for part in (before, behind)):
        return _mention("condemned")
    return None


def _reported(reading: Reading, span: Span) -> Stand | None:
    """He called me an X; the minister said they were X: somebody else's words, unless turned on the reader."""
    sentence = reading.sentence(span)
    for verb in _verbs_of_saying(reading, span, sentence):
        before, between = Span(sentence.first, verb.first), Span(verb.last, span.first)
        if reading.has("i", within=Span(max(before.first, before.last - 1), before.last)):
            continue  # I called him a liar is the reader's own word
        if reading.has("i", "we", within=between):
            return _mention("said_to_reader")
        if not addressed(reading, between) and not addressed(reading, before):
            return _mention("reported", 0.3)
    behind = Span(span.last, min(sentence.last, span.last + VERB_LAST_REACH))
    if VERB_LAST.intersection(reading.own) and reading.has("reporting", within=behind):
        before = Span(sentence.first, span.first)
        if reading.has("i", "we", within=before):
            return _mention("said_to_reader")
        if reading.has("they", "person_nouns", "public_figures", within=before):
            return _mention("reported", 0.3)
    return None


def _said_after(reading: Reading, span: Span) -> Stand | None:
    """Kill them all, they said: somebody else is named as the speaker right behind the words."""
    sentence = reading.sentence(span)
    behind = Span(span.last, min(sentence.last, span.last + 4))
    for verb in reading.spans("reporting", within=behind):
        if reading.has("they", "person_nouns", "public_figures", "actors", within=Span(span.last, verb.first)):
            return _mention("said_by_others", DOUBT_FACTOR)
    return None


def _verbs_of_saying(reading: Reading, span: Span, sentence: Span) -> Iterator[Span]:
    yield from reading.spans("reporting", within=Span(max(sentence.first, span.first - REACH), span.first))


def _clause_break(reading: Reading, first: int, last: int) -> bool:
    """Whether a comma or the like stands between two neighbouring ranges of tokens."""
    if not 0 < first < len(reading.tokens):
        return False
    end = reading.tokens[min(last, len(reading.tokens) - 1)].at
    return not _CLAUSE_BREAKS.isdisjoint(reading.folded.text[reading.tokens[first - 1].to : end])
