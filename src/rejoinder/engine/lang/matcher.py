"""A pack made fast: one pass over the words of a text finds its terms, its lists and its patterns."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import Final

from rejoinder.engine.lang.index import (
    MIN_AFTER_PROCLITIC,
    MIN_BEFORE_ENCLITIC,
    Forms,
    Index,
    Needle,
    cut_back,
    cut_front,
    fits,
)
from rejoinder.engine.lang.misspelt import DOUBT, Misspelt
from rejoinder.engine.lang.pack import Pack, Pattern, Term
from rejoinder.engine.lang.pictures import amid_words, doubted, words_for
from rejoinder.engine.lang.plainly import plain_spellings, typed_plainly
from rejoinder.engine.lang.terms import Choice, Gap, Phrase, Word
from rejoinder.engine.text.known import known_words
from rejoinder.engine.text.tables import NATIVE, TO_PLAIN
from rejoinder.engine.text.tokens import Token, is_stretched, parts_of_spaced, spellings

_Ends = Mapping[str, Mapping[int, Sequence[int]]]
_Step = Gap | tuple[str, ...]

_REMEMBERED_WORDS: Final = 8192
_MAX_REMEMBERED_CHARS: Final = 32
MIN_MASKED_SCORE: Final = 0.7
"""What is masked with stars (f**k) is a grave word; the stars do not stand for anything milder."""
FEW_ACCENTS: Final = 0.02
"""Share of words with native letters under which they are ornaments of the language, as in English: mótherfûckèr."""
SURE_PLAIN_CHARS: Final = 6
"""Shorter than this, it is found only in texts without any native letter, whose writer evidently lacks the keys."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A range of tokens, half open."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Matches:
    """What a pack found in a text, by token index; everything sorted."""

    code: str
    own: bool
    """Whether the text, or a part of it, is in this language."""
    terms: tuple[tuple[Span, Term], ...] = ()
    patterns: tuple[tuple[Span, Pattern], ...] = ()
    lists: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)


