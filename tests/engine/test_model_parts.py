"""Windows, n-grams, linear tables, the stack and the check of the files; no model file needed."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejoinder.engine.errors import BadFile, MissingResource
from rejoinder.engine.models import files, inputs, linear, ngrams, stack
from rejoinder.engine.models.heads import HEADS


@given(st.integers(0, 1000))
def test_windows_cover_every_piece_in_order(length: int) -> None:
    parts = inputs.windows(range(length))
    assert sorted({piece for part in parts for piece in part}) == list(range(length))
    assert all(len(part) <= inputs.WINDOW - 2 for part in parts)
    assert len(parts) == 1 or all(len(part) == inputs.WINDOW - 2 for part in parts)


def test_neighbouring_windows_overlap() -> None:
    first, second = inputs.windows(range(150))[:2]
    assert len(set(first) & set(second)) >= inputs.WINDOW - 2 - inputs.STRIDE


def test_the_parent_is_read_but_not_the_comments_own() -> None:
    assert inputs.join([7, 8]) == ([0, 7, 8, 2], 4)
    ids, own = inputs.join([7, 8], range(100, 200))
    assert ids[:own] == [0, 7, 8, 2]
    assert ids[own:] == [2, *range(170, 200), 2]


@pytest.mark.parametrize(
    ("text", "script"),
    [("hello", "latin"), ("غبي", "arabic"), ("гав", None), ("123 !", None), ("", None), ("غبي ok", "arabic")],
)
def test_group_is_the_script_of_most_letters(text: str, script: str | None) -> None:
    assert ngrams.group(text) == script


@given(st.text(max_size=80))
def test_features_are_sorted_and_within_the_table(text: str) -> None:
    buckets, counts = ngrams.features(text)
    assert (np.diff(buckets) > 0).all()
    assert ((buckets >= 0) & (buckets < ngrams.BUCKETS)).all()
    assert (counts >= 1).all()


def test_features_keep_the_order_of_words() -> None:
    assert set(ngrams.features("dog bites man")[0]) != set(ngrams.features("man bites dog")[0])


def test_features_never_change() -> None:
    """The shipped weights lie under these numbers."""
    assert ngrams.features("ab")[0].tolist() == [
        49374,
        110733,
        112630,
        146244,
        151745,
        165308,
        179486,
        199827,
        200989,
        215149,
    ]


def _table() -> linear.Table:
    weights = np.zeros((ngrams.BUCKETS, len(HEADS)), np.float32)
    weights[ngrams.features("bad")[0], 0] = 1.0
    return linear.quantised(weights, np.full(len(HEADS), -1.0, np.float32), np.ones(ngrams.BUCKETS, np.float32))


def test_linear_part_survives_dump_and_load() -> None:
    model = linear.load(linear.dump(linear.Linear({"latin": _table()})))
    bad, good = model.logits("bad"), model.logits("fine")
    assert bad is not None
    assert good is not None
    assert bad[0] > 1 > 0 > good[0]
    assert bad[1] == pytest.approx(-1.0)
    assert model.logits("غبي") is None
    so, worse = model.shares("so bad", ["so", "bad"], "toxicity")
    assert worse > so


def test_linear_part_of_another_size_is_refused() -> None:
    small = linear.Table(
        np.zeros((8, len(HEADS)), np.int8), np.ones(len(HEADS)), np.zeros(len(HEADS)), np.ones(8, np.float16)
    )
    with pytest.raises(ValueError, match="another size"):
        linear.load(linear.dump(linear.Linear({"latin": small})))


def test_stack_joins_and_falls_back() -> None:
    joint = stack.Joint(1.0, 0.5, -1.0, 2.0, 0.0, {"tr": (0.0, 0.0, 1.0)})
    assert joint.probability(1.0, 0.0, None) == pytest.approx(0.5)
    assert joint.probability(0.0, 0.0, "tr") == pytest.approx(0.5)
    assert joint.probability(0.0, None, "xx") == pytest.approx(0.5)
    assert 0.0 < joint.probability(-1e9, None, None) < joint.probability(1e9, None, None) < 1.0


@pytest.mark.parametrize("change", [{"encoder": "x"}, {"encoder": float("nan")}, {"languages": None}])
def test_stack_with_a_wrong_number_is_refused(change: dict[str, object]) -> None:
    good = dict.fromkeys(stack.NUMBERS, 1.0) | {"languages": {}}
    content = dict.fromkeys(HEADS, good) | {"threat": good | change}
    with pytest.raises((ValueError, TypeError, AttributeError)):
        stack.load(content)


def _folder(path: Path, **changes: object) -> Path:
    sums = {}
    for name in files.PARTS:
        (path / name).write_bytes(name.encode())
        sums[name] = files.digest(name.encode())
    manifest = {"format": files.FORMAT, "version": "x", "heads": list(HEADS), "sha256": sums, **changes}
    (path / files.MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    return path


def test_files_that_the_manifest_names_are_read(tmp_path: Path) -> None:
    manifest, parts = files.read(_folder(tmp_path))
    assert manifest["version"] == "x"
    assert sorted(parts) == sorted(files.PARTS)


def test_a_missing_folder_or_part_is_a_missing_resource(tmp_path: Path) -> None:
    with pytest.raises(MissingResource, match=r"manifest\.json"):
        files.read(tmp_path / "nowhere")
    (_folder(tmp_path) / files.LINEAR).unlink()
    with pytest.raises(MissingResource, match=r"linear\.npz"):
        files.read(tmp_path)


def test_every_changed_part_is_named(tmp_path: Path) -> None:
    _folder(tmp_path)
    for name in (files.ENCODER, files.STACK):
        (tmp_path / name).write_bytes(b"changed")
    with pytest.raises(BadFile) as caught:
        files.read(tmp_path)
    assert [Path(problem.file).name for problem in caught.value.problems] == [files.ENCODER, files.STACK]


@pytest.mark.parametrize(
    ("changes", "words"), [({"format": 99}, "format 99"), ({"heads": ["toxicity"]}, "other heads")]
)
def test_another_format_or_other_heads_are_refused(tmp_path: Path, changes: dict[str, object], words: str) -> None:
    with pytest.raises(BadFile, match=words):
        files.read(_folder(tmp_path, **changes))


@pytest.mark.parametrize("data", [b"{", b"[]", b"\xff"])
def test_a_manifest_that_is_no_mapping_is_refused(tmp_path: Path, data: bytes) -> None:
    _folder(tmp_path)
    (tmp_path / files.MANIFEST).write_bytes(data)
    with pytest.raises(BadFile):
        files.read(tmp_path)
