"""Emoji that turn on a group, a person or a home; the same emoji in plain and kind talk; comments of emoji alone."""

import pytest

from rejoinder.engine import CHECKS, Assessment, Budget, Policy, Submission, assess, default_guidelines, recommend
from rejoinder.engine.checks import emoji


def read(text: str, lang: str | None = None) -> Assessment:
    checks = [check for check in CHECKS if check.id != "classifier"]
    budget = Budget(total_ms=60_000, check_ms=60_000)
    return assess(Submission("c", text, lang), guidelines=default_guidelines(), checks=checks, budget=budget)


@pytest.mark.parametrize(
    ("lang", "text", "kind"),
    [
        ("en", "Syrians 🐀🐀🐀", "xenophobia"),
        ("tr", "Suriyeliler 🐀🐀 👉🚪", "xenophobia"),
        ("kmr", "Sûrî 🇸🇾🐀 bes e êdî", "xenophobia"),
        ("en", "🏳️‍🌈🤮 not in my street", "homophobia"),
        ("en", "🧕🏽 = 🐑 all of you", "identity_abuse"),
        ("tr", "👩‍✈️😂 👉🍽️🍳 mutfağa", "sexism"),
        ("en", "🔪👉 you, tonight", "threat"),
        ("de", "🔪 heute Nacht bist du dran", "threat"),
        ("tr", "evini biliyoruz 🏠🔥", "threat"),
        ("en", "the minister 🤡🤡🐷", "personal_attack"),
        ("ar", "المذيع 🤡🐷 ما يشبع", "personal_attack"),
    ],
)
def test_hostile_emoji_are_referred_and_never_rejected_alone(lang: str, text: str, kind: str) -> None:
    found = [f for f in read(text, lang).findings if f.check == "emoji"]
    assert [f.kind for f in found] == [kind]
    assert found[0].score == emoji.SCORE < 0.8


@pytest.mark.parametrize(
    "text",
    [
        "My Syrian neighbours brought 🍰",
        "Kurds and Arabs ❤️ together, and a 🐀 in the cellar",
        "🏳️‍🌈❤️ congratulations to you two",
        "👩‍🚒💪 about time",
        "👩‍✈️🇹🇷 you make us proud",
        "🔥 in the hills again, wind from the east",
        "🔫 amnesty: bring old guns to the police station till Friday",
        "💣 defused near the bridge, road open again",
        "🐒 house closed until June says the sign",
        "The 🐍 in the zoo escaped, second time this year 😅",
        "Our donkey had a foal, ask the vet 🐴",
        "I feel like a 🤡 today",
    ],
)
def test_the_same_emoji_in_plain_talk_say_nothing(text: str) -> None:
    assert [f for f in read(text, "en").findings if f.check == "emoji"] == []


@pytest.mark.parametrize(
    ("lang", "text", "kind"),
    [
        ("en", "I will 🔪 you tonight", "threat"),
        ("en", "you are a 🤡 and everybody knows", "personal_attack"),
        ("tr", "sen bir 🐶 gibisin", "personal_attack"),
    ],
)
def test_a_picture_amid_words_is_read_as_its_word_and_never_rejected_alone(lang: str, text: str, kind: str) -> None:
    assert 0.3 <= read(text, lang).scores[kind] < 0.8


@pytest.mark.parametrize("text", ["You are so kind, thank you 🐶", "I love you 🐷🐶 both", "I was dead tired 💀"])
def test_a_picture_that_closes_a_sentence_or_stands_with_others_is_no_word(text: str) -> None:
    assert recommend(read(text, "en"), policy=Policy(), guidelines=default_guidelines()).outcome == "approve"


@pytest.mark.parametrize("text", ["🏳️‍🌈🤮", "🇸🇾🐀🐀", "🧕🏽🐑"])
def test_hostile_comments_of_emoji_alone_are_not_approved(text: str) -> None:
    found = recommend(read(text), policy=Policy(), guidelines=default_guidelines())
    assert found.outcome == "refer"


@pytest.mark.parametrize("text", ["❤️❤️", "⚽⚽⚽", "😂😂", "🙏"])
def test_plain_comments_of_emoji_alone_are_approved(text: str) -> None:
    assert recommend(read(text), policy=Policy(), guidelines=default_guidelines()).outcome == "approve"


class Suspicious:
    """A classifier that finds one head in every text."""

    def __init__(self, probability: float) -> None:
        self.probability = probability

    def scores(self, texts: list[str], parents: list[str | None], languages: list[str]) -> list[dict[str, float]]:
        return [{"racism": self.probability} for _ in texts]


@pytest.mark.parametrize(("probability", "outcome"), [(0.95, "refer"), (0.3, "approve")])
def test_the_classifier_reads_what_has_no_words(
    probability: float, outcome: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(emoji, "classifier", lambda: Suspicious(probability))
    assert recommend(read("🎯🎯"), policy=Policy(), guidelines=default_guidelines()).outcome == outcome


def test_the_classifier_is_not_asked_where_there_are_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(emoji, "classifier", lambda: Suspicious(0.95))
    assert read("well played 🎯", "en").scores["racism"] == 0.0


def test_a_flood_of_emoji_is_one_finding() -> None:
    assert read("Syrians " + "🐀" * 500, "en").scores["xenophobia"] == emoji.SCORE
