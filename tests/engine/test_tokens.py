"""Words, their sentences, and the spellings they are looked up under."""

import pytest

from rejoinder.engine.text.folding import fold
from rejoinder.engine.text.tokens import Token, spellings, stretches, tokenize


def tokens(text: str) -> tuple[Token, ...]:
    return tokenize(text, fold(text))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("You're an idiot!", ["you're", "an", "idiot"]),
        ("a$$hole sh!t $hit", ["a$$hole", "sh!t", "$hit"]),
        ("i d i o t here", ["idiot", "here"]),
        ("i.d.i.o.t and i-d-i-o-t", ["idiot", "and", "idiot"]),
        ("ح م ا ر", ["حمار"]),
        ("1 2 3 4", ["1", "2", "3", "4"]),
        ("a b", ["a", "b"]),
        ("vote 🖕🏽🇮🇶", ["vote", "🖕", "🇮🇶"]),
        ("well-known word", ["well", "known", "word"]),
        ("", []),
        ("\u200b\u200e", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert [token.text for token in tokens(text)] == words


def test_offsets_slice_the_original() -> None:
    text = "Ｓｏ ｢i\u0301diot｣ — 🖕🏽"
    assert [text[t.start : t.end] for t in tokens(text)] == ["Ｓｏ", "i\u0301diot", "🖕🏽"]


def test_sentences_end_at_marks_and_lines_not_inside_words() -> None:
    assert [t.sentence for t in tokens("One two. Three!? four\n\nfive a.b")] == [0, 0, 1, 2, 3, 3, 3]
    assert [t.sentence for t in tokens("چرا؟ بله۔ نه")] == [0, 1, 2]


@pytest.mark.parametrize(
    ("word", "reading"),
    [
        ("1d10t", "idiot"),
        ("a$$", "ass"),
        ("f4gg0t", "faggot"),
        ("idioooot", "idiot"),
        ("coooool", "cool"),
        ("rudaw'in", "rudaw"),
        ("don't", "dont"),
        ("l'idiot", "idiot"),
        ("wow!you", "you"),
    ],
)
def test_spellings(word: str, reading: str) -> None:
    assert reading in spellings(word)


def test_a_number_is_no_word_in_disguise() -> None:
    assert spellings("1337") == ("1337",)


def test_a_capital_i_is_two_letters_to_a_turkish_reader() -> None:
    assert set(spellings("salak mi".split()[1], capital_i=True)) == {"mi", "mı"}


@pytest.mark.parametrize(
    ("word", "term", "expected"),
    [
        ("asssss", "ass", True),
        ("aasss", "ass", True),
        ("as", "ass", False),
        ("aass", "as", True),
        ("asst", "ass", False),
    ],
)
def test_stretching_keeps_at_least_the_letters_of_the_term(word: str, term: str, expected: bool) -> None:
    assert stretches(word, term) is expected


def test_sentences_are_counted_from_nought_whatever_comes_first() -> None:
    assert [t.sentence for t in tokens("\n…!\n one\n\ntwo")] == [0, 1]


def test_a_spaced_word_begins_where_its_separator_does() -> None:
    assert [t.text for t in tokens("a d.a.m.n b")] == ["a", "damn", "b"]
