"""Language detection: whole comments, short ones with and without a prior, and what can't be known."""

import socket

import pytest

from rejoinder.engine.text.language import detect, dominant_script


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The government should publish the report before the election.", "en"),
        ("Hükümet raporu seçimden önce yayımlamalı, bunu herkes biliyor.", "tr"),
        ("Divê hikûmet raporê berî hilbijartinan belav bike, ev pirsgirêkek mezin e.", "kmr"),
        ("يجب على الحكومة نشر التقرير قبل الانتخابات", "ar"),
        ("دولت باید گزارش را پیش از انتخابات منتشر کند", "fa"),
        ("پێویستە حکومەت ڕاپۆرتەکە پێش هەڵبژاردن بڵاو بکاتەوە", "ckb"),
        ("Die Regierung sollte den Bericht vor der Wahl veröffentlichen.", "de"),
        ("Ez ji te hez dikim", "kmr"),
        ("salak mısın sen", "tr"),
        ("تو احمق هستی", "fa"),
        ("تۆ کەری", "ckb"),
        ("WHAT A SHAME FOR THIS COUNTRY", "en"),
    ],
)
def test_languages(text: str, code: str) -> None:
    assert detect(text).code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ئهم ههواله راست نييه، كهس نهيوتووه", "ckb"),
        ("سهرنووسهر ههوالهكه ناخوينيتهوه", "ckb"),
        ("هذه أخبار مهمة وهم يعرفون الجهة", "ar"),
        ("اين خبر درست نيست و همه مي دانند", "fa"),
        ("dive hukumet rapore beri hilbijartinan belav bike", "kmr"),
        ("tu ji wan ci hevi diki, ew li ber deri ne", "kmr"),
    ],
)
def test_languages_typed_without_their_own_letters(text: str, code: str) -> None:
    assert detect(text).code == code


@pytest.mark.parametrize("text", ["", "😀😀", "2+2=4", "https://example.org", "@someone", "...", "\u200b"])
def test_no_letters_no_language(text: str) -> None:
    assert detect(text) == detect(text)
    assert detect(text).code == "und"


def test_a_short_text_takes_the_language_around_it() -> None:
    assert detect("ok").code in ("en", "und")
    assert detect("ok", priors=["en"]).code == "en"
    assert detect("احمق", priors=["fa"]).code == "fa"
    assert detect("احمق", hint="ar").code == "ar"


def test_a_prior_of_another_script_is_not_believed() -> None:
    assert detect("thank you for this", hint="ckb", priors=["ar", "ar"]).code == "en"


def test_a_long_text_outweighs_the_hint() -> None:
    text = "The government should publish the report before the election, and everybody knows that."
    assert detect(text, hint="tr", priors=["kmr", "tr"]).code == "en"


@pytest.mark.parametrize(
    ("text", "script"), [("abc", "Latn"), ("سلام hi", "Arab"), ("Привет", "Cyrl"), ("Γειά", "Grek")]
)
def test_scripts(text: str, script: str) -> None:
    assert dominant_script(text)[0] == script


def test_needs_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked for")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert detect("Nothing leaves the house, not even to ask which language this is.").code == "en"


def test_lone_surrogates_do_not_matter() -> None:
    assert detect("\ud800 this is still an english sentence").code == "en"
