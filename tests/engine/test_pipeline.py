"""assess(): it always answers, fails closed, and says the same thing twice."""

from collections.abc import Callable

import pytest

from rejoinder.engine import (
    COULD_NOT_ASSESS,
    ENGINE_VERSION,
    LABELS,
    Assessment,
    Budget,
    Finding,
    GuidelineSet,
    PackSet,
    Policy,
    Reading,
    Result,
    Submission,
    assess,
    recommend,
    to_json_line,
)
from rejoinder.engine.pipeline import guidelines_by_kind

AssessText = Callable[..., Assessment]


class Broken:
    id = "broken"
    labels = ("threat",)

    def run(self, reading: Reading) -> Result:
        raise KeyError(reading.text)


class Endless:
    id = "endless"
    labels = ("profanity",)

    def run(self, reading: Reading) -> Result:
        while True:
            reading.deadline.keep()


class Model:
    id = "classifier"
    labels = ("threat", "sexism")

    def run(self, reading: Reading) -> Result:
        return Result(
            (reading.finding_at(0, 4, "threat", 0.7, self.id),), {"threat": 0.7, "sexism": 0.6, "toxicity": 0.2}
        )


def unread(assessment: Assessment) -> list[tuple[str, str]]:
    return [(f.check, f.evidence) for f in assessment.findings if f.kind == COULD_NOT_ASSESS]


def test_a_check_that_raises_leaves_a_finding_without_words_of_the_comment(assess_text: AssessText) -> None:
    assessment = assess_text("a secret sentence of the reader", checks=(Broken(), Model()))
    assert unread(assessment) == [("broken", "check_failed")]
    assert assessment.scores["threat"] == 0.7
    assert "secret" not in repr([f for f in assessment.findings if f.kind == COULD_NOT_ASSESS])


def test_a_check_past_its_time_does_not_stop_the_others(assess_text: AssessText) -> None:
    budget = Budget(total_ms=60_000, check_ms=5)
    assessment = assess_text("a sentence of the reader", checks=(Endless(), Model()), budget=budget)
    assert unread(assessment) == [("endless", "out_of_time")]
    assert assessment.scores["threat"] == 0.7


def test_without_time_left_every_check_says_so(assess_text: AssessText) -> None:
    assessment = assess_text("a sentence of the reader", checks=(Model(),), budget=Budget(total_ms=0.0))
    assert {code for _, code in unread(assessment)} == {"out_of_time"}


def test_contributions_join_the_scores(assess_text: AssessText) -> None:
    scores = assess_text("a sentence of the reader", checks=(Model(),)).scores
    assert (scores["sexism"], scores["identity_abuse"]) == (0.6, 0.6)
    assert scores["toxicity"] > 0.6


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "nothing_to_read"),
        ("\u200b\u202e\u200f", "nothing_to_read"),
        ("\ud800", "nothing_to_read"),
        ("Η κυβέρνηση πρέπει να δημοσιεύσει την έκθεση πριν από τις εκλογές", "language_not_covered"),
        ("qwrtzp", "language_unknown"),
        ("x" * 20_001, "too_long"),
    ],
)
def test_what_cannot_be_read_is_referred(text: str, code: str, guidelines: GuidelineSet, packs: PackSet) -> None:
    assessment = assess(Submission("1", text), guidelines=guidelines, packs=packs)
    assert [evidence for _, evidence in unread(assessment)] == [code]
    assert recommend(assessment, policy=Policy(), guidelines=guidelines).outcome == "refer"


@pytest.mark.parametrize("text", ["😀👍", "100%!", "👍🏽"])
def test_emoji_and_numbers_need_no_language(text: str, guidelines: GuidelineSet, packs: PackSet) -> None:
    assessment = assess(Submission("1", text), guidelines=guidelines, packs=packs)
    assert unread(assessment) == []


@pytest.mark.parametrize(
    "text",
    [
        "you clodpole " * 1400,
        "a" + "\u0301" * 1_000_000,
        "🖕" * 5000,
        "\u202eclodpole\u202c أحمق \u2067x\u2069 " * 300,
        "\udfff\ud800 you are a clodpole \udc00",
        "1 " * 9000,
        '"' * 9000 + "'" * 9000,
        "a." * 9000 + "@",
        "http://" + "a-" * 9000,
        "(dot)" * 3000,
        ">" * 9000,
        "a$" * 9000,
        "rotten rotten\n" * 1200,
    ],
    ids=range(13),
)
def test_no_text_brings_it_down(text: str, assess_text: AssessText) -> None:
    assessment = assess_text(text, budget=Budget(2_000_000, 60_000, 60_000))
    assert "check_failed" not in {evidence for _, evidence in unread(assessment)}
    assert all(text[f.start : f.end] == f.evidence for f in assessment.findings if f.kind != COULD_NOT_ASSESS)


def test_same_input_same_bytes(assess_text: AssessText, guidelines: GuidelineSet) -> None:
    def line() -> str:
        assessment = assess_text("He called me a clodpole, but you are one. I will burn you! Follow me @me example.com")
        return to_json_line(assessment, recommend(assessment, policy=Policy(), guidelines=guidelines))

    assert line() == line()


def test_every_label_is_scored_in_order(assess_text: AssessText) -> None:
    scores = assess_text("A plain sentence about the weather.").scores
    assert tuple(scores) == LABELS
    assert all(0.0 <= score <= 1.0 and score == round(score, 4) for score in scores.values())


def test_findings_are_sorted_and_carry_the_sites_guidelines(assess_text: AssessText) -> None:
    findings = assess_text("You are a clodpole and I will kill you, damnword!").findings
    assert list(findings) == sorted(findings)
    assert {f.kind: f.guideline for f in findings if f.standing == "use"} == {
        "profanity": "profanity",
        "threat": "threats",
        "personal_attack": "personal_attacks",
    }


def test_kinds_find_their_guideline(guidelines: GuidelineSet) -> None:
    keys = guidelines_by_kind(guidelines)
    assert (keys["racism"], keys["commercial_promotion"], keys["criticism_of_publisher"], keys["relevance"]) == (
        "abuse",
        "promotion",
        "criticism_of_publisher",
        "",
    )


def test_versions_name_engine_guidelines_and_packs(assess_text: AssessText) -> None:
    assert dict(assess_text("hello there").versions) == {
        "engine": ENGINE_VERSION,
        "guidelines": "test-1",
        "pack.en": "digest-en",
    }


def test_a_finding_type_is_hashable_and_ordered() -> None:
    one = Finding(0, 1, "g", "threat", 0.5, "x", "c")
    assert {one} == {one} and one < Finding(1, 2, "g", "threat", 0.5, "x", "c")
