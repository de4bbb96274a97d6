"""The spelling that the classifier reads."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejoinder.engine.models.normalise import normalise


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("You ARE an İDİOT!!!! sooooo", "you are an idiot!! soo"),
        ("an i d i o t and a f-o-o-l", "an idiot and a fool"),
        ("сосk sucкer привет", "cock sucker привет"),
        ("f\u200bu\u2060c\u00adk", "fuck"),
        ("𝓯𝓾𝓬𝓴 ｆｕｃｋ", "fuck fuck"),
        ("غـــبـي غَبِيّ", "غبي غبي"),
        ("كتاب\u200cها گفتي", "کتابها گفتی"),
        ("ئێمه\u200c كوردين", "ئێمە کوردین"),
        ("see HTTPS://A.example/x?y=1 @Some_Body [USER]", "see url @user @user"),
        ("👍🏽 ❤️", "👍 ❤"),
        ("z\u0300\u0301\u0302\u0303\u0304algo", "zalgo"),
        ("  a\n\tb ", "a b"),
        ("half \ud800 pair", "half \ufffd pair"),
        ("", ""),
    ],
)
def test_disguises_are_undone(text: str, plain: str) -> None:
    assert normalise(text) == plain


@pytest.mark.parametrize(
    "text",
    [
        "u s a",
        "covid19",
        "3arabi 7abibi",
        "dağ çığ ölü",
        "şêr û gur",
        "görüş",
        "كتابي",
        "ما أجمل هذا",
        "je l'ai vu",
        "a.b",
    ],
)
def test_what_carries_meaning_stays(text: str) -> None:
    assert normalise(text) == text


@given(st.text(max_size=200))
def test_any_text_gives_a_text_without_capitals_or_invisible_characters(text: str) -> None:
    plain = normalise(text)
    assert not any(unicodedata.category(ch) == "Cf" for ch in plain)
    assert "  " not in plain
    assert plain == plain.strip()


@given(st.text(alphabet="abc def غبيکێ ", max_size=60), st.sampled_from("\u200b\u2060\u00ad\u202e\ufeff"))
def test_invisible_characters_change_nothing(text: str, invisible: str) -> None:
    assert normalise(invisible.join(text)) == normalise(text)


@pytest.mark.parametrize("text", ["a" + "\u0301\u0316" * 100_000, "aв" * 100_000, "a " * 100_000, "@" * 100_000])
def test_hostile_texts_end(text: str) -> None:
    assert len(normalise(text)) <= len(text)
