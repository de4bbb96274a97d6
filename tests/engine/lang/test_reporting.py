"""What others said, in the shipped packs: denied in the next sentence, half quoted, described, or endorsed."""

import pytest
from tests.engine.lang.test_aim import read

HARM = ("identity_abuse", "personal_attack", "threat")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", 'No, Copts do not "only understand the stick", that\'s a myth.'),
        ("en", "I keep reading that queer people are all cheats. It is a lie and it hurts people."),
        ("en", 'To the reader who posted "Somalis are parasites": shame, delete it'),
        ("en", "I didn't call you a gutless weasel, I said the argument is weak"),
        ("en", "He said all Kurds are thieves, which is a lie."),
        ("tr", "O dönemin propagandasında siyahiler maymun olarak gösterilir, sergi bunu anlatıyor."),
        ("kmr", "Na, ne rast e ku mihacir parazît in, Şirnex mala wan e jî."),
        ("de", "Ich hab nicht gesagt, dass du dumm bist, ich hab gesagt, die Zahl stimmt nicht."),
    ],
)
def test_words_of_others_and_words_denied(lang: str, text: str) -> None:
    assert max(read(text, lang).scores[label] for label in HARM) < 0.3


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "They say all Kurds are thieves and they are right."),
        ("en", '"All Kurds are thieves", he wrote. So true.'),
        ("en", "Kurds are parasites. It is no lie."),
        ("en", "You are an idiot. That's a lie."),
        ("tr", "Araplar hırsız diyorlar, haklılar."),
    ],
)
def test_words_of_others_endorsed_are_ones_own(lang: str, text: str) -> None:
    assert max(read(text, lang).scores[label] for label in HARM) >= 0.3


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "Nous les pédés et les gouines de Lille, on marche samedi, venez !"),
        ("es", "Maricón y orgulloso, la palabra ahora es mía."),
        ("tr", "Bizim ibneler korosu bu akşam sahnede"),
    ],
)
def test_own_names_are_referred_at_most(lang: str, text: str) -> None:
    scores = read(text, lang).scores
    assert max(scores[label] for label in (*HARM, "profanity", "vulgarity")) < 0.8
