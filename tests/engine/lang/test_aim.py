"""At whom hard words are aimed, in the shipped packs: things, persons, animals, own names; and what denies."""

import pytest
from tests.engine.conftest import LEXICAL

from rejoinder.engine import Assessment, Budget, Submission, assess, default_guidelines


def read(text: str, lang: str) -> Assessment:
    budget = Budget(total_ms=60_000, check_ms=60_000)
    return assess(Submission("c", text, lang), guidelines=default_guidelines(), checks=LEXICAL, budget=budget)


@pytest.mark.parametrize(
    ("lang", "thing", "person"),
    [
        ("en", "What a stupid law", "What a stupid minister"),
        ("en", "This policy is idiotic", "This referee is an idiot"),
        ("en", "This match was pathetic garbage", "You are pathetic garbage"),
        ("en", "the dumbest decision ever made in this city", "you are the dumbest man in this city"),
        ("en", "It was handled in the most moronic way.", "You are the most moronic reader here."),
        ("en", "What the mayor did there was cowardly.", "The mayor is cowardly."),
        ("en", "Stupid, stupid idea.", "Stupid, stupid man."),
        ("tr", "Aptal bir yasa bu", "Aptal bir bakan bu"),
        ("tr", "Bu karar tam bir salaklık", "Sen tam bir salaksın"),
        ("ar", "قانون غبي", "وزير غبي"),
        ("ar", "هذا القرار غبي جدا", "أنت غبي جدا"),
        ("fa", "این قانون احمقانه است", "این وزیر احمق است"),
        ("ckb", "ئەم یاسایە گەوجانەیە", "تۆ گەوجیت"),
        ("kmr", "ev qanûn bêaqil e", "ev wezîr bêaqil e"),
        ("de", "Das ist ein dummes Gesetz", "Das ist ein dummer Minister"),
        ("fr", "Cette loi est vraiment stupide, je le répète", "Ce ministre est vraiment stupide, je le répète"),
        ("es", "Qué ley más estúpida", "El ministro es estúpido"),
    ],
)
def test_hard_words_for_things_attack_nobody(lang: str, thing: str, person: str) -> None:
    assert read(thing, lang).scores["personal_attack"] < 0.35 <= read(person, lang).scores["personal_attack"]


@pytest.mark.parametrize(
    "text",
    [
        "The law is stupid and you are an idiot",
        "You are as dumb as this law",
        "What a stupid law by a stupid man",
        "This stupid minister made a stupid law",
        "That idiot of a plan, and that idiot of a mayor",
    ],
)
def test_a_thing_in_the_sentence_covers_for_nobody(text: str) -> None:
    assert read(text, "en").scores["personal_attack"] >= 0.35


def test_the_work_of_a_reader_is_doubtful() -> None:
    """What looks like an insult in a pattern for persons, and speaks of their work, is a person's to decide."""
    (finding,) = read("ev proje zibil e", "kmr").findings[:1]
    assert finding.because == ("aimed_at_work",)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "You're not only an idiot, you bore me"),
        ("en", "He is nothing but a clown"),
        ("en", "I have never seen such an idiot as you"),
        ("en", "Arabs are not human"),
        ("en", "Women should not vote"),
        ("tr", "Kürtler insan değil"),
        ("tr", "Aptal değil misin sen"),
        ("ar", "ما أنت إلا كلب"),
        ("kmr", "Sûrî mirov nînin"),
    ],
)
def test_negations_that_deny_nothing(lang: str, text: str) -> None:
    assert max(read(text, lang).scores[label] for label in ("personal_attack", "identity_abuse")) >= 0.35


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "You're not an idiot"),
        ("en", "Gays are not sick"),
        ("en", "Turkmen are not cockroaches, they are people like you."),
        ("en", "Nobody should call them idiots"),
        ("en", "Don't call him a clown."),
        ("tr", "Ermeniler hayvan değil, senin gibi insan!"),
        ("tr", "Araplar aptaldır demem, asla."),
        ("fa", "نگفتم تو احمقی"),
        ("ckb", "نەموت تۆ گەوجیت"),
        ("kmr", "Min negot tu ehmeq î."),
        ("kmr", "Pakistanî ne mar in, wek te mirov in"),
    ],
)
def test_negations_that_deny(lang: str, text: str) -> None:
    scores = read(text, lang).scores
    assert max(scores[label] for label in ("personal_attack", "identity_abuse")) < 0.3


@pytest.mark.parametrize(
    ("lang", "text", "hostile"),
    [
        ("en", "The bitch had six puppies, says the vet.", "Shut up bitch, says the vet."),
        ("en", "Our donkey won the race in the next village", "You donkey lost the race"),
        ("kmr", "Kûçikê me li Helebê sê têjik anîn.", "Tu kûçik î"),
        ("kmr", "Kerê apê min di pêşbaziya gund de yekem bû", "Tu ker î"),
    ],
)
def test_animals_are_animals(lang: str, text: str, hostile: str) -> None:
    quiet, loud = read(text, lang).scores, read(hostile, lang).scores
    assert max(quiet["personal_attack"], quiet["identity_abuse"], quiet["profanity"]) < 0.35
    assert max(loud["personal_attack"], loud["identity_abuse"]) >= 0.35


@pytest.mark.parametrize(
    "text", ["My mates and I, all dykes from here, loved the film.", "As a crip activist I prefer that word."]
)
def test_own_names_are_never_rejected(text: str) -> None:
    (finding,) = [f for f in read(text, "en").findings if f.kind in ("homophobia", "identity_abuse")]
    assert finding.because == ("own_name",) and finding.score < 0.5


@pytest.mark.parametrize("text", ["Look at those dykes", "They are dykes, we are not"])
def test_the_same_words_for_others_are_no_own_names(text: str) -> None:
    assert max(f.score for f in read(text, "en").findings if f.kind == "homophobia") >= 0.7


def test_described_is_reported() -> None:
    text = "The study counts how often Kurds are described as animals in the newspapers of Erbil."
    assert read(text, "en").scores["identity_abuse"] == 0.0
    assert read("Kurds are animals in the streets of Erbil.", "en").scores["identity_abuse"] >= 0.85


def test_to_burn_a_plan_threatens_nobody() -> None:
    assert read("هذا الاقتراح زبالة ويجب حرقه", "ar").scores["threat"] < 0.8
    assert read("هذا الوزير زبالة ويجب حرقه", "ar").scores["threat"] >= 0.8