class Matcher:
    """A compiled pack. ``find`` is pure; one matcher serves all threads."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self._sinks: list[Term | str] = []
        self._full, self._foreign = Index(), Index()
        self._vocabulary = _vocabulary(pack)
        self._plain = plain_spellings(self._vocabulary)
        self._alphabet = frozenset(ch for word in self._vocabulary for ch in word if ch in NATIVE)
        self._strip = str.maketrans({ch: plain for ch, plain in NATIVE.items() if ch not in self._alphabet})
        accented = sum(not self._alphabet.isdisjoint(word) for word in self._vocabulary)
        self._plainly_written = accented < FEW_ACCENTS * len(self._vocabulary)
        for term in pack.terms:
            self._add(term.words, term, foreign=term.scope == "any")
        for name, phrases in pack.lists.items():
            for phrase in phrases:
                self._add(phrase, name, foreign=name in _BLOCKING)
        self._choices: dict[tuple[Phrase, ...], str] = {}
        self._patterns: dict[str, list[tuple[Pattern, tuple[_Step, ...]]]] = defaultdict(list)
        for pattern in pack.patterns:
            for sequence in pattern.sequences:
                steps = tuple(self._compile(element) for element in sequence)
                for name in sorted(set(steps[0]) if isinstance(steps[0], tuple) else ()):
                    self._patterns[name].append((pattern, steps))
        self._hard: dict[str, list[Term | str]] = defaultdict(list)
        for sink, words in self._single():
            if _is_hard(sink):
                self._hard[words.text].append(
                    sink if isinstance(sink, str) else replace(sink, score=min(sink.score, DOUBT))
                )
        self._remembered = lru_cache(_REMEMBERED_WORDS)(self._looked_up)
        self._slips = lru_cache(_REMEMBERED_WORDS)(self._slipped)
        self._no_slips = frozenset(phrase[0].text for phrase in pack.lists.get("no_slip", ()) if len(phrase) == 1)
        self._full.seal()
        self._foreign.seal()

    def _add(self, words: Phrase, sink: Term | str, *, foreign: bool = False) -> None:
        key = len(self._sinks)
        self._sinks.append(sink)
        grave = not isinstance(sink, str) and sink.aim == "always" and sink.score >= MIN_MASKED_SCORE
        needles = [Needle(words, key, grave=grave)]
        if plain := typed_plainly(words, self._plain):
            short = any(len(p.text) < SURE_PLAIN_CHARS for p, w in zip(plain, words, strict=True) if p != w)
            needles.append(Needle(plain, key, short))
        for needle in needles:
            self._full.add(needle)
            if foreign:
                self._foreign.add(needle)

    def _compile(self, element: Gap | Choice) -> Gap | tuple[str, ...]:
        if isinstance(element, Gap):
            return element
        if not element.phrases:
            return element.lists
        name = self._choices.get(element.phrases)
        if name is None:
            name = self._choices[element.phrases] = f"({len(self._choices)})"  # no list's name holds a bracket
            for phrase in element.phrases:
                self._add(phrase, name)
        return (*element.lists, name)

    def find(self, tokens: Sequence[Token], own: bool, keep: Callable[[], None] = lambda: None) -> Matches:
        """All that the pack finds. Not ``own``: the terms alone whose scope is any language.

        ``keep`` is called now and then; it may raise to end the search.
        """
        words = [self._look_up(token, own) for token in tokens]
        slips = frozenset(self._correct(tokens, words) if own else ())
        forms = [form for form, _ in words]
        index = self._full if own else self._foreign
        native = any(ch in _LATIN_NATIVE for token in tokens if not token.text.isascii() for ch in token.text)
        terms: dict[tuple[Span, str], Term] = {}
        lists: dict[str, set[Span]] = defaultdict(set)
        for at in range(len(tokens)):
            if not at % 64:
                keep()
            following = forms[at + 1] if at + 1 < len(forms) else None
            for needle in (*words[at][1], *index.pairs_under(forms[at], following)):
                last = 0 if needle.plain_text_only and native else self._end(needle, at, tokens, forms)
                if not last:
                    continue
                sink, span = self._sinks[needle.key], Span(at, last)
                if isinstance(sink, str):
                    if sink != "never" or needle.words[0].kind != "exact" or _stands(needle, forms[at]):
                        lists[sink].add(span)
                    continue
                if not slips.isdisjoint(range(at, last)):
                    sink = replace(sink, score=min(sink.score, DOUBT))
                if (held := terms.get((span, sink.label))) is None or sink.score > held.score:
                    terms[span, sink.label] = sink
        if own:
            self._find_halves(tokens, terms, lists)
        if blocked := _Blocked(lists.get("never", set()) | lists.get("idioms_harmless", set())):
            terms = {key: term for key, term in terms.items() if not blocked.holds(key[0])}
            lists = {
                name: {span for span in spans if name in _BLOCKING or not blocked.holds(span)}
                for name, spans in lists.items()
            }
        sorted_lists = {name: tuple(sorted(spans)) for name, spans in sorted(lists.items()) if spans}
        return Matches(
            self.pack.code,
            own,
            tuple(sorted(((span, term) for (span, _), term in terms.items()), key=lambda hit: (hit[0], hit[1].label))),
            doubted(self._find_patterns(tokens, sorted_lists, keep), slips, tokens) if own else (),
            {name: spans for name, spans in sorted_lists.items() if not name.startswith("(")},
        )

    def _single(self) -> Iterator[tuple[Term | str, Word]]:
        for term in self.pack.terms:
            if len(term.words) == 1:
                yield term, term.words[0]
        for name, phrases in self.pack.lists.items():
            yield from ((name, phrase[0]) for phrase in phrases if len(phrase) == 1)

    @cached_property
    def _misspelt(self) -> Misspelt:
        """Made when the first unknown word asks for it: most commands never read a comment."""
        return Misspelt(self._vocabulary)

    def _correct(self, tokens: Sequence[Token], words: list[tuple[Forms, tuple[Needle, ...]]]) -> Iterator[int]:
        """Puts what unknown words may mean in their place; yields where."""
        for at, token in enumerate(tokens):
            if words[at][1]:
                continue
            if meant := self._pictured(tokens, at) if token.emoji else self._slips(token.text):
                words[at] = meant
                yield at

    def _pictured(self, tokens: Sequence[Token], at: int) -> tuple[Forms, tuple[Needle, ...]] | None:
        """For a picture amid words what the words it may stand for begin."""
        meant = words_for(self.pack.code).get(tokens[at].text)
        if not meant or not amid_words(tokens, at):
            return None
        forms = Forms(meant)
        return forms, tuple(dict.fromkeys(self._full.under(forms)))

    def _find_halves(
        self, tokens: Sequence[Token], terms: dict[tuple[Span, str], Term], lists: dict[str, set[Span]]
    ) -> None:
        """Adds hard words that were cut in two: id iot, st#pid."""
        for at in range(len(tokens) - 1):
            one, other = tokens[at], tokens[at + 1]
            if not _touch(one, other) or not (self._is_unknown(one.text) or self._is_unknown(other.text)):
                continue
            span = Span(at, at + 2)
            for sink in (
                sink for word in self._misspelt.joined(one.text, other.text) for sink in self._hard.get(word, ())
            ):
                if isinstance(sink, str):
                    lists[sink].add(span)
                elif (span, sink.label) not in terms:
                    terms[span, sink.label] = sink

    def _slipped(self, text: str) -> tuple[Forms, tuple[Needle, ...]] | None:
        """For a word that is none: the spellings it may have been meant to have, and what they begin."""
        if not self._is_unknown(text):
            return None
        meant = self._misspelt.meant(text.translate(self._strip))
        if not meant:
            return None
        forms = Forms(meant)
        return forms, tuple(dict.fromkeys(self._full.under(forms)))

    def _is_unknown(self, text: str) -> bool:
        if len(text) > _MAX_REMEMBERED_CHARS or not text[0].isalpha():
            return False
        plain = text.translate(self._strip)
        return plain not in self._vocabulary and plain not in self._no_slips and not {text, plain} & known_words()

    def _look_up(self, token: Token, own: bool) -> tuple[Forms, tuple[Needle, ...]]:
        """The spellings of a word, and the phrases it may begin alone; remembered, for most words come again."""
        look_up = self._remembered if len(token.text) <= _MAX_REMEMBERED_CHARS else self._looked_up
        return look_up(token.text, token.capital_i, token.spaced, own)

    def _looked_up(self, text: str, capital_i: bool, spaced: bool, own: bool) -> tuple[Forms, tuple[Needle, ...]]:
        forms = self._forms(text, capital_i, spaced, own)
        index = self._full if own else self._foreign
        needles = dict.fromkeys(index.under(forms))
        if "*" in text:
            needles |= dict.fromkeys(index.masked(text))
        return forms, tuple(needles)

    def _forms(self, text: str, capital_i: bool, spaced: bool, own: bool) -> Forms:
        plain = spellings(text, capital_i)
        if spaced:
            plain += parts_of_spaced(text)
        # In another language's text a native letter is no disguise: Turkish cümle is not a word with cum.
        if own and not text.isascii():
            stripped = [form.translate(self._strip) for form in plain]
            if self._plainly_written:
                stripped += [form.translate(TO_PLAIN) for form in plain]
            plain = tuple(dict.fromkeys(stripped))
        pro, enc = self.pack.proclitics, self.pack.enclitics
        after = cut_front(plain, pro, MIN_AFTER_PROCLITIC) if pro else ()
        before = cut_back(plain, enc, MIN_BEFORE_ENCLITIC) if enc else ()
        between = cut_back(after, enc, MIN_BEFORE_ENCLITIC) if enc and after else ()
        stretched = plain[0] if is_stretched(plain[0]) else ""
        return Forms(plain, after, before, between, stretched)

    def _end(self, needle: Needle, at: int, tokens: Sequence[Token], forms: Sequence[Forms]) -> int:
        """The token after the phrase begun at ``at``, or 0 when the rest of it doesn't follow in the sentence."""
        words = needle.words
        last = at + len(words)
        if last > len(tokens) or tokens[last - 1].sentence != tokens[at].sentence:
            return 0
        for offset in range(1, len(words)):
            word, form = words[offset], forms[at + offset]
            if not any(fits(word, spelling) for spelling in form.plain) and not (
                offset == len(words) - 1 and word.kind == "exact" and word.text in form.before_enclitic
            ):
                return 0
        return last

    def _find_patterns(
        self, tokens: Sequence[Token], lists: Mapping[str, tuple[Span, ...]], keep: Callable[[], None]
    ) -> tuple[tuple[Span, Pattern], ...]:
        ends: dict[str, dict[int, list[int]]] = {}
        for name, spans in lists.items():
            by_first: dict[int, list[int]] = defaultdict(list)
            for span in spans:
                by_first[span.first].append(span.last)
            ends[name] = by_first
        found: dict[tuple[Span, str], Pattern] = {}
        for name in sorted(ends.keys() & self._patterns.keys()):
            for pattern, steps in self._patterns[name]:
                if not all(_present(step, ends) for step in reversed(steps)):
                    continue
                keep()
                for first in ends[name]:
                    last = _furthest(steps, 0, first, tokens, ends)
                    key = (Span(first, last), pattern.label)
                    if last and (key not in found or _stronger(pattern, found[key])):
                        found[key] = pattern
        return tuple(sorted(((span, pattern) for (span, _), pattern in found.items()), key=_by_place))


