"""One sentence that lists what is not tolerated, taken apart."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rejoinder.intake.folding import folded
from rejoinder.intake.sentences import clauses, without_joint
from rejoinder.intake.tables import Table

_BRACKETS: Final = re.compile(r"[(\[（][^()\[\]]*[)\]）]?")


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of the list: its words, the prohibitions they name (none where they are not known), the kinds of abuse."""

    words: str
    keys: tuple[str, ...]
    kinds: tuple[str, ...]


def list_clauses(sentence: str, table: Table) -> Iterator[Clause]:
    """The clauses of a sentence such as ``We will not tolerate: profanity, threats, abuse (such as racism)``.

    One clause may name two (``commercial or personal promotion``). Kinds alone (``no racism``) are abuse.
    """
    for part in clauses(_list_of(sentence, table)):
        words = without_joint(part, table.joint)
        if not words:
            continue
        text = folded(words)
        keys = forbidden(_BRACKETS.sub(" ", text), table) or forbidden(text, table)
        kinds = _kinds(text, table)
        if kinds and "abuse" not in keys:
            keys = (*keys, "abuse")
        yield Clause(words, keys, kinds)


def forbidden(text: str, table: Table) -> tuple[str, ...]:
    """Keys of the prohibitions a folded text names, in its order; a name within a longer one does not count."""
    spans = [
        (found.start(), found.end(), key)
        for key, patterns in table.prohibitions.items()
        for pattern in patterns
        for found in pattern.finditer(text)
    ]
    outer = [
        (start, key)
        for start, end, key in spans
        if not any(s <= start and end <= e and e - s > end - start and key != k for s, e, k in spans)
    ]
    order = list(table.prohibitions)
    return tuple(dict.fromkeys(key for _, key in sorted(outer, key=lambda hit: (hit[0], order.index(hit[1])))))


def names(text: str, table: Table) -> frozenset[str]:
    """Keys of all a folded text names that can be forbidden, prohibitions and kinds."""
    return frozenset((*forbidden(text, table), *_kinds(text, table)))


def _kinds(text: str, table: Table) -> tuple[str, ...]:
    hits = sorted(
        (found.start(), kind)
        for kind, patterns in table.kinds.items()
        for pattern in patterns
        if (found := pattern.search(text))
    )
    return tuple(dict.fromkeys(kind for _, kind in hits))


def _list_of(sentence: str, table: Table) -> str:
    """The sentence without the words that forbid, where they stand before the list or, as in Turkish, after it."""
    named = names(folded(sentence), table)
    _, colon, after = sentence.partition(":")
    if colon and names(folded(after), table) == named:
        return after
    words = sentence.split()
    refusals = [found for pattern in table.intro if (found := pattern.search(folded(sentence)))]
    for refusal in sorted(refusals, key=lambda found: found.start() - found.end()):
        ends = [len(folded(" ".join(words[:count]))) for count in range(len(words) + 1)]
        behind = next((count for count, end in enumerate(ends) if end >= refusal.end()), len(words))
        ahead = max(count for count, end in enumerate(ends) if end <= refusal.start())
        for rest in (" ".join(words[behind:]), " ".join(words[:ahead])):
            if names(folded(rest), table) == named:
                return rest
    return sentence
