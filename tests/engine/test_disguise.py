"""Disguises do not hide a word, whatever is strewn into it, and never move the evidence."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rejoinder.engine import Assessment, Budget, GuidelineSet, PackSet, Submission, assess
from tests.engine.packs import english, make_pack

AssessText = Callable[..., Assessment]

_MARKS = (0x300, 0x301, 0x308, 0x327, 0x64E, 0x651, 0x670)
_INVISIBLE = (0xAD, 0x34F, 0x61C, 0x640, 0x180E, 0x200B, 0x200C, 0x200D, 0x200E, 0x202E, 0x2066, 0x2069, 0xFE0F, 0xFEFF)
STREWN = st.sampled_from([chr(code) for code in (*_MARKS, *_INVISIBLE, 0xE0061)])
ARABIC = PackSet([make_pack("ar", "حمار\tprofanity\t0.9\talways\tany\t\n")])
ENGLISH = english()
GUIDELINES = GuidelineSet("1", ())


def strew(word: str, marks: list[tuple[int, str]]) -> str:
    for at, mark in marks:
        at = at % len(word) + 1
        word = word[:at] + mark + word[at:]
    return word


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 40), STREWN), max_size=12))
def test_marks_do_not_hide_a_latin_word(marks: list[tuple[int, str]]) -> None:
    text = f"what a {strew('damnword', marks)} day"
    assessment = assess(Submission("1", text, "en"), guidelines=GUIDELINES, packs=ENGLISH)
    found = [f for f in assessment.findings if f.kind == "profanity"]
    assert [text[f.start : f.end] for f in found] == [f.evidence for f in found] == [text[7:-4]]


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 40), STREWN), max_size=12))
def test_marks_do_not_hide_an_arabic_word(marks: list[tuple[int, str]]) -> None:
    text = f"هذا {strew('حمار', marks)} جدا"
    assessment = assess(Submission("1", text, "ar"), guidelines=GUIDELINES, packs=ARABIC)
    assert [f.evidence for f in assessment.findings if f.kind == "profanity"] == [text[4:-4]]


@pytest.mark.parametrize(
    "word",
    [
        "DAMNWORD",
        "dаmnwоrd",
        "d4mnw0rd",
        "d@mnw0rd",
        "damnwoooord",
        "d.a.m.n.w.o.r.d",
        "ｄａｍｎｗｏｒｄ",
    ],
)
def test_spellings_do_not_hide_it(word: str, assess_text: AssessText) -> None:
    assessment = assess_text(f"what a {word} day")
    assert [f.evidence for f in assessment.findings if f.kind == "profanity"] == [word]


def test_a_word_of_one_letter_before_spaced_letters_is_swept_in(assess_text: AssessText) -> None:
    assessment = assess_text("what a d a m n w o r d day")
    assert [f.evidence for f in assessment.findings if f.kind == "profanity"] == ["a d a m n w o r d"]


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                'you are a clodpole|damnword|"|“|”|> |\n|not|he said|Rudaw|I will kill you|example.com|🖕'.split("|")
            ),
            st.text(st.characters(), max_size=6),
        ),
        max_size=25,
    )
)
def test_no_input_crashes_and_evidence_is_what_stands_there(parts: list[str]) -> None:
    text = " ".join(parts)
    budget = Budget(total_ms=60_000, check_ms=60_000)
    assessment = assess(Submission("1", text), guidelines=GUIDELINES, packs=ENGLISH, budget=budget)
    codes = {f.evidence for f in assessment.findings if f.kind == "could_not_assess"}
    assert codes <= {"language_unknown", "language_not_covered", "nothing_to_read"}
    assert all(text[f.start : f.end] == f.evidence for f in assessment.findings if f.kind != "could_not_assess")
    assert all(
        0 <= f.score <= 1 and f.score <= f.raw_score
        for f in assessment.findings
        if f.standing != "observation" and f.check not in ("promotion", "language")
    )
