"""Hidden words keep their labels, so the text must stay recognisable."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from training.augment import augment


@given(st.text(max_size=120), st.sampled_from(["en", "ar", "tr", "ckb"]), st.integers(0, 10**6))
def test_any_text_can_be_disguised(text: str, lang: str, seed: int) -> None:
    assert augment(text, lang, Random(seed), share=1.0) == augment(text, lang, Random(seed), share=1.0)


def test_a_share_of_zero_leaves_the_text() -> None:
    assert all(augment("a stupid idiot", "en", Random(k), share=0.0) == "a stupid idiot" for k in range(50))


def test_disguises_differ_and_touch_few_letters() -> None:
    text = "what a stupid ridiculous argument"
    made = {augment(text, "en", Random(k), share=1.0) for k in range(200)}
    assert len(made) > 40
    assert all(len(each) < 2 * len(text) for each in made)


@pytest.mark.parametrize("word", ["the", "was", "a"])
def test_function_words_are_not_worth_hiding(word: str) -> None:
    assert {augment(word, "en", Random(k), share=1.0) for k in range(50)} == {word}


def test_arabic_may_come_in_latin_letters() -> None:
    made = {augment("مرحبا حبيبي", "ar", Random(k), share=1.0) for k in range(60)}
    assert "mr7ba 7byby" in made


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("ckb", "سەگ و کەر", "seg û ker"),
        ("kmr", "seg û ker", "سەگ ئوو کەر"),
        ("fa", "سگ کثیف", "sg ksif"),
        ("tr", "çok kötü", "cok kotu"),
    ],
)
def test_other_letters_and_plain_keyboards(lang: str, text: str, expected: str) -> None:
    assert expected in {augment(text, lang, Random(k), share=1.0) for k in range(200)}


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "You dogs, all of you", "You 🐶, all of you"),
        ("ar", "انتم كلاب", "انتم 🐶"),
        ("kmr", "hûn ker in", "hûn 🫏 in"),
    ],
)
def test_a_picture_may_stand_for_a_word(lang: str, text: str, expected: str) -> None:
    assert expected in {augment(text, lang, Random(k), share=1.0) for k in range(200)}
