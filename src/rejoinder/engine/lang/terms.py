"""Terms and patterns of a pack, folded and taken apart. Raises nothing: what can't be read comes back as a message."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from rejoinder.engine.text.folding import fold, fold_text
from rejoinder.engine.text.tokens import tokenize

WordKind = Literal["exact", "prefix", "suffix", "infix"]

_ELEMENT: Final = re.compile(r"\([^()]*\)\??|<[^<>]*>\??|\S+")
_LIST: Final = re.compile(r"<([^<>]*)>")


@dataclass(frozen=True, slots=True, order=True)
class Word:
    """One word of a term: the folded text, and where the word may go on."""

    text: str
    kind: WordKind = "exact"


Phrase = tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to ``words`` words of any kind."""

    words: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some lists and phrases."""

    lists: tuple[str, ...] = ()
    phrases: tuple[Phrase, ...] = ()


Element = Gap | Choice
Sequence = tuple[Element, ...]

GAP_WORDS: Final = 3


class TermError(ValueError):
    """A term or pattern that can't be read; ``column`` counts from 1 within it, ``hint`` says how to mend it."""

    def __init__(self, message: str, column: int = 1, hint: str = "") -> None:
        super().__init__(message)
        self.column = column
        self.hint = hint


def parse_term(term: str) -> Phrase:
    """The words of a term. Raises TermError on an empty term, a star inside a word, or a star with too little to it."""
    words: list[Word] = []
    if "*" not in term and (whole := [_whole_words(raw) for raw in term.split()]) and all(whole):
        return whole[0] if len(whole) == 1 else tuple(word for each in whole for word in each)
    for match in re.finditer(r"\S+", term):
        words += _parse_word(match.group(), match.start() + 1)
    if not words:
        raise TermError("the term is empty", hint="write a word, or take the row out")
    return tuple(words)


@lru_cache(maxsize=16384)
def _whole_words(raw: str) -> Phrase:
    """A word without stars; the same objects each time, for half of all words come again."""
    return tuple(Word(text) for text in _texts(raw))


def _parse_word(raw: str, column: int) -> list[Word]:
    core = raw.strip("*")
    head, tail = raw.startswith("*"), raw.endswith("*")
    if "*" in core:
        raise TermError("a star inside a word", column + raw.index("*", 1), "stars stand at the ends of a word only")
    texts = _texts(core)
    if not texts:
        raise TermError("nothing to match", column, "a word needs a letter, a digit or an emoji")
    if (head or tail) and min(len(texts[0]), len(texts[-1])) < 2:
        raise TermError("too short for a star", column, "a stem has two letters or more")
    if len(texts) == 1:
        kind: WordKind = "infix" if head and tail else "suffix" if head else "prefix" if tail else "exact"
        return [Word(texts[0], kind)]
    first = Word(texts[0], "suffix" if head else "exact")
    last = Word(texts[-1], "prefix" if tail else "exact")
    return [first, *(Word(text) for text in texts[1:-1]), last]


@lru_cache(maxsize=16384)
def _texts(core: str) -> tuple[str, ...]:
    folded = fold_text(core)
    # Most words are letters alone; the packs hold so many that the way around the tokenizer halves their loading.
    return (folded,) if folded.isalpha() else tuple(token.text for token in tokenize(core, fold(core)))


def parse_pattern(pattern: str) -> tuple[Sequence, ...]:
    """The sequences a pattern stands for, one for each choice of its optional elements.

    Raises TermError on an unclosed bracket, an empty choice, or a pattern that is optional throughout.
    """
    sequences: list[tuple[Element, ...]] = [()]
    for match in _ELEMENT.finditer(pattern):
        raw, column = match.group(), match.start() + 1
        optional = raw.endswith("?") and len(raw) > 1
        element = _parse_element(raw[:-1] if optional else raw, column)
        longer = [(*sequence, element) for sequence in sequences]
        sequences = sequences + longer if optional else longer
    trimmed = [_trim(sequence) for sequence in sequences]
    if not trimmed or not all(trimmed):
        raise TermError("nothing in it must match", hint="at least one element has to stand without '?'")
    return tuple(dict.fromkeys(trimmed))


def _parse_element(raw: str, column: int) -> Element:
    if raw == "..":
        return Gap(GAP_WORDS)
    if raw.startswith("(") and raw.endswith(")"):
        options = [option.strip() for option in raw[1:-1].split("|")]
        if not all(options):
            raise TermError("an empty choice", column, "write (a|b)")
    else:
        options = [raw]
    lists: list[str] = []
    phrases: list[Phrase] = []
    for option in options:
        if match := _LIST.fullmatch(option):
            lists.append(match.group(1).strip())
        elif any(mark in option for mark in "<>()|"):
            raise TermError("a bracket that isn't closed", column, "lists are <name>, choices (a|b)")
        else:
            phrases.append(parse_term(option))
    return Choice(tuple(lists), tuple(phrases))


def _trim(sequence: Sequence) -> Sequence:
    """Without gaps at the ends, neighbouring gaps added up."""
    out: list[Element] = []
    for element in sequence:
        if isinstance(element, Gap) and (not out or isinstance(out[-1], Gap)):
            if out and isinstance(out[-1], Gap):
                out[-1] = Gap(out[-1].words + element.words)
            continue
        out.append(element)
    while out and isinstance(out[-1], Gap):
        out.pop()
    return tuple(out)


def lists_in(sequences: tuple[Sequence, ...]) -> tuple[str, ...]:
    """The names of the lists a pattern refers to, sorted."""
    named = {name for sequence in sequences for e in sequence if isinstance(e, Choice) for name in e.lists}
    return tuple(sorted(named))


def fold_piece(piece: str) -> str:
    """A proclitic or enclitic as it stands in folded text."""
    return fold_text(piece).strip()
