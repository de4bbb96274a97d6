"""Words, emoji and sentences of a folded text, and the spellings under which a word is looked up."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rejoinder.engine.text.folding import Folded

EMOJI: Final = (
    "\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2934\u2935\u2b00-\u2bff\U0001f000-\U0001faff"
)
_TOKEN: Final = re.compile(
    rf"(?:[@$](?=[^\W\d_]))?[^\W_]+(?:['@$!*+€£|]+[^\W_]+)*(?:\$+|\*+)?|[\U0001f1e6-\U0001f1ff]{{2}}|[{EMOJI}]|[$€£₺﷼¥]"
)
# Each repeated group begins with a symbol no other part of a word may hold, so matching is linear.

_SENTENCE_END: Final = re.compile(r"[.!?…]+(?=[\s\"'”»)\]]|$)|\n")
_RUN: Final = re.compile(r"(.)\1{2,}", re.DOTALL)
_LEET: Final = str.maketrans("0134578$@!|+€£", "oieastbsaiitel")
_LEET_G: Final = str.maketrans("69", "gg")
_LEET_L: Final = str.maketrans("1!|", "lll")
_LETTER: Final = re.compile(r"[^\W\d_]")
_PIECE: Final = re.compile(r"[^\W\d_]{3,}")
_SYMBOLS: Final = frozenset("@$!*+€£|")
_MAX_LOOKUP_CHARS: Final = 64
_MAX_SPACED_CHARS: Final = 32
_MAX_GAP: Final = 2


@dataclass(frozen=True, slots=True)
class Token:
    """One word or emoji. ``start``, ``end`` are code points of the original, ``at``, ``to`` of the folded text."""

    text: str
    start: int
    end: int
    at: int
    to: int
    sentence: int
    emoji: bool = False
    capital_i: bool = False
    """The original holds a capital I, which folds to i but is ı to a Turkish reader."""
    spaced: bool = False
    """Joined from single letters; a one-letter word may have been swept in with them."""


def tokenize(original: str, folded: Folded) -> tuple[Token, ...]:
    """Words (with inner apostrophes and masking symbols) and emoji in order, each knowing its sentence from 0."""
    text = folded.text
    bounds = [match.end() for match in _SENTENCE_END.finditer(text)]
    tokens: list[Token] = []
    sentence = passed = 0
    for match in _TOKEN.finditer(text):
        at, to = match.span()
        if passed < len(bounds) and bounds[passed] <= at:
            sentence += bool(tokens)  # empty sentences, before the first word or between two bounds, are not counted
            while passed < len(bounds) and bounds[passed] <= at:
                passed += 1
        start, end = folded.span(at, to)
        word = match.group()
        emoji = not word[0].isalnum() and word[0] not in _SYMBOLS
        tokens.append(Token(word, start, end, at, to, sentence, emoji, "I" in original[start:end]))
    return tuple(_join_spaced(tokens, text))


def _join_spaced(tokens: list[Token], text: str) -> list[Token]:
    """Read three or more single letters with the same one separator between them as one word: i d i o t, i.d.i.o.t."""
    out: list[Token] = []
    at = 0
    while at < len(tokens):
        last, separator = at, ""
        while last + 1 < len(tokens) and len(tokens[last].text) == 1 == len(tokens[last + 1].text):
            between = text[tokens[last].to : tokens[last + 1].at]
            if not 1 <= len(between) <= _MAX_GAP or "\n" in between or (separator and between != separator):
                break
            separator = between
            last += 1
        run = tokens[at : last + 1]
        if len(run) >= 3 and not any(token.emoji or token.text.isdigit() for token in run):
            capital_i = any(token.capital_i for token in run)
            word = "".join(token.text for token in run)
            out.append(
                Token(word, run[0].start, run[-1].end, run[0].at, run[-1].to, run[0].sentence, False, capital_i, True)
            )
        elif len(run) >= 3:
            out += run
        else:
            last = at  # the second letter may open a run of its own: a d.a.m.n
            out.append(tokens[at])
        at = last + 1
    return out


@lru_cache(maxsize=16384)
def spellings(word: str, capital_i: bool = False) -> tuple[str, ...]:
    """The ways a folded word may be read, the plain one first; no spelling twice.

    Apostrophes (``rudaw'in`` also as ``rudaw``), digits and symbols for letters (``1d10t``, ``a$$``), stretched letters
    (``idioooot`` at two and at one), and Turkish ı for a capital I.
    """
    word = word[:_MAX_LOOKUP_CHARS] if len(word) > _MAX_LOOKUP_CHARS and not _RUN.search(word) else word
    found = [word]
    if "'" in word:
        found += _around_apostrophe(word)
    if not word.isalpha() and _LETTER.search(word):
        plain = word.translate(_LEET)
        found += [plain, plain.translate(_LEET_G), word.translate(_LEET_L).translate(_LEET)]
        found += _PIECE.findall(word)  # wow!you may be two words without a space
    if _RUN.search(word):
        found += [_RUN.sub(r"\1\1", form) for form in found] + [_RUN.sub(r"\1", form) for form in found]
    if capital_i:
        found += [form.replace("i", "ı") for form in found if "i" in form]
    return tuple(dict.fromkeys(form[:_MAX_LOOKUP_CHARS] for form in found))


def parts_of_spaced(word: str) -> tuple[str, ...]:
    """All stretches of four letters and more of a word that was written letter by letter: ``a s h i t`` holds shit."""
    word = word[:_MAX_SPACED_CHARS]
    size = len(word)
    return tuple(word[a:b] for a in range(size - 3) for b in range(a + 4, size + 1))


def squeeze(word: str) -> str:
    """The word with every run of a letter written once."""
    return re.sub(r"(.)\1+", r"\1", word)


def is_stretched(word: str) -> bool:
    """Whether a letter stands three times in a row or more."""
    return _RUN.search(word) is not None


def stretches(word: str, term: str) -> bool:
    """Whether ``word`` is ``term`` with letters repeated: each run at least as long as in the term."""
    runs = [(m.group(1), len(m.group())) for m in re.finditer(r"(.)\1*", word)]
    base = [(m.group(1), len(m.group())) for m in re.finditer(r"(.)\1*", term)]
    return len(runs) == len(base) and all(a == b and n >= k for (a, n), (b, k) in zip(runs, base, strict=True))


def _around_apostrophe(word: str) -> list[str]:
    head, _, tail = word.partition("'")
    forms = [word.replace("'", "")]
    if tail != "t" and len(head) > 1:
        forms.append(head)
    if len(head) <= 2 and len(tail) > 2:
        forms.append(tail)
    return forms
