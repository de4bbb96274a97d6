"""Phrases of a pack by their first words, and the spellings of a word they are asked for with.

Every phrase hangs under its first word (or first two) in a dictionary, a dictionary of stems by length, or a short list
(words open at the front), so that the work per word of a text does not grow with the lexicon.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rejoinder.engine.lang.terms import Phrase, Word
from rejoinder.engine.text.tokens import squeeze, stretches

MIN_MASKED_CHARS: Final = 4
MIN_AFTER_PROCLITIC: Final = 3
MIN_BEFORE_ENCLITIC: Final = 4


@dataclass(frozen=True, slots=True)
class Forms:
    """The spellings of one token as a pack compares them."""

    plain: tuple[str, ...]
    after_proclitic: tuple[str, ...] = ()
    before_enclitic: tuple[str, ...] = ()
    between: tuple[str, ...] = ()
    stretched: str = ""


@dataclass(slots=True, eq=False)
class Needle:
    """A phrase to look for, and the key of what it stands for. Compared by identity: hashing its words takes long."""

    words: Phrase
    key: int
    plain_text_only: bool = False
    """Whether native letters were taken out of a short word: it counts only in a text typed without them."""
    grave: bool = False
    """Whether stars in a word may stand for its letters."""


class Index:
    """Phrases by their first word, or by their first two where both are whole words."""

    def __init__(self) -> None:
        self.exact: dict[str, list[Needle]] = defaultdict(list)
        self.pairs: dict[str, dict[str, list[Needle]]] = defaultdict(lambda: defaultdict(list))
        self.prefix: dict[str, list[Needle]] = defaultdict(list)
        self.open: dict[str, list[Needle]] = defaultdict(list)
        self.squeezed: dict[str, list[Needle]] = defaultdict(list)
        self.prefix_lengths: tuple[int, ...] = ()
        self.grave: dict[str, list[Needle]] = defaultdict(list)

    def add(self, needle: Needle) -> None:
        word = needle.words[0]
        if needle.grave and len(needle.words) == 1 and len(word.text) >= MIN_MASKED_CHARS:
            self.grave[word.text[0]].append(needle)
        if word.kind == "exact" and len(needle.words) > 1 and needle.words[1].kind == "exact":
            self.pairs[word.text][needle.words[1].text].append(needle)
        elif word.kind == "exact":
            self.exact[word.text].append(needle)
            squeezed = squeeze(word.text)
            if squeezed != word.text:
                self.squeezed[squeezed].append(needle)
        elif word.kind == "prefix":
            self.prefix[word.text].append(needle)
        else:
            self.open[word.text].append(needle)

    def seal(self) -> None:
        self.exact, self.prefix, self.open = dict(self.exact), dict(self.prefix), dict(self.open)
        self.squeezed = dict(self.squeezed)
        self.pairs = {first: dict(seconds) for first, seconds in self.pairs.items()}
        self.prefix_lengths = tuple(sorted({len(stem) for stem in self.prefix}))

    def pairs_under(self, forms: Forms, following: Forms | None) -> Iterator[Needle]:
        """The phrases whose first two words a token and the one behind it may be."""
        if following is None:
            return
        for form in (*forms.plain, *forms.after_proclitic):
            if seconds := self.pairs.get(form):
                for second in (*following.plain, *following.before_enclitic):
                    yield from seconds.get(second, ())

    def under(self, forms: Forms) -> Iterator[Needle]:
        """The other phrases whose first word a token may be."""
        exact = self.exact
        for form in forms.plain:
            yield from exact.get(form, ())
            yield from self._stems(form)
            for text, needles in self.open.items():
                if text in form:
                    yield from (n for n in needles if n.words[0].kind == "infix" or form.endswith(text))
        for form in forms.after_proclitic:
            yield from exact.get(form, ())
            yield from self._stems(form)
        for form in (*forms.before_enclitic, *forms.between):
            yield from (n for n in exact.get(form, ()) if len(n.words) == 1)
        if forms.stretched:
            for needle in self.squeezed.get(squeeze(forms.stretched), ()):
                if stretches(forms.stretched, needle.words[0].text):
                    yield needle

    def masked(self, word: str) -> Iterator[Needle]:
        """The grave words that a word with stars may be: f**k, sh*t. Two letters at least have to show."""
        if sum(ch.isalpha() for ch in word) < 2:
            return
        for needle in self.grave.get(word[0], ()):
            text, kind = needle.words[0].text, needle.words[0].kind
            if len(word) < len(text) or (kind != "prefix" and len(word) > len(text)):
                continue
            if "*" in word[: len(text)] and all(a in ("*", b) for a, b in zip(word, text, strict=False)):
                yield needle

    def _stems(self, form: str) -> Iterator[Needle]:
        size = len(form)
        for length in self.prefix_lengths:
            if length > size:
                break
            yield from self.prefix.get(form[:length], ())


def cut_front(forms: Iterable[str], pieces: Sequence[str], keep: int) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(f[len(p) :] for f in forms for p in pieces if f.startswith(p) and len(f) - len(p) >= keep)
    )


def cut_back(forms: Iterable[str], pieces: Sequence[str], keep: int) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(f[: len(f) - len(p)] for f in forms for p in pieces if f.endswith(p) and len(f) - len(p) >= keep)
    )


def fits(word: Word, form: str) -> bool:
    if word.kind == "exact":
        return form == word.text
    if word.kind == "prefix":
        return form.startswith(word.text)
    return form.endswith(word.text) if word.kind == "suffix" else word.text in form
