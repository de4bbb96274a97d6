"""Mention or use: the same words, said of somebody, quoted, reported, denied, condemned. With the small test pack."""

from collections.abc import Callable

import pytest

from rejoinder.engine import ArticleText, Assessment, Context

AssessText = Callable[..., Assessment]
ARTICLE = ArticleText(
    "Mayor insulted", ("The man shouted that the mayor was a clodpole and a cabbage before he left.",)
)


@pytest.mark.parametrize(
    ("text", "standing", "because"),
    [
        ("You are a clodpole", "use", ""),
        ("You clodpole", "use", "aimed_at_reader"),
        ("He is a clodpole", "use", "aimed_at_person"),
        ("Clodpole!", "use", "says_nothing_else"),
        ("No you are a clodpole", "use", ""),
        ("I called him a clodpole", "use", "aimed_at_person"),
        ('You are a "clodpole"', "use", ""),
        ("They said you are a clodpole", "use", ""),
        ("He called me a clodpole", "mention", "said_to_reader"),
        ("She said the woman was a clodpole", "mention", "reported"),
        ('"You are a clodpole" he said', "mention", "reported"),
        ("You are not a clodpole", "mention", "negated"),
        ("He is never a clodpole", "mention", "negated"),
        ("Calling people clodpole is disgusting", "mention", "counter_speech"),
        ("The word “clodpoles” has seven letters too few", "mention", "in_quotation_marks"),
        ("the mayor was a clodpole and a cabbage: what a way to talk", "mention", "quotes_article"),
        ("Clodpole he is gone, they said", "use", ""),
    ],
)
def test_personal_attacks(text: str, standing: str, because: str, assess_text: AssessText) -> None:
    assessment = assess_text(text, Context(article=ARTICLE))
    attacks = [f for f in assessment.findings if f.kind == "personal_attack"]
    assert [f.standing for f in attacks] == [standing]
    assert not because or because in attacks[0].because
    assert (assessment.scores["personal_attack"] > 0.35) == (standing == "use")


def test_own_abuse_beside_a_quotation_counts(assess_text: AssessText) -> None:
    parent = Context(parent="You are a clodpole")
    assessment = assess_text("> You are a clodpole\nAnd you are a cabbage", parent)
    standings = [(f.evidence, f.standing) for f in assessment.findings if f.kind == "personal_attack"]
    assert standings == [("You are a clodpole", "mention"), ("you are a cabbage", "use")]


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("I will kill you", 0.95),
        ("I'll burn your house, you wait", 0.95),
        ("go and kill you", 0.9),
        ("I will not kill you", 0.0),
        ("They said: i will kill you", 0.0),
        ("I kill time", 0.0),
        ("we will kill time until you come", 0.0),
        ("The army will kill them", 0.0),
        ("nobody says i will kill you", 0.0),
    ],
)
def test_threats(text: str, score: float, assess_text: AssessText) -> None:
    assert assess_text(text).scores["threat"] == score


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("Rudaw is biased and its editor a clodpole", "protected"),
        ("Rudaw, you are clodpoles", "protected"),
        ("Your reporting is that of a clodpole", "protected"),
        ("This newspaper is a clodpole", "protected"),
        ("The reporter is a clodpole", "use"),
        ("He is a clodpole and so is this newspaper", "use"),
    ],
)
def test_hard_words_about_the_publisher_are_protected(text: str, standing: str, assess_text: AssessText) -> None:
    context = Context(publisher_names=("Rudaw",))
    attacks = [f for f in assess_text(text, context).findings if f.kind == "personal_attack"]
    assert [f.standing for f in attacks] == [standing]


def test_in_a_reply_you_is_the_other_reader(assess_text: AssessText) -> None:
    context = Context(publisher_names=("Rudaw",), parent="I like Rudaw")
    assert assess_text("Rudaw reader, you are a clodpole", context).scores["personal_attack"] == 0.9


@pytest.mark.parametrize(("text", "score"), [("Smelly Martians!", 0.9), ("a smelly fish", 0.405)])
def test_group_words_need_a_group(text: str, score: float, assess_text: AssessText) -> None:
    assert assess_text(text).scores["racism"] == score


def test_criticism_is_found_and_protected(assess_text: AssessText) -> None:
    assessment = assess_text("A biased headline, Rudaw.", Context(publisher_names=("Rudaw",)))
    found = [f for f in assessment.findings if f.kind == "criticism_of_publisher"]
    assert [(f.standing, f.evidence, f.guideline) for f in found] == [("protected", "biased", "criticism_of_publisher")]
    assert assessment.scores["criticism_of_publisher"] == 0.9
    assert assessment.scores["toxicity"] == 0.0
