"""Repeated runs go; nothing else does."""

from hypothesis import given, settings
from hypothesis import strategies as st

from rejoinder.intake.runs import LONG_CHARS, without_repeated_runs

LONG = [f"{word} " * 40 + "end." for word in ("flood", "bridge", "river", "arch", "mayor")]
short_lines = st.lists(st.sampled_from(["Yes.", "No.", "Why?", "Nobody knows.", *LONG]), max_size=30)


def test_a_whole_copy_goes() -> None:
    assert without_repeated_runs([*LONG, *LONG]) == LONG


def test_a_copy_without_its_beginning_goes() -> None:
    assert without_repeated_runs([*LONG, *LONG[1:]]) == LONG


def test_a_third_copy_goes() -> None:
    assert without_repeated_runs([*LONG, *LONG[1:], *LONG[2:]]) == LONG


def test_a_copy_whose_opening_lost_its_dateline_goes() -> None:
    opening = "DARA, North Coast — The old bridge is open."
    assert without_repeated_runs([opening, *LONG, "The old bridge is open.", *LONG]) == [opening, *LONG]


def test_a_short_run_that_follows_on_its_copy_goes() -> None:
    assert without_repeated_runs(["One came.", "Two went.", "One came.", "Two went."]) == ["One came.", "Two went."]


def test_a_short_paragraph_that_comes_back_stays() -> None:
    lines = ["No one was hurt.", LONG[0], "No one was hurt.", LONG[1]]
    assert without_repeated_runs(lines) == lines


def test_turns_of_an_interview_that_come_back_stay() -> None:
    lines = ["And then?", "We waited.", LONG[0], "And then?", "We waited.", LONG[1]]
    assert without_repeated_runs(lines) == lines


def test_a_sentence_quoted_inside_another_paragraph_stays() -> None:
    sentence = "We have waited a long time for this morning."
    lines = [sentence, LONG[0], f"“{sentence}” So the mayor had said."]
    assert without_repeated_runs(lines) == lines


def test_a_long_paragraph_alone_goes_when_it_comes_again() -> None:
    assert len(LONG[0]) >= LONG_CHARS
    assert without_repeated_runs([LONG[0], "Then.", LONG[0], "Now."]) == [LONG[0], "Then.", "Now."]


@given(short_lines)
@settings(deadline=None)
def test_no_paragraph_is_lost_and_none_is_added(lines: list[str]) -> None:
    kept = without_repeated_runs(lines)
    assert set(kept) == set(lines)
    remaining = iter(lines)
    assert all(line in remaining for line in kept)


@given(st.lists(st.text(min_size=1), unique_by=lambda line: " ".join(line.split()), max_size=20))
@settings(deadline=None)
def test_different_paragraphs_stay_as_they_are(lines: list[str]) -> None:
    kept = without_repeated_runs(lines)
    assert kept == [line for line in lines if line in kept]
    assert {" ".join(line.split()) for line in lines} >= {" ".join(line.split()) for line in kept}


@given(short_lines)
@settings(deadline=None)
def test_twice_is_as_once(lines: list[str]) -> None:
    once = without_repeated_runs(lines)
    assert set(without_repeated_runs([*once, *once])) == set(once)
