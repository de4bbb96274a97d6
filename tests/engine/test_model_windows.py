"""How the classifier reads long comments and parents, with an encoder that only notes what it is given."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from rejoinder.engine.models import inputs, linear
from rejoinder.engine.models.heads import HEADS
from rejoinder.engine.models.runtime import Classifier

CONSTRUCTIVE = HEADS.index("constructive")


class Words:
    """One piece a word; the word itself is its id."""

    def encode(self, text: str, add_special_tokens: bool) -> SimpleNamespace:
        return SimpleNamespace(ids=[int(word) for word in text.split()])


class Noting:
    """Gives every head the highest id that it is to pool."""

    def __init__(self) -> None:
        self.fed: list[dict[str, Any]] = []

    def run(self, names: list[str], feed: dict[str, Any]) -> list[Any]:
        self.fed.append(feed)
        pooled = float((feed["ids"] * feed["own"]).max())
        tokens = np.zeros((1, feed["ids"].shape[1], len(HEADS)), np.float32)
        return [np.full((1, len(HEADS)), pooled, np.float32), tokens]


@pytest.fixture
def noting() -> Noting:
    return Noting()


@pytest.fixture
def model(noting: Noting) -> Classifier:
    return Classifier("x", noting, Words(), linear.Linear({}), {})


def test_the_worst_window_counts_and_the_mean_where_the_whole_is_judged(model: Classifier) -> None:
    text = " ".join([*["10"] * 150, "500"])
    logits = model.encoder_logits(text)
    assert logits[HEADS.index("toxicity")] == 500
    assert logits[CONSTRUCTIVE] == (10 + 500) / 2


def test_the_parent_is_read_and_never_pooled(model: Classifier, noting: Noting) -> None:
    logits = model.encoder_logits("10 11", "900 901")
    assert logits[0] == 11
    (feed,) = noting.fed
    assert feed["ids"].tolist() == [[0, 10, 11, 2, 2, 900, 901, 2]]
    assert feed["mask"].tolist() == [[1] * 8]
    assert feed["own"].tolist() == [[1, 1, 1, 1, 0, 0, 0, 0]]


def test_every_window_sees_the_parent(model: Classifier, noting: Noting) -> None:
    model.encoder_logits(" ".join(["10"] * 200), "900")
    assert len(noting.fed) == len(inputs.windows(range(200))) > 1
    assert all(900 in feed["ids"] for feed in noting.fed)


def test_an_empty_comment_is_one_empty_window(model: Classifier, noting: Noting) -> None:
    model.encoder_logits("")
    assert [feed["ids"].tolist() for feed in noting.fed] == [[[0, 2]]]
