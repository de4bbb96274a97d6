"""Relevance, constructiveness and repetition: observations, never grounds."""

from collections.abc import Callable

import pytest

from rejoinder.engine import ArticleText, Assessment, Context

AssessText = Callable[..., Assessment]
ARTICLE = ArticleText(
    "Rockets hit the Green Zone in Baghdad",
    (
        "Fourteen rockets were fired at Erbil on Monday. One contractor was killed.",
        "The teachers of Sulaimani have been on strike for unpaid salaries since October.",
    ),
    "Iraq",
)
KURDISH = ArticleText("هێرشی مووشەکی بۆ سەر هەولێر", ("چواردە مووشەک ئاراستەی بەغداد کران.",))


def relevance(assessment: Assessment) -> tuple[float, tuple[str, ...]]:
    found = [f for f in assessment.findings if f.kind == "relevance"]
    assert len(found) == 1 and found[0].standing == "observation"
    return assessment.scores["relevance"], found[0].because


def test_words_of_the_article_make_a_comment_relevant(assess_text: AssessText) -> None:
    on, because = relevance(assess_text("Who fired the rockets at the contractor in Erbil?", Context(article=ARTICLE)))
    off, none = relevance(
        assess_text("My favourite pancake recipe needs butter, eggs and sugar", Context(article=ARTICLE))
    )
    assert on > 0.8 > 0.4 > off
    assert (because, none) == (("paragraph_1",), ("nothing_shared",))


def test_it_names_the_paragraph_answered(assess_text: AssessText) -> None:
    _, because = relevance(assess_text("Teachers striking over salaries deserve support", Context(article=ARTICLE)))
    assert because == ("paragraph_2",)


@pytest.mark.parametrize("text", ["lol", "I agree", "👍"])
def test_a_short_reaction_is_neither(text: str, assess_text: AssessText) -> None:
    assert relevance(assess_text(text, Context(article=ARTICLE))) == (0.5, ("too_short",))


def test_names_meet_across_scripts(assess_text: AssessText) -> None:
    score, _ = relevance(assess_text("ماذا حدث في بغداد وأربيل", Context(article=ARTICLE)))
    assert score > 0.5
    score, _ = relevance(assess_text("What happened in Baghdad?", Context(article=KURDISH)))
    assert score > 0.5


def test_another_language_without_a_name_is_unknown(assess_text: AssessText) -> None:
    text = "يجب على الجميع احترام القانون دائما"
    assert relevance(assess_text(text, Context(article=ARTICLE))) == (0.5, ("other_language",))


def test_an_answer_to_the_parent_is_not_beside_the_point(assess_text: AssessText) -> None:
    context = Context(article=ARTICLE, parent="Pancakes need butter and sugar")
    score, _ = relevance(assess_text("Pancakes without butter are better for everybody's health", context))
    assert score == 0.5


def test_without_an_article_it_stays_in_the_middle(assess_text: AssessText) -> None:
    assessment = assess_text("Anything goes here, it seems")
    assert assessment.scores["relevance"] == 0.5
    assert not [f for f in assessment.findings if f.kind == "relevance"]


def test_argument_is_more_constructive_than_shouting(assess_text: AssessText) -> None:
    argued = assess_text("I disagree because the study says otherwise. For example, what about the second group?")
    shouted = assess_text("NO WAY!!! you clodpole")
    assert argued.scores["constructive"] > 0.5 > shouted.scores["constructive"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("freedom freedom freedom freedom freedom freedom freedom freedom", "repeats_words"),
        ("first line\nsame line\nsame line\nsame line", "repeats_lines"),
        ("noooooooooooooooooooooooooooooo", "repeats_characters"),
        ("WHY DOES NOBODY EVER DO ANYTHING HERE", "shouts"),
    ],
)
def test_repetition_is_noticed(text: str, code: str, assess_text: AssessText) -> None:
    found = [f for f in assess_text(text).findings if f.check == "repetition"]
    assert code in {c for f in found for c in f.because}
    assert {f.standing for f in found} == {"observation"}


@pytest.mark.parametrize("text", ["I said no, and no again, and I mean no.", "NATO and the UN met.", "Yes!!!"])
def test_ordinary_emphasis_is_not_repetition(text: str, assess_text: AssessText) -> None:
    assert not [f for f in assess_text(text).findings if f.check == "repetition"]