_LATIN_NATIVE: Final = frozenset(ch for ch, plain in NATIVE.items() if plain.isascii())
_BLOCKING: Final = frozenset({"never", "idioms_harmless"})


def _by_place(hit: tuple[Span, Pattern]) -> tuple[Span, str, str]:
    return hit[0], hit[1].label, hit[1].source


_HARD_LABELS: Final = frozenset(
    "profanity vulgarity threat personal_attack identity_abuse sexism racism homophobia xenophobia".split()
)
_HARD_SCORE: Final = 0.5


def _is_hard(sink: Term | str) -> bool:
    """Whether a slip in the word is worth a doubt."""
    if isinstance(sink, str):
        return True  # a list counts only in company
    return sink.label in _HARD_LABELS and sink.score >= _HARD_SCORE and sink.aim in ("always", "person")


def _touch(one: Token, other: Token) -> bool:
    """Whether one sign, or one space, parts two tokens of a sentence."""
    return one.sentence == other.sentence and other.at - one.to == 1 and not (one.emoji or other.emoji)


def _stronger(one: Pattern, other: Pattern) -> bool:
    return (one.score, other.source) > (other.score, one.source)


def _present(element: _Step, ends: _Ends) -> bool:
    if isinstance(element, Gap):
        return True
    for name in element:  # a plain loop: this runs for every pattern of a pack on every comment
        if name in ends:
            return True
    return False


