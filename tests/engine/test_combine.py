"""Scores out of findings."""

import pytest

from rejoinder.engine import LABELS, Finding
from rejoinder.engine.combine import combine


def finding(kind: str, score: float, standing: str = "use") -> Finding:
    return Finding(0, 1, "g", kind, score, "x", "c", standing, score)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("scores", "expected"),
    [((), 0.0), ((0.4,), 0.4), ((0.9, 0.2), 0.91), ((0.2, 0.9), 0.91), ((0.3, 0.3, 0.3), 0.4943), ((1.0, 1.0), 1.0)],
)
def test_the_strongest_counts_in_full_the_others_by_half(scores: tuple[float, ...], expected: float) -> None:
    assert combine([finding("threat", s) for s in scores], [])["threat"] == expected


@pytest.mark.parametrize("standing", ["mention", "protected", "observation"])
def test_only_use_counts(standing: str) -> None:
    assert set(combine([finding("threat", 0.9, standing)], []).values()) == {0.0}


def test_kinds_of_identity_abuse_are_identity_abuse_and_toxic() -> None:
    scores = combine([finding("sexism", 0.8)], [])
    assert (scores["identity_abuse"], scores["toxicity"]) == (0.8, 0.776)


def test_promotion_is_not_toxic() -> None:
    assert combine([finding("commercial_promotion", 0.9)], [])["toxicity"] == 0.0


def test_contributions_join_by_maximum_and_stay_in_range() -> None:
    scores = combine([finding("threat", 0.5)], [{"threat": 0.4, "profanity": 7.0, "vulgarity": -1.0, "unknown": 1.0}])
    assert (scores["threat"], scores["profanity"], scores["vulgarity"]) == (0.5, 1.0, 0.0)
    assert tuple(scores) == LABELS
