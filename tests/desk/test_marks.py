"""Findings shown in the text never change the text."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejoinder.desk.marks import segments


@dataclass(frozen=True)
class Place:
    number: int
    start: int
    end: int
    standing: str = "use"


@pytest.mark.parametrize(
    ("text", "spans", "expected"),
    [
        ("plain", [], [("plain", (), "")]),
        ("", [], []),
        ("you idiot!", [Place(1, 4, 9)], [("you ", (), ""), ("idiot", (1,), "use"), ("!", (), "")]),
        (
            "abcdef",
            [Place(1, 0, 4, "mention"), Place(2, 2, 6)],
            [("ab", (1,), "mention"), ("cd", (1, 2), "use"), ("ef", (2,), "use")],
        ),
        ("abc", [Place(1, 0, 3, "protected"), Place(2, 1, 2, "mention")], None),
        ("abc", [Place(1, 1, 1)], [("abc", (), "")]),
        ("abc", [Place(1, 2, 9)], [("abc", (), "")]),
        ("👍🏽 هەڵە", [Place(1, 3, 7)], [("👍🏽 ", (), ""), ("هەڵە", (1,), "use")]),
    ],
)
def test_segments(text: str, spans: list[Place], expected: list[tuple[str, tuple[int, ...], str]] | None) -> None:
    found = [(s.text, s.numbers, s.standing) for s in segments(text, spans)]
    if expected is None:
        expected = [("a", (1,), "protected"), ("b", (1, 2), "mention"), ("c", (1,), "protected")]
    assert found == expected


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 45), st.integers(0, 45)), max_size=6))
def test_joined_they_are_the_text(text: str, places: list[tuple[int, int]]) -> None:
    spans = [Place(number, start, end) for number, (start, end) in enumerate(places)]
    found = segments(text, spans)
    assert "".join(segment.text for segment in found) == text
    marked = "".join(segment.text for segment in found if segment.numbers)
    covered = [any(s.start <= i < s.end <= len(text) for s in spans) for i in range(len(text))]
    assert marked == "".join(ch for ch, is_covered in zip(text, covered, strict=True) if is_covered)
