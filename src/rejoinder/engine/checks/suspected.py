"""The words on which the classifier's suspicion rests, found among the words of the comment as it was sent.

Every word has a share in the log odds of a label (``Judgement.words``). Where some stand out, they are the evidence;
where none does, as in a veiled threat, it is the few neighbouring words that together add most.
"""

from typing import Final

from rejoinder.engine.lang.matcher import Span
from rejoinder.engine.models.judgement import Judgement
from rejoinder.engine.models.origins import word_places, words_behind
from rejoinder.engine.reading import Reading

OF_STRONGEST: Final = 0.6
"""Part of the strongest word's share from which another word counts as well."""
STANDS_OUT: Final = 0.3
"""Log odds that a word must add. Both chosen on 1,200 training comments of SemEval-2021 task 5 (toxic spans)."""
MOST: Final = 3
"""Stretches of words shown for one label."""
NEIGHBOURS: Final = 6
"""Words shown where none stands out."""


def token_owners(reading: Reading, judgement: Judgement) -> list[list[int]] | None:
    """For each character of the judged spelling the words of the reading it comes from; None where that is unclear."""
    behind = words_behind(reading.text, judgement.plain)
    if behind is None:
        return None
    of_place: list[list[int]] = []
    first = 0
    for start, end in word_places(reading.text):
        while first < len(reading.tokens) and reading.tokens[first].end <= start:
            first += 1
        last = first
        while last < len(reading.tokens) and reading.tokens[last].start < end:
            last += 1
        of_place.append(list(range(first, last)))
    return [of_place[place] if place >= 0 else [] for place in behind]


def shares(reading: Reading, judgement: Judgement, owners: list[list[int]], head: str) -> list[float]:
    """Log odds that each word of the reading adds to a head."""
    told = [0.0] * len(reading.tokens)
    for start, end, weight in judgement.words(head):
        reading.deadline.keep()
        behind = {token for at in range(start, end) for token in owners[at]}
        for token in behind:
            told[token] += weight
    return told


def evidence(told: list[float]) -> list[Span]:
    """The stretches of words that a suspicion rests on, in order; none where no word speaks for it."""
    strongest = max(told, default=0.0)
    if strongest <= 0.0:
        return []
    least = max(STANDS_OUT, OF_STRONGEST * strongest)
    found: list[Span] = []
    for at, weight in enumerate(told):
        if weight < least:
            continue
        if found and found[-1].last == at:
            found[-1] = Span(found[-1].first, at + 1)
        else:
            found.append(Span(at, at + 1))
    found.sort(key=lambda span: (-max(told[span.first : span.last]), span.first))
    return sorted(found[:MOST]) or [_heaviest(told)]


def _heaviest(told: list[float]) -> Span:
    """At most NEIGHBOURS words whose shares add up to most, the fewest such."""
    spans = (
        Span(first, last)
        for first in range(len(told))
        for last in range(first + 1, min(len(told), first + NEIGHBOURS) + 1)
    )
    return max(spans, key=lambda span: (round(sum(told[span.first : span.last]), 6), span.first - span.last))