def _furthest(sequence: Sequence[_Step], step: int, at: int, tokens: Sequence[Token], ends: _Ends) -> int:
    """Where the shortest way through the sequence from token ``at`` ends, or 0. All of it lies in one sentence."""
    if step == len(sequence):
        return at
    element = sequence[step]
    if isinstance(element, Gap):
        for skipped in range(element.words + 1):
            if last := _furthest(sequence, step + 1, at + skipped, tokens, ends):
                return last
        return 0
    if at >= len(tokens):
        return 0
    for end in sorted({end for name in element for end in ends.get(name, {}).get(at, ())}):
        if end < len(tokens) and step + 1 < len(sequence) and tokens[end].sentence != tokens[at].sentence:
            continue
        if last := _furthest(sequence, step + 1, end, tokens, ends):
            return last if tokens[last - 1].sentence == tokens[at].sentence else 0
    return 0


def _vocabulary(pack: Pack) -> frozenset[str]:
    """Every word the pack writes; it tells apart the native letters in them, and no others."""
    phrases = [term.words for term in pack.terms]
    phrases += [phrase for listed in pack.lists.values() for phrase in listed]
    phrases += [
        phrase
        for pattern in pack.patterns
        for sequence in pattern.sequences
        for element in sequence
        if isinstance(element, Choice)
        for phrase in element.phrases
    ]
    return frozenset(word.text for phrase in phrases for word in phrase)


def _stands(needle: Needle, forms: Forms) -> bool:
    """Whether the first word stands in the text as it is, with no piece taken off."""
    return needle.words[0].text in forms.plain


class _Blocked:
    """Stretches nothing inside of which counts."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._firsts = [span.first for span in ordered]
        self._reach = list(accumulate((span.last for span in ordered), max))

    def __bool__(self) -> bool:
        return bool(self._firsts)

    def holds(self, span: Span) -> bool:
        """Whether a span lies wholly inside one."""
        at = bisect_right(self._firsts, span.first)
        return at > 0 and self._reach[at - 1] >= span.last
