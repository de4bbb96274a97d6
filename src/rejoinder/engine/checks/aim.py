"""At whom a word is aimed: at the reader spoken to, at a person, at a group, or at nobody."""

from typing import Final

from rejoinder.engine.lang.matcher import Span
from rejoinder.engine.reading import Reading

_ADDRESS_REACH: Final = 8
_OWN_NAME_REACH: Final = 5
ANIMAL_FACTOR: Final = 0.2
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
_SOMEBODY: Final = ("you_are", "insult_you", "person_nouns", "public_figures")
_ADDRESSED: Final = ("you", "you_are", "insult_you")

_CLAUSE_BREAKS: Final = frozenset(",;:()—–")

ADJECTIVE_FIRST: Final = frozenset({"en", "de", "tr", "fr", "es"})
"""Languages that may put the hard word before the thing: a stupid law, aptal bir yasa."""
NOUN_FIRST: Final = frozenset({"ar", "fa", "ckb", "kmr", "fr", "es"})
"""Languages that may put it right behind: une loi idiote, qanûneke bêaqil."""
ZERO_COPULA: Final = frozenset({"ar", "tr", "fa", "ckb", "kmr"})
"""Languages that say the law stupid for the law is stupid, or join the copula to the word."""
_PREDICATE_REACH: Final = 5
"""Words between a thing and what is said of it: the law is so very stupid."""
_LINKS: Final = ("be", "intensifier", "this_that", "negation", "thing_nouns")
DOUBT_FACTOR: Final = 0.45
THING_FACTOR: Final = 0.25
"""Leaves even the hardest word under every threshold; the classifier still reads the whole comment."""


def aimed(reading: Reading, span: Span, aim: str) -> tuple[float, tuple[str, ...]]:
    """What remains of a word's score (a factor in 0..1) for the target it has, and why."""
    if _animal(reading, span):
        return ANIMAL_FACTOR, ("animal_meant",)
    if aim == "person":
        return _at_person(reading, span)
    if aim == "person_or_thing":
        return _person_or_thing(reading, span)
    if aim == "group":
        sentence = reading.sentence(span)
        if reading.has(*GROUPS, "all_of", "they_are", within=_around(span, sentence, _GROUP_REACH)):
            return 1.0, ("aimed_at_group",)
        return 0.45, ("no_group_named",)
    if aim == "context":
        return 0.4, ("weak_alone",)
    return 1.0, ()


def own_name(reading: Reading, span: Span) -> bool:
    """Whether a slur is what the writers call themselves: us queers, as a crip, biz ibneler."""
    sentence = reading.sentence(span)
    before = Span(max(sentence.first, span.first - _OWN_NAME_REACH), span.first)
    named = list(reading.spans("self_naming", within=before))
    behind = Span(span.last, min(sentence.last, span.last + _OWN_NAME_REACH))
    if not named and not any(place.last - place.first > 1 for place in reading.spans("self_naming", within=behind)):
        return False
    since = max((place.last for place in named), default=before.first)
    near = Span(since, min(sentence.last, span.last + 1))
    return not reading.has("they_are", "you_are", "negation", within=near)


def at_paper(reading: Reading, span: Span) -> bool:
    """Whether a threat is to a thing alone: burn this proposal; no person, body or home stands in the sentence."""
    sentence = reading.sentence(span)
    near = Span(max(sentence.first, span.first - _PREDICATE_REACH), min(sentence.last, span.last + 2))
    if not reading.has("thing_nouns", within=near):
        return False
    return not reading.has(*_SOMEBODY, *GROUPS, "you", "body_home_family", "harm_you", within=sentence)


def _animal(reading: Reading, span: Span) -> bool:
    """A word for an animal among words of farm, race and vet, with nobody addressed: the bitch had six puppies."""
    sentence = reading.sentence(span)
    if not reading.has("animals", within=span) or not reading.has("animal_context", within=sentence):
        return False
    if reading.has("you", within=Span(max(sentence.first, span.first - 1), span.last)):
        return False
    return not reading.has("you_are", "insult_you", "public_figures", within=sentence)


def _at_person(reading: Reading, span: Span) -> tuple[float, tuple[str, ...]]:
    sentence = reading.sentence(span)
    if at_thing(reading, span):
        return THING_FACTOR, ("aimed_at_thing",)
    if reading.has(*_ADDRESSED, within=_around(span, sentence, _ADDRESS_REACH)):
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


def _person_or_thing(reading: Reading, span: Span) -> tuple[float, tuple[str, ...]]:
    """For the words of a pattern that speaks of persons: what a law, or the reader's comment, lets it fall to."""
    if thing_behind(reading, span):
        return THING_FACTOR, ("aimed_at_thing",)
    if reading.has("thing_nouns", within=span) and not reading.has(*_SOMEBODY, within=span):
        return DOUBT_FACTOR, ("aimed_at_work",)  # your stupid comment is garbage
    return 1.0, ()


def at_thing(reading: Reading, span: Span) -> bool:
    """Whether a hard word belongs to a thing: attribute (a stupid law) or predicate (the law is so stupid)."""
    sentence = reading.sentence(span)
    own = frozenset(reading.own)
    if thing_behind(reading, span):
        return not reading.has(*_PERSONS, within=span)
    before = Span(max(sentence.first, span.first - _PREDICATE_REACH), span.first)
    things = list(reading.spans("thing_nouns", within=before))
    if not things:
        return False
    between = Span(things[-1].last, span.first)
    if clause_break(reading, between.first, span.first) or not _only_links(reading, between, own):
        return False
    behind = Span(span.last, min(sentence.last, span.last + 1))
    if between.first == between.last and own.isdisjoint(NOUN_FIRST | {"tr"}) and reading.has("be", within=sentence):
        return False  # the law idiots wrote is bad: somebody else is meant
    return not reading.has(*_PERSONS, *_ADDRESSED, within=behind)


def thing_behind(reading: Reading, span: Span) -> bool:
    """Whether a thing follows the word, at most one other word between: a stupid little law, aptal bir yasa."""
    if ADJECTIVE_FIRST.isdisjoint(reading.own):
        return False
    sentence = reading.sentence(span)
    last = span.last
    while last < sentence.last and reading.tokens[last].text == reading.tokens[span.last - 1].text:
        last += 1  # stupid, stupid idea
    behind = Span(last, min(sentence.last, last + 2))
    thing = next(iter(sorted(reading.spans("thing_nouns", within=behind))), None)
    if thing is None or clause_break(reading, last, thing.first):
        return False
    between = Span(last, thing.first)
    return not reading.has(*_PERSONS, *_ADDRESSED, within=between)


def _only_links(reading: Reading, between: Span, own: frozenset[str]) -> bool:
    """Whether a range holds nothing but copulas, strengthening words and a word or two: what he did there was cowardly.

    A second word more needs a copula, and so does the first where the language does not drop it.
    """
    linked = {at for span in reading.spans(*_LINKS, within=between) for at in range(span.first, span.last)}
    others = [at for at in range(between.first, between.last) if at not in linked]
    copula = reading.has("be", within=between)
    allowed = 2 if copula else 1 if own & ZERO_COPULA else 0
    return len(others) <= allowed and not reading.has(*_PERSONS, *_ADDRESSED, within=between)


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


def clause_break(reading: Reading, first: int, last: int) -> bool:
    """Whether a comma or the like stands between two neighbouring ranges of tokens."""
    if not 0 < first < len(reading.tokens):
        return False
    end = reading.tokens[min(last, len(reading.tokens) - 1)].at
    return not _CLAUSE_BREAKS.isdisjoint(reading.folded.text[reading.tokens[first - 1].to : end])
