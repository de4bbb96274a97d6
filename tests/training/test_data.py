"""From labelled comments to the mixture: labels, masks, licences, duplicates."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("numpy")
from training.groups import kinds_by_target, kinds_by_words

from training import data, labelling, sources


def row(text: str = "A comment about buses.", **changes: Any) -> dict[str, Any]:
    """A row as the sources give it."""
    base = {"id": "x-1", "text": text, "lang": "en", "source": "wiki_context", "split": "train", "labels": {}}
    return {**base, "license": "MIT", **changes}


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [("MIT", True), ("CC-BY-4.0", True), ("CC0-1.0", True), ("GPL-3.0", False), ("CC-BY-SA-4.0", False)],
)
def test_licences(licence: str, allowed: bool) -> None:
    assert sources.shippable(licence) is allowed


def test_what_a_source_does_not_say_stays_open() -> None:
    labels = labelling.label(row(source="dyn_hate", labels={"identity_abuse": 0}, lang="de"))
    assert labels["identity_abuse"] == (0.0, labelling.SURE)
    assert "toxicity" not in labels
    assert "personal_attack" not in labels


def test_a_harmless_row_is_a_clean_negative_for_every_abuse() -> None:
    labels = labelling.label(row(labels={"toxicity": 0}))
    abuse = ("threat", "personal_attack", "identity_abuse", "racism", "ableism", "vulgarity", "profanity")
    assert all(labels[head][0] == 0.0 for head in abuse)


def test_a_row_that_may_swear_is_no_negative_for_profanity_by_its_scheme() -> None:
    assert "profanity" not in labelling.label(row(source="cad", labels={"toxicity": 0}, lang="tr"))


def test_hate_only_sources_weigh_little_on_toxicity() -> None:
    labels = labelling.label(row(source="edos", labels={"toxicity": 1, "identity_abuse": 1}))
    assert labels["toxicity"][1] < labels["identity_abuse"][1]


def test_kinds_come_from_targets_before_words() -> None:
    hateful = {"identity_abuse": 1, "toxicity": 1}
    by_target = labelling.label(row("women and muslims", source="hatemoji_build", labels=hateful, target=["mus"]))
    assert by_target["religious_abuse"][0] == 1.0
    assert by_target.get("racism", (0.0, 1.0))[0] == 0.0
    by_words = labelling.label(row("the immigrants again", source="dyn_hate", labels=hateful))
    assert by_words["xenophobia"][0] == 1.0
    two = labelling.label(row("gay immigrants", source="dyn_hate", labels=hateful))
    assert "xenophobia" not in two
    assert two["sexism"][0] == 0.0


@pytest.mark.parametrize(
    ("targets", "kinds"),
    [(["wom"], {"sexism"}), (["gaywom"], {"sexism", "homophobia"}), (["asi.south"], {"racism"}), (["none"], set())],
)
def test_targets(targets: list[str], kinds: set[str]) -> None:
    assert kinds_by_target(targets) == kinds


def test_words_need_whole_words() -> None:
    assert kinds_by_words("the blackboard in the gaystreet") == frozenset()


@pytest.mark.parametrize(
    ("text", "personal", "commercial"),
    [("subscribe to my channel", 1.0, 0.0), ("earn money with this offer", 0.0, 1.0)],
)
def test_promotion_is_told_apart(text: str, personal: float, commercial: float) -> None:
    labels = labelling.label(row(text, source="youtube_spam", labels={"promotion": 1}))
    assert (labels["personal_promotion"][0], labels["commercial_promotion"][0]) == (personal, commercial)


def test_clean_sentences_of_a_marked_comment() -> None:
    text = "You utter fool. The bus line was closed in May, and nobody told us about it. Fool!"
    found = list(data.clean_sentences(row(text, spans=[[10, 14], [77, 81]])))
    assert found == ["The bus line was closed in May, and nobody told us about it."]
    assert list(data.clean_sentences(row(text))) == []


def test_near_duplicates_go_and_the_test_split_wins() -> None:
    rows = [row("Good bus!", split="train"), row("good  BUS", split="test"), row("good bus 👍", split="train")]
    kept = data.without_duplicates(rows)
    assert [(r["text"], r["split"]) for r in kept] == [("good  BUS", "test"), ("good bus 👍", "train")]


def test_same_reply_to_another_parent_is_no_duplicate() -> None:
    assert len(data.without_duplicates([row("yes", parent="is he a fool"), row("yes", parent="is it late")])) == 2


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    free = [row(id=f"a-{k}", source="a", text=f"text number {'x' * k}", split="dev") for k in range(1, 9)]
    bound = [row(source="b", license="GPL-3.0")]
    for name, rows in (("a", free), ("b", bound)):
        with gzip.open(tmp_path / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(r) + "\n" for r in rows)
    monkeypatch.setattr(sources, "DATA", tmp_path)
    yield tmp_path


def test_rows_under_binding_licences_are_left_out(folder: Path) -> None:
    assert {r["source"] for r in data.real()} == {"a"}


def test_dev_rows_go_to_calibration_or_test_by_their_id(folder: Path) -> None:
    splits = {r["id"]: r["split"] for r in data.real()}
    assert set(splits.values()) == {"calibration", "test"}
    assert splits == {r["id"]: r["split"] for r in data.real()}


def test_no_data_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "DATA", tmp_path)
    with pytest.raises(FileNotFoundError, match="REJOINDER_DATA"):
        sources.names()


def test_what_rules_filled_in_counts_as_no_ones_judgement() -> None:
    given = row(
        "you stupid fools", labels={"toxicity": 1, "identity_abuse": 0, "threat": None}, weak=["identity_abuse"]
    )
    assert labelling.annotated(given) == ["toxicity"]
    assert "profanity" in labelling.label(given)
