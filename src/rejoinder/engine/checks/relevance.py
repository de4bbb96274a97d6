"""How far a comment speaks to its article: shared content words, weighed by how rare they are in it, and shared names.

An observation, never a ground by default. Where nothing can be known (a short reaction, another language without a
name in common) it says so and stays near one half.
"""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rejoinder.engine.assessment import ArticleText
from rejoinder.engine.checks.base import Result
from rejoinder.engine.reading import Reading
from rejoinder.engine.text.folding import fold
from rejoinder.engine.text.stems import is_arabic, is_content_word, skeleton, stem
from rejoinder.engine.text.tokens import Token, tokenize

NEUTRAL: Final = 0.5
MIN_CONTENT_WORDS: Final = 3
_TITLE_WEIGHT: Final = 1.6


@dataclass(frozen=True, slots=True)
class ArticleIndex:
    """``weights`` by stem: rare in the article counts more; ``places``: the first paragraph (from 1) a stem is in."""

    weights: Mapping[str, float]
    skeletons: frozenset[str]
    arabic: bool
    """Whether the article is in Arabic script; words of the other script are compared by skeleton."""
    paragraphs: tuple[frozenset[str], ...]


@lru_cache(maxsize=64)
def index_article(article: ArticleText) -> ArticleIndex:
    """The content words of an article. Paragraph 0 is title, section and caption together."""
    head = " ".join((article.title, article.section, article.caption))
    paragraphs = [_content_words(text) for text in (head, *article.paragraphs)]
    spread = Counter(s for words in paragraphs for s in {stem(word) for word in words})
    count = len(paragraphs)
    weights = {s: math.log(1 + count / n) / math.log(1 + count) for s, n in sorted(spread.items())}
    for s in {stem(word) for word in paragraphs[0]}:
        weights[s] *= _TITLE_WEIGHT
    bones = frozenset(skeleton(word) for words in paragraphs for word in words) - {""}
    every = [word for words in paragraphs for word in words]
    arabic = 2 * sum(map(is_arabic, every)) > len(every)
    return ArticleIndex(weights, bones, arabic, tuple(frozenset(stem(w) for w in words) for words in paragraphs))


def _content_words(text: str) -> tuple[str, ...]:
    return tuple(t.text for t in tokenize(text, fold(text)) if not t.emoji and is_content_word(t.text))


class RelevanceCheck:
    """One observation: the score, and in ``because`` the paragraph it answers or why nothing can be said."""

    id: Final = "relevance"
    labels: Final = ("relevance",)

    def run(self, reading: Reading) -> Result:
        """The score in 0..1 for the whole comment; its evidence is the weightiest word in common."""
        if reading.article is None:
            return Result((), {"relevance": NEUTRAL})
        index = index_article(reading.article)
        reading.deadline.keep()
        words = [t for t in reading.tokens if not t.emoji and is_content_word(t.text)]
        shared = [t for t in words if stem(t.text) in index.weights]
        foreign = reading.language.code != reading.article_language
        shared += [
            t
            for t in words
            if is_arabic(t.text) != index.arabic and skeleton(t.text) in index.skeletons and t not in shared
        ]
        stems = sorted({stem(t.text) for t in shared})
        score = _score(sum(index.weights.get(s, 1.0) for s in stems), len(words))
        answers_parent = bool(reading.parent) and _shares_with(words, reading.parent or "")
        if not stems and (foreign or len(words) < MIN_CONTENT_WORDS):
            score = NEUTRAL
        if answers_parent:
            score = max(score, NEUTRAL)
        score = round(score, 4)
        if not shared:
            because = (
                "too_short" if len(words) < MIN_CONTENT_WORDS else "other_language" if foreign else "nothing_shared"
            )
            finding = reading.finding_at(
                0, 0, "relevance", score, self.id, standing="observation", raw_score=score, because=(because,)
            )
            return Result((finding,), {"relevance": score})
        best = max(shared, key=lambda t: (index.weights.get(stem(t.text), 1.0), -t.start))
        paragraph = _paragraph(index, stems)
        codes = (f"paragraph_{paragraph}",) if paragraph else ("headline",)
        finding = reading.finding_at(
            best.start, best.end, "relevance", score, self.id, standing="observation", raw_score=score, because=codes
        )
        return Result((finding,), {"relevance": score})


def _score(overlap: float, words: int) -> float:
    """Saturates with the overlap; with none it falls the further the more words had a chance to be shared."""
    evidence = 1.0 - math.exp(-0.9 * overlap)
    floor = NEUTRAL * 4 / (4 + max(0, words - MIN_CONTENT_WORDS))
    density = min(1.0, 3.0 * overlap / words) if words else 0.0
    return min(1.0, floor + (1.0 - floor) * evidence * (0.6 + 0.4 * density))


def _shares_with(words: list[Token], parent: str) -> bool:
    known = {stem(word) for word in _content_words(parent)}
    return any(stem(token.text) in known for token in words)


def _paragraph(index: ArticleIndex, stems: list[str]) -> int:
    """The paragraph (from 1) with most of the shared weight; 0 for the headline. The first among equals."""
    weight = [sum(index.weights.get(s, 0.0) for s in stems if s in words) for words in index.paragraphs]
    body = weight[1:]
    return body.index(max(body)) + 1 if body and max(body) > 0 and max(body) >= weight[0] / _TITLE_WEIGHT else 0
