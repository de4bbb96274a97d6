"""Rows for the engine's benchmark: none that training or calibration saw, and disguises that change the text."""

from random import Random

import pytest
from training.data import CALIBRATION_OF_CONTRAST
from training.places import fraction

from training import benchmark


@pytest.mark.parametrize(
    ("way", "lang", "text", "wanted"),
    [
        (benchmark.emoji, "en", "you pig and dog", "you 🐷 and 🐶"),
        (benchmark.arabizi, "ar", "حمار", "7mar"),
    ],
)
def test_disguises_of_the_benchmark(way, lang, text, wanted):
    assert way(text, lang, Random(1)) == wanted


def test_a_keyboard_slip_changes_one_letter():
    slipped = benchmark.keyboard("idiot", "en", Random(1))
    assert sum(a != b for a, b in zip("idiot", slipped, strict=True)) == 1


def test_disguised_rows_name_the_row_they_disguise():
    plain = {row["id"]: row for row in benchmark.contrast()}
    assert all(fraction(id_, "contrast") >= CALIBRATION_OF_CONTRAST for id_ in plain)
    rows = list(benchmark.in_disguise())
    assert {row["disguise"] for row in rows} >= {"leet", "spaced", "tatweel", "emoji", "keyboard", "arabizi"}
    for row in rows:
        assert row["text"] != plain[row["of"]]["text"]
        assert row["labels"] == plain[row["of"]]["labels"]
