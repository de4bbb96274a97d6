"""Reading labelled comments: what is wrong is named with its line, and a sample is the same every time."""

import gzip
import json
from pathlib import Path

import pytest

from rejoinder.engine import BadFile
from rejoinder.quality.rows import Row, files_in, read, sampled

GOOD = {"id": "1", "text": "x", "lang": "en", "source": "ours", "labels": {"toxicity": 1, "threat": None}}


def written(path: Path, *lines: object) -> Path:
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


@pytest.mark.parametrize("name", ["rows.jsonl", "rows.jsonl.gz"])
def test_what_people_labelled_is_read_and_training_rows_are_not(tmp_path: Path, name: str) -> None:
    weak = {**GOOD, "id": "3", "labels": {"toxicity": 1, "threat": 0}, "weak": ["threat"]}
    path = written(tmp_path / name, GOOD, {**GOOD, "id": "2", "split": "train"}, "", weak)
    first, second = read(path)
    assert (first.id, first.labels) == ("1", {"toxicity": 1.0})
    assert second.labels == {"toxicity": 1.0}


@pytest.mark.parametrize(
    "line",
    ["no json", "[1]", '{"id": "2"}', {**GOOD, "labels": {"toxicity": "very"}}, {**GOOD, "spans": [3]}, "[" * 9999],
)
def test_a_bad_line_is_named(tmp_path: Path, line: object) -> None:
    with pytest.raises(BadFile, match=r"rows\.jsonl:2"):
        list(read(written(tmp_path / "rows.jsonl", GOOD, line)))


def test_files_that_are_none_are_named(tmp_path: Path) -> None:
    (tmp_path / "torn.jsonl.gz").write_bytes(gzip.compress(b"{}" * 500)[:20])
    (tmp_path / "latin.jsonl").write_bytes(b"\xff\xfe")
    for name in ("torn.jsonl.gz", "latin.jsonl"):
        with pytest.raises(BadFile, match=name):
            list(read(tmp_path / name))
    for nowhere in (tmp_path / "nowhere.jsonl", tmp_path / "empty"):
        (tmp_path / "empty").mkdir(exist_ok=True)
        with pytest.raises(BadFile, match="no labelled comments"):
            files_in([nowhere])


def row(number: int, source: str = "real", **more: object) -> Row:
    return Row(str(number), "x", "en", source, {"toxicity": 0.0}, **more)  # type: ignore[arg-type]


def test_a_sample_is_fair_and_the_same_every_time() -> None:
    rows = [row(n) for n in range(500)] + [row(n, "contrast", functionality=f"f{n % 3}") for n in range(1000, 1300)]
    kept = sampled(rows, 100)
    assert sum(r.source == "real" for r in kept) == 100
    assert sum(r.functionality == "f1" for r in kept) == 10
    assert sampled(reversed(rows), 100) == kept


def test_rare_labels_stay_and_are_told_apart() -> None:
    rows = [Row(str(n), "x", "en", "real", {"threat": float(n % 50 == 0)}) for n in range(1000)]
    kept = sampled(rows, 100)
    assert sum(r.labels["threat"] for r in kept) == 20
    assert all(r.extra == (n >= 100) for n, r in enumerate(kept))


def test_rows_in_disguise_bring_what_they_disguise() -> None:
    rows = [row(n, "contrast", functionality="f") for n in range(200)]
    disguised = row(999, "contrast", functionality="f", disguise="leet", of="150")
    assert {"150", "999"} <= {r.id for r in sampled([*rows, disguised], 20)}
