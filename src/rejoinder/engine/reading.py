"""A comment, read once: everything the checks look at, prepared and frozen."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from rejoinder.engine.assessment import ArticleText, Context, Finding, Standing, Submission
from rejoinder.engine.budget import Deadline
from rejoinder.engine.lang.matcher import Matches, Span
from rejoinder.engine.lang.packset import PackSet
from rejoinder.engine.text.folding import Folded, fold, fold_text
from rejoinder.engine.text.language import Detected, detect
from rejoinder.engine.text.quotes import Quotes, find_quotes
from rejoinder.engine.text.tokens import Token, tokenize

PUBLISHER_NAMES: Final = "publisher_names"
"""The list, beside those of the packs, of places where the publisher is named."""
SURE_OF_LANGUAGE: Final = 0.75
SWITCH_WORDS: Final = 4
MAX_SWITCHES: Final = 8
"""Sentences looked at for a change of language; more would cost time and tell little."""
_LANGUAGE_SAMPLE_CHARS: Final = 2000


@dataclass(frozen=True, slots=True)
class Reading:
    """A comment as the checks see it. Spans of tokens are half open; offsets are code points of ``text``."""

    id: str
    text: str
    folded: Folded
    tokens: tuple[Token, ...]
    sentences: tuple[Span, ...]
    """The tokens of each sentence."""
    language: Detected
    own: tuple[str, ...]
    """Codes of the packs that count as the comment's own language."""
    matches: tuple[Matches, ...]
    quotes: Quotes
    article: ArticleText | None
    article_language: str
    parent: str | None
    publisher_names: tuple[str, ...]
    """Folded."""
    guideline_of: Mapping[str, str]
    """The key of the guideline a kind of finding speaks to, in the site's set."""
    deadline: Deadline
    lists: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    """Spans of each named list, from all own packs, sorted."""

    def spans(self, *names: str, within: Span | None = None) -> Iterator[Span]:
        """Where words of the lists stand, list after list, each in order; only those inside ``within``."""
        for name in names:
            found = self.lists.get(name, ())
            if within is None:
                yield from found
                continue
            for span in found[bisect_left(found, Span(within.first, 0)) :]:
                if span.first >= within.last:
                    break
                if span.last <= within.last:
                    yield span

    def has(self, *names: str, within: Span) -> bool:
        """Whether a word of one of the lists stands inside a range of tokens."""
        return next(self.spans(*names, within=within), None) is not None

    def sentence(self, at: Span) -> Span:
        """The sentence around a span, in tokens; from its first to its last when it spans several."""
        first, last = self.tokens[at.first].sentence, self.tokens[at.last - 1].sentence
        return Span(self.sentences[first].first, self.sentences[last].last)

    def finding(
        self,
        span: Span,
        kind: str,
        score: float,
        check: str,
        *,
        standing: Standing = "use",
        raw_score: float | None = None,
        because: tuple[str, ...] = (),
    ) -> Finding:
        """A finding over a span of tokens."""
        start, end = self.tokens[span.first].start, self.tokens[span.last - 1].end
        return self.finding_at(start, end, kind, score, check, standing=standing, raw_score=raw_score, because=because)

    def finding_at(
        self,
        start: int,
        end: int,
        kind: str,
        score: float,
        check: str,
        *,
        standing: Standing = "use",
        raw_score: float | None = None,
        because: tuple[str, ...] = (),
    ) -> Finding:
        """A finding over code points; scores are rounded to four digits, so that they are written alike everywhere."""
        return Finding(
            start,
            end,
            self.guideline_of.get(kind, kind),
            kind,
            round(score, 4),
            self.text[start:end],
            check,
            standing,
            round(score if raw_score is None else raw_score, 4),
            because,
        )


def read(
    submission: Submission,
    context: Context,
    packs: PackSet,
    guideline_of: Mapping[str, str],
    deadline: Deadline,
) -> Reading:
    """Prepare a comment for the checks. Raises OutOfTimeError past the deadline."""
    text = submission.text
    folded = fold(text)
    deadline.keep()
    tokens = tokenize(text, folded)
    deadline.keep()
    names = tuple(sorted({fold_text(name).strip() for name in context.publisher_names} - {""}))
    article = context.article
    passages = (article.title, article.caption, *article.paragraphs) if article else ()
    sample = " ".join(passages)[:_LANGUAGE_SAMPLE_CHARS]
    article_language, parent_language = _language_of(sample), _language_of(context.parent or "")
    priors = tuple(code for code in (article_language, parent_language) if code)
    language = detect(text, hint=submission.language, priors=priors)
    deadline.keep()
    sentences = _sentences(tokens)
    own = own_packs((language, *_switched(text, tokens, sentences, language)), packs)
    deadline.keep()
    matches = packs.find(tokens, own, deadline)
    return Reading(
        submission.id,
        text,
        folded,
        tokens,
        sentences,
        language,
        own,
        matches,
        find_quotes(text, tokens, passages, context.parent),
        article,
        article_language,
        context.parent,
        names,
        guideline_of,
        deadline,
        _merged_lists(matches) | {PUBLISHER_NAMES: _places_of(names, tokens)},
    )


def _places_of(names: tuple[str, ...], tokens: tuple[Token, ...]) -> tuple[Span, ...]:
    """Where the publisher's names stand; Rudaw's and Rudaw'ın are Rudaw."""
    words = [token.text.partition("'")[0] for token in tokens]
    places: set[Span] = set()
    for name in names:
        parts = [token.text for token in tokenize(name, fold(name))]
        places.update(
            Span(at, at + len(parts))
            for at, word in enumerate(words)
            if parts and word == parts[0] and words[at : at + len(parts)] == parts
        )
    return tuple(sorted(places))


def _sentences(tokens: tuple[Token, ...]) -> tuple[Span, ...]:
    firsts = [i for i, token in enumerate(tokens) if i == 0 or token.sentence != tokens[i - 1].sentence]
    return tuple(Span(first, last) for first, last in zip(firsts, [*firsts[1:], len(tokens)], strict=False))


@lru_cache(maxsize=256)
def _language_of(sample: str) -> str:
    return detect(sample).code if sample.strip() else ""


def own_packs(languages: Iterable[Detected], packs: PackSet) -> tuple[str, ...]:
    """The packs to read with in full: those of the languages, and of their rivals where detection isn't sure."""
    plausible: set[str] = set()
    for language in languages:
        plausible.add(language.code)
        if language.confidence < SURE_OF_LANGUAGE:
            plausible.update(language.plausible)
    return tuple(sorted(plausible.intersection(packs.codes)))


def _switched(text: str, tokens: tuple[Token, ...], sentences: tuple[Span, ...], main: Detected) -> Iterator[Detected]:
    """The languages of longer sentences that clearly are in another one than the comment as a whole."""
    if len(sentences) < 2:
        return
    long_enough = [s for s in sentences if s.last - s.first >= SWITCH_WORDS]
    for sentence in long_enough[:MAX_SWITCHES]:
        part = detect(text[tokens[sentence.first].start : tokens[sentence.last - 1].end], priors=(main.code,))
        if part.code != main.code and part.confidence >= SURE_OF_LANGUAGE:
            yield part


def _merged_lists(matches: tuple[Matches, ...]) -> dict[str, tuple[Span, ...]]:
    merged: dict[str, set[Span]] = {}
    for match in matches:
        if match.own:
            for name, spans in match.lists.items():
                merged.setdefault(name, set()).update(spans)
    return {name: tuple(sorted(spans)) for name, spans in sorted(merged.items())}
