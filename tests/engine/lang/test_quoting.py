"""Words between quotation marks, in the shipped packs: reported, condemned, turned on somebody, or of nobody."""

import pytest
from tests.engine.lang.test_aim import read


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("kmr", 'gefa li Facebookê hîn jî li wir e: "em ê te bişewitînin". çima jê nabin?'),
        ("ar", 'إلى من كتب "اقتلوهم كلهم": أنت تتكلم عن أولاد أخي.'),
        ("en", 'To whoever sprayed "Roma out": my gran will outlive you.'),
        ("en", 'He sent her the message "I will kill you" and got bail'),
        ("de", 'Am Zaun hing ein Plakat "Flüchtlinge raus", wir haben es abgenommen.'),
        ("tr", 'Duvara "Kürtler defolsun" yazmışlar, boyadık.'),
    ],
)
def test_words_of_others_count_for_nothing(lang: str, text: str) -> None:
    scores = read(text, lang).scores
    assert max(scores[label] for label in ("threat", "identity_abuse", "personal_attack")) < 0.3


@pytest.mark.parametrize(
    ("lang", "text", "least", "most"),
    [
        ("en", 'You are a "clown"', 0.85, 1.0),
        ("en", 'I say it again: "I will kill you"', 0.3, 0.8),
        ("en", '"I will kill you"', 0.3, 0.8),
        ("en", "I will kill you", 0.8, 1.0),
        ("tr", '"seni öldüreceğim"', 0.3, 0.8),
    ],
)
def test_marks_alone_soften_and_never_acquit(lang: str, text: str, least: float, most: float) -> None:
    scores = read(text, lang).scores
    assert least <= max(scores["threat"], scores["personal_attack"]) < most or most == 1.0


def test_a_word_spoken_of_is_no_use() -> None:
    assert read("The word “clowns” has six letters.", "en").scores["personal_attack"] == 0.0
