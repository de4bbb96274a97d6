"""Whatever is sent: a defined result, within the budget, and nothing that was not read is approved."""

import gc
import time
from pathlib import Path

import pytest

from rejoinder.engine import (
    COULD_NOT_ASSESS,
    Budget,
    Context,
    Policy,
    Submission,
    assess,
    default_guidelines,
    recommend,
    warm_up,
)
from rejoinder.engine.errors import BadFile, MissingResource
from rejoinder.engine.lang.loading import load_pack
from rejoinder.engine.lang.packset import PackSet
from rejoinder.engine.models import tuning
from rejoinder.engine.models.files import SHIPPED
from rejoinder.engine.models.runtime import LIMIT_CHARS, load_model

GUIDELINES = default_guidelines()
SLACK = 2.0
"""By how much the work may go past the budget, which it looks at between pieces; in this thread's own time."""

UNREAD = {
    "": "nothing_to_read",
    " \n\t ": "nothing_to_read",
    "\u0301" * 20_000: "nothing_to_read",
    "e" + "\u0301" * 1_000_000: "too_long",
    "\u200b" * 20_000: "nothing_to_read",
    "\x00" * 100: "nothing_to_read",
    "\ud800" * 20_000: "nothing_to_read",
    "a" * 20_001: "too_long",
    "你好世界" * 5_000: "language_not_covered",
}
HEAVY = {
    "one letter": "a" * 20_000,
    "emoji": "🙂" * 20_000,
    "letter by letter": "i d i o t " * 2_000,
    "links": "http://a.example/b " * 1_050,
    "names": "@somebody " * 2_000,
    "mixed directions": "\u202e\u2066abc أنت غبي \u200f\u2069 you " * 800,
    "abuse": "you stupid idiot immigrants vermin " * 570,
    "arabic": "أنت غبي وحقير " * 1_400,
    "quotes": "\"'“”«»" * 3_300,
}


def read(text: str, **context: str) -> tuple[str, set[str]]:
    found = assess(Submission("1", text), guidelines=GUIDELINES, context=Context(**context))  # type: ignore[arg-type]
    failed = {finding.evidence for finding in found.findings if finding.kind == COULD_NOT_ASSESS}
    for finding in found.findings:
        if finding.kind != COULD_NOT_ASSESS:
            assert text[finding.start : finding.end] == finding.evidence
    return recommend(found, policy=Policy(), guidelines=GUIDELINES).outcome, failed


@pytest.mark.parametrize(
    ("text", "code"), UNREAD.items(), ids=[f"{code}-{n}" for n, code in enumerate(UNREAD.values())]
)
def test_what_cannot_be_read_is_referred_with_its_reason(text: str, code: str) -> None:
    assert read(text) == ("refer", {code})


@pytest.mark.parametrize("text", HEAVY.values(), ids=HEAVY.keys())
def test_twenty_thousand_characters_keep_to_the_budget(text: str) -> None:
    warm_up()
    started = time.thread_time()
    outcome, failed = read(text[:20_000])
    assert time.thread_time() - started < SLACK * Budget().total_ms / 1000
    assert not failed or outcome == "refer"


@pytest.mark.parametrize("text", ["👍👍👍", "🙂", "100 %"])
def test_emoji_and_numbers_alone_are_read(text: str) -> None:
    assert read(text)[1] == set()


def test_a_classifier_past_its_time_is_no_approval() -> None:
    warm_up()
    budget = Budget(total_ms=60_000.0, check_ms=0.0)
    found = assess(Submission("1", "Thank you, a good report."), guidelines=GUIDELINES, budget=budget)
    assert "classifier" in {f.check for f in found.findings if f.kind == COULD_NOT_ASSESS}
    assert recommend(found, policy=Policy(), guidelines=GUIDELINES).outcome == "refer"


def test_a_long_parent_costs_no_more_than_its_end() -> None:
    warm_up()
    started = time.thread_time()
    assert read("I agree.", parent="you idiot " * 100_000) == read("I agree.", parent="you idiot " * 2_000)
    assert time.thread_time() - started < SLACK


def test_the_classifier_refuses_what_no_comment_may_be() -> None:
    with pytest.raises(ValueError, match="too long"):
        load_model().judge("e" + "\u0301" * 1_000_000)
    assert LIMIT_CHARS >= Budget().limit_chars


def test_a_language_whose_pack_is_missing_is_not_approved() -> None:
    without = PackSet([load_pack("en"), load_pack("ar")])
    found = assess(Submission("1", "Bu haber için çok teşekkür ederim."), guidelines=GUIDELINES, packs=without)
    assert {f.evidence for f in found.findings if f.kind == COULD_NOT_ASSESS} == {"language_not_covered"}
    assert recommend(found, policy=Policy(), guidelines=GUIDELINES).outcome == "refer"


@pytest.mark.parametrize("part", ["encoder.onnx", "linear.npz", "stack.json", "tokenizer.json", "manifest.json"])
@pytest.mark.parametrize("damage", ["missing", "empty", "other"])
def test_a_damaged_model_is_a_clear_error(tmp_path: Path, part: str, damage: str) -> None:
    for path in SHIPPED.iterdir():
        if path.name != part:
            (tmp_path / path.name).symlink_to(path)
    if damage != "missing":
        (tmp_path / part).write_bytes(b"" if damage == "empty" else b'{"format": 99}')
    with pytest.raises((MissingResource, BadFile), match=part.split(".")[0]):
        load_model(tmp_path)


@pytest.mark.parametrize("data", [b"", b"nonsense", b"PK\x03\x04" + b"\x00" * 60, b"\x93NUMPY"])
def test_a_damaged_site_model_is_a_clear_error(data: bytes) -> None:
    with pytest.raises(BadFile, match="site model"):
        tuning.load(data)


def test_a_site_model_survives_writing_and_other_tables_are_refused() -> None:
    good = tuning.nothing("1.0")
    assert tuning.load(tuning.dump(good)).base == "1.0"
    for broken in (
        tuning.Tuning("1.0", good.buckets, good.weights, good.scale[:-1]),
        tuning.Tuning("1.0", good.buckets.astype("int64"), good.weights, good.scale),
        tuning.Tuning("1.0", good.buckets, good.weights, good.scale * float("nan")),
    ):
        with pytest.raises(BadFile, match="fit together"):
            tuning.load(tuning.dump(broken))


def test_a_site_model_for_another_model_is_refused() -> None:
    with pytest.raises(BadFile, match=r"0\.1"):
        load_model().tuned(tuning.nothing("0.1"), "1")


def test_what_is_loaded_is_not_walked_by_garbage_collection() -> None:
    warm_up()
    loaded = gc.get_freeze_count()
    assert loaded > 100_000
    alive = [[number] for number in range(1_000)]
    warm_up()
    assert len(alive) == 1_000
    assert gc.get_freeze_count() == loaded, "what is alive in mid-request would never be freed"
