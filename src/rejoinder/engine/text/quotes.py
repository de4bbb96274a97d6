"""What a comment quotes: passages of the article or of the comment it answers, and words between quotation marks."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from rejoinder.engine.text.folding import fold
from rejoinder.engine.text.tokens import Token, tokenize

MIN_QUOTED_WORDS: Final = 4
"""Fewer words in a row than this coincide by chance; inside quotation marks two suffice."""

STEM_CHARS: Final = 5
"""Words that begin alike to here are one word in two forms."""
RETOLD_SHARE: Final = 0.6
"""Of the words between marks, how many have to stand in the source."""
MAX_RETOLD_WORDS: Final = 80
MAX_SOURCE_WORDS: Final = 4000
"""Bounds on what is aligned, since that takes time with the product of both."""

_PAIRS: Final = (("“", "”"), ("„", "“"), ("„", "”"), ("«", "»"), ("»", "«"), ("‹", "›"), ("「", "」"), ("‘", "’"))
_MARKED: Final = re.compile(
    "|".join(f"{re.escape(a)}[^{re.escape(b)}\n]{{1,1000}}{re.escape(b)}" for a, b in _PAIRS)
    + "|\"[^\"\n]{1,1000}\"|(?<!\\w)'[^'\n]{1,200}'(?!\\w)|(?<!\\w)`[^`\n]{1,200}`"
)
_BLOCK_LINE: Final = re.compile(r"^[ \t]*>[^\n]*", re.MULTILINE)


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """A range of the original text, half open."""

    start: int
    end: int

    def holds(self, start: int, end: int) -> bool:
        """Whether a range lies wholly inside."""
        return self.start <= start and end <= self.end


@dataclass(frozen=True, slots=True)
class Quotes:
    """``marked``: between quotation marks or in block-quote lines. The others: words taken from a source."""

    marked: tuple[Passage, ...] = ()
    article: tuple[Passage, ...] = ()
    parent: tuple[Passage, ...] = ()


def find_quotes(text: str, tokens: Sequence[Token], article: Sequence[str], parent: str | None) -> Quotes:
    """The quotations in a comment. Each passage runs from a word's first code point to a word's last.

    Words taken from the parent count only between marks, in block quotes, or beside words of the reader's own: to say
    a threat again is to threaten.
    """
    blocks = [Passage(m.start(), m.end()) for m in _BLOCK_LINE.finditer(text)]
    marked = sorted({*blocks, *(Passage(m.start(), m.end()) for m in _MARKED.finditer(text))})
    from_article = _taken(tokens, source_words(tuple(article)), marked) if article else []
    from_parent = _taken(tokens, source_words((parent,)), marked) if parent else []
    own_words = len(tokens) - sum(any(p.holds(t.start, t.end) for p in from_parent) for t in tokens)
    if own_words < MIN_QUOTED_WORDS - 1:
        from_parent = [p for p in from_parent if any(m.holds(p.start, p.end) for m in marked)]
    return Quotes(tuple(marked), tuple(from_article), tuple(from_parent))


@dataclass(frozen=True, slots=True)
class Source:
    """A source as it is compared: its words, their runs of two and of four, and how all words begin, in order."""

    words: frozenset[str]
    runs: frozenset[tuple[str, ...]]
    stems: tuple[str, ...]


@lru_cache(maxsize=64)
def source_words(paragraphs: tuple[str, ...]) -> Source:
    """The words of a source, folded."""
    words: set[str] = set()
    runs: set[tuple[str, ...]] = set()
    stems: list[str] = []
    for paragraph in paragraphs:
        texts = [token.text for token in tokenize(paragraph, fold(paragraph)) if not token.emoji]
        words.update(texts)
        stems += [text[:STEM_CHARS] for text in texts]
        for size in (2, MIN_QUOTED_WORDS):
            runs.update(tuple(texts[i : i + size]) for i in range(len(texts) - size + 1))
    return Source(frozenset(words), frozenset(runs), tuple(stems[:MAX_SOURCE_WORDS]))


def _retold(inside: Sequence[str], stems: tuple[str, ...]) -> bool:
    """Whether most words of a passage stand in the source in the same order, by their beginnings, and close together.

    So a quotation is known that leaves words out, changes an ending or mends a slip.
    """
    if not MIN_QUOTED_WORDS <= len(inside) <= MAX_RETOLD_WORDS:
        return False
    wanted = [text[:STEM_CHARS] for text in inside]
    found = SequenceMatcher(None, stems, wanted, autojunk=False).get_matching_blocks()
    same = [block for block in found if block.size]
    if sum(block.size for block in same) < RETOLD_SHARE * len(wanted):
        return False
    return same[-1].a + same[-1].size - same[0].a <= 2 * len(wanted)


def _taken(tokens: Sequence[Token], source: Source, marked: Sequence[Passage]) -> list[Passage]:
    words, runs = source.words, source.runs
    texts = [token.text for token in tokens]
    covered = [False] * len(tokens)
    for at in range(len(texts) - MIN_QUOTED_WORDS + 1):
        if tuple(texts[at : at + MIN_QUOTED_WORDS]) in runs:
            covered[at : at + MIN_QUOTED_WORDS] = [True] * MIN_QUOTED_WORDS
    starts = [token.start for token in tokens]
    for mark in marked:
        first, last = bisect_right(starts, mark.start - 1), bisect_right(starts, mark.end - 1)
        inside = texts[first:last]
        if not inside:
            continue
        pairs = sum(tuple(inside[i : i + 2]) in runs for i in range(len(inside) - 1))
        near = pairs >= 0.6 * (len(inside) - 1) if len(inside) > 1 else inside[0] in words
        if near or _retold(inside, source.stems):
            covered[first:last] = [True] * len(inside)
    for at in range(1, len(covered) - 1):
        # One or two words changed or left out inside a quotation don't end it.
        if covered[at - 1] and (covered[at + 1] or covered[at + 2 : at + 3] == [True]):
            covered[at] = True
    passages: list[Passage] = []
    for at, inside_quote in enumerate(covered):
        if inside_quote and at and covered[at - 1]:
            passages[-1] = Passage(passages[-1].start, tokens[at].end)
        elif inside_quote:
            passages.append(Passage(tokens[at].start, tokens[at].end))
    return passages
