"""Mention or use: how words stand in a comment, from what surrounds them.

Quoting the article, reporting what others said, negating, condemning: all of these put hard words on the page without
breaking a guideline. The same words turned on somebody do. The rules look at one sentence, cheapest and surest first.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from rejoinder.engine.assessment import Standing
from rejoinder.engine.checks.aim import clause_break
from rejoinder.engine.lang.matcher import Span
from rejoinder.engine.lang.pack import Pattern
from rejoinder.engine.lang.terms import Choice, Phrase
from rejoinder.engine.reading import Reading

REACH: Final = 6
"""Words between which a verb of saying still governs what follows."""
NEGATION_REACH: Final = 3
NEGATION_WORDS: Final = 3
"""Words of the longest negations: it is not true that …"""
ADDRESS_REACH: Final = 3
"""Words before a quotation among which an address turns it on the reader."""
VERB_LAST: Final = frozenset({"tr", "fa", "ckb", "kmr"})
"""Languages that may put the verb behind what it governs: aptal değilsin, bana aptal dedi."""
VERB_LAST_REACH: Final = 2

MENTION_FACTOR: Final = 0.15
DOUBT_FACTOR: Final = 0.4
USE_IN_MARKS_FACTOR: Final = 0.45
"""Refers and never rejects: whether the reader speaks or cites is for a person to tell."""

_CARRIERS: Final = ("be", "you_are", "they_are", "will", "i_will", "should")
_ADDRESS: Final = ("you", "you_are", "insult_you")


@dataclass(frozen=True, slots=True)
class Stand:
    """How a span stands, what remains of its score (a factor), and why."""

    standing: Standing = "use"
    factor: float = 1.0
    because: tuple[str, ...] = ()


USE: Final = Stand()


def weigh(reading: Reading, span: Span, pattern: Pattern | None = None) -> Stand:
    """How the words of a span stand. ``pattern``: the one that found them, where one did."""
    if _endorsed(reading, span):
        return USE
    for rule in (
        _quoted_from_source,
        _in_marks,
        partial(_negated, pattern=pattern),
        _counter_speech,
        _reported,
        _said_after,
        _said_inside,
    ):
        if (standing := rule(reading, span)) is not None:
            return standing
    return USE


def _endorsed(reading: Reading, span: Span) -> bool:
    """They say all X are thieves, and they are right: what somebody agrees with is said by them as well."""
    sentence = reading.sentence(span)
    behind = Span(span.last, sentence.last)
    places = [*reading.spans("endorse", within=behind), *reading.spans("endorse", within=_next_sentence(reading, span))]
    return any(
        not reading.has("negation", within=Span(max(span.last, place.first - 2), place.first)) for place in places
    )


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
    # A pattern may begin outside the marks: Copts do not "only understand the stick".
    passage = next((p for p in reading.quotes.marked if p.holds(start, end) or start < p.start < end <= p.end), None)
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
    near = Span(max(around.first, quote.first - ADDRESS_REACH), quote.first)
    if addressed(reading, near) or (len(inside) == 1 and addressed(reading, outside[1])):
        return None  # you are an "idiot": the marks soften nothing
    if addressed(reading, quote) or reading.has("harm_you", "die_you", within=quote):
        return Stand("use", USE_IN_MARKS_FACTOR, ("in_quotation_marks",))  # "die in a fire", to nobody else named
    return _mention("in_quotation_marks", DOUBT_FACTOR)


def _negated(reading: Reading, span: Span, *, pattern: Pattern | None = None) -> Stand | None:
    sentence = reading.sentence(span)
    reach = NEGATION_REACH + NEGATION_WORDS
    before = Span(max(sentence.first, span.first - reach), span.first)
    opens_with_address = any(place.first == span.first for place in reading.spans(*_ADDRESS, within=span))
    for negation in _denials(reading, before):
        if negation.last < span.first - NEGATION_REACH:
            continue
        between = Span(negation.last, span.first)
        saying = Span(negation.first, span.first)
        if opens_with_address and not reading.has("reporting", within=saying):
            continue  # "no you are an idiot" denies nothing, "not saying you are an idiot" does
        if clause_break(reading, negation.last, span.first):
            continue
        if reading.has("reporting", within=negation) or not addressed(reading, between):
            return _mention("negated")
    if _negated_inside(reading, span, pattern):
        return _mention("negated")
    if VERB_LAST.intersection(reading.own):
        behind = Span(span.last, min(sentence.last, span.last + VERB_LAST_REACH))
        if any(not clause_break(reading, span.last, n.first) for n in _denials(reading, behind, sentence)):
            return _mention("negated")
    return None


def _denials(reading: Reading, within: Span, around: Span | None = None) -> list[Span]:
    """Negations that deny. Not only an idiot, nothing but an idiot, never seen such an idiot: these deny nothing."""
    around = around or reading.sentence(within) if within.first < within.last else within
    void = list(reading.spans("no_denial", within=around))
    return [
        negation
        for negation in reading.spans("negation", within=within)
        if not any(place.first < negation.last and negation.first < place.last for place in void)
    ]


def _negated_inside(reading: Reading, span: Span, pattern: Pattern | None) -> bool:
    """You're not an idiot, I will not kill you: a negation right behind the verb that carries the pattern.

    A negation that belongs to what the pattern says (are not human, should not vote) is a part of the abuse.
    """
    for negation in _denials(reading, span):
        if negation.first == span.first or negation.last == span.last:
            continue
        if _belongs(reading, negation, span, pattern) and not clause_break(reading, negation.last, span.last - 1):
            continue
        if VERB_LAST.intersection(reading.own):
            return True  # X ne mar in: the verb stands behind what is denied
        before = Span(max(span.first, negation.first - 2), negation.last)
        if any(verb.last >= negation.first for verb in reading.spans(*_CARRIERS, within=before)):
            return not reading.has("you", within=Span(negation.last, min(span.last, negation.last + 1)))
    return False


def _belongs(reading: Reading, negation: Span, span: Span, pattern: Pattern | None) -> bool:
    """Whether a phrase or a list of the pattern stands around a negation in the text."""
    if pattern is None:
        return False
    names: set[str] = set()
    for sequence in pattern.sequences:
        for number, element in enumerate(sequence):
            if not isinstance(element, Choice):
                continue
            names.update(element.lists)
            closes = number == len(sequence) - 1
            if any(not closes or last == span.last for last in _ends(reading, negation, span, element.phrases)):
                return True
    names -= {"negation", *_CARRIERS}
    return any(
        place.first <= negation.first and negation.last <= place.last
        for place in reading.spans(*sorted(names), within=span)
    )


def _ends(reading: Reading, around: Span, span: Span, phrases: tuple[Phrase, ...]) -> Iterator[int]:
    """Where phrases end that stand in the text word for word, in a span and around another."""
    for phrase in phrases:
        for first in range(max(span.first, around.last - len(phrase)), around.first + 1):
            last = first + len(phrase)
            words = [token.text for token in reading.tokens[first:last]]
            if last >= around.last and words == [word.text for word in phrase]:
                yield last


def _counter_speech(reading: Reading, span: Span) -> Stand | None:
    """Nobody should call them X; calling people X is disgusting: a verb of calling before the words that is ruled out,
    or a condemnation outside them."""
    sentence = reading.sentence(span)
    before, behind = Span(sentence.first, span.first), Span(span.last, sentence.last)
    named = Span(max(sentence.first, span.first - REACH), span.first)
    for verb in reading.spans("reporting", "calling", within=named):
        before_verb = Span(max(sentence.first, verb.first - 4), verb.first)
        if _denials(reading, before_verb, sentence) and reading.has("i", within=before_verb):
            return _mention("negated")  # I didn't call you an X
        ruling_out = _denials(reading, Span(max(sentence.first, verb.first - 4), verb.first), sentence)
        if (
            ruling_out
            and not addressed(reading, Span(verb.last, span.first))
            and not clause_break(reading, verb.last, span.first)
        ):
            return _mention("counter_speech")  # nobody should call them X
    condemned = any(reading.has("condemn", "condemn_violence", within=part) for part in (before, behind))
    condemned = condemned or reading.has("condemn", "denied_after", within=_next_sentence(reading, span))
    if not condemned or reading.has("you_are", within=sentence):
        return None
    if any(True for _ in _verbs_of_saying(reading, span, sentence)):
        return _mention("counter_speech")
    if any(reading.has("condemn_violence", within=part) for part in (before, behind)):
        return _mention("condemned")
    return None


def _next_sentence(reading: Reading, span: Span) -> Span:
    """The sentence behind that of a span; empty behind the last."""
    number = reading.tokens[span.last - 1].sentence + 1
    return reading.sentences[number] if number < len(reading.sentences) else Span(span.last, span.last)


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


def _said_inside(reading: Reading, span: Span) -> Stand | None:
    """They are described as vermin in the papers: a verb of saying amid the words, with nobody addressed."""
    inside = Span(span.first + 1, max(span.first + 1, span.last - 1))
    if addressed(reading, span):
        return None
    if reading.has("described_as", within=inside):
        return _mention("reported", 0.3)
    behind = Span(span.last, min(reading.sentence(span).last, span.last + REACH // 2))
    if VERB_LAST.intersection(reading.own) and reading.has("described_as", within=behind):
        return _mention("reported", 0.3)
    return None


def _verbs_of_saying(reading: Reading, span: Span, sentence: Span) -> Iterator[Span]:
    yield from reading.spans("reporting", within=Span(max(sentence.first, span.first - REACH), span.first))
