"""Archives: every row once whatever the format, whatever is wrong with one of them, and whoever is killed meanwhile."""

import csv
import json
import multiprocessing
import os
import signal
import subprocess
import sys
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest

from rejoinder.engine import LABELS, PATIENT, assess, default_guidelines
from rejoinder.engine import Submission as Comment
from rejoinder.transfer.archives import BadSource, Columns, Job, OtherArchive, WorkersLost, assess_here, plan
from rejoinder.transfer.archives.stage import assess_part
from tests.acceptance.server import until
from tests.transfer import ray_cluster

TEXTS = [
    "Thank you for this careful report.",
    "You are a stupid liar and an idiot.",
    'Quoted, "twice",\nand on two lines',
    "سوپاس بۆ ئەم هەواڵە.",
    "a\r\nb\u202b\u0001",
    "I will find you and kill you.",
    "",
]


def comments(count):
    return [{"id": f"c{n}", "text": f"{TEXTS[n % len(TEXTS)]} {n}", "lang": None, "parent": None} for n in range(count)]


def as_jsonl(path, rows):
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def as_csv(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def as_parquet(path, rows):
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), path, row_group_size=5)
    return path


WRITERS = {"a.jsonl": as_jsonl, "a.csv": as_csv, "a.parquet": as_parquet}


def job_on(source, target, **columns):
    return Job(source, target, default_guidelines(), Columns(**columns))


def run(job, part_rows=4):
    """Assesses in this process."""
    return [assess_part(job, part) for part in plan(job, part_rows=part_rows).waiting]


def read(target):
    """All rows written, and all failures, in order."""
    rows = [row for path in sorted(target.glob("part-*")) for row in pyarrow.parquet.read_table(path).to_pylist()]
    failed = [json.loads(line) for path in sorted(target.glob("failed-*")) for line in path.read_text().splitlines()]
    return rows, failed


@pytest.mark.parametrize("name", WRITERS)
def test_every_row_is_assessed_once_in_its_order(tmp_path, name):
    sent = comments(23)
    run(job_on(WRITERS[name](tmp_path / name, sent), tmp_path / "out"))
    rows, failed = read(tmp_path / "out")
    assert failed == []
    assert [row["row"] for row in rows] == list(range(23))
    assert [row["id"] for row in rows] == [row["id"] for row in sent]
    for row, comment in zip(rows, sent, strict=True):
        found = assess(Comment(comment["id"], comment["text"]), guidelines=default_guidelines(), budget=PATIENT)
        told = json.loads(row["assessment"])
        assert told["scores"] == pytest.approx(dict(found.scores))
        assert [row[label] for label in LABELS] == pytest.approx([found.scores[label] for label in LABELS], abs=1e-6)
        assert row["recommendation"] == told["recommendation"]


def test_all_formats_give_the_same(tmp_path):
    sent = comments(9)
    for name, write in WRITERS.items():
        run(job_on(write(tmp_path / name, sent), tmp_path / f"{name}.out"))
    first, *others = [read(tmp_path / f"{name}.out") for name in WRITERS]
    assert all(other == first for other in others)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "not_json"),
        (b"[" * 100_000, "not_json"),
        (b"[]", "not_an_object"),
        (b"", "empty_line"),
        (b'{"id": "x"}', "text_missing"),
        (b'{"id": "x", "text": 5}', "not_a_string"),
        (b'{"id": "x", "text": "fine", "parent": {}}', "not_a_string"),
        (b'{"id": "x", "text": "\xff"}', "not_utf8"),
    ],
)
def test_a_row_that_fails_is_told_with_its_reason_and_takes_no_other_with_it(tmp_path, line, reason):
    source = tmp_path / "a.jsonl"
    good = json.dumps({"id": "good", "text": "fine"}).encode()
    source.write_bytes(good + b"\n" + line + b"\n" + good)
    (written,) = run(job_on(source, tmp_path / "out"))
    rows, failed = read(tmp_path / "out")
    assert [row["row"] for row in rows] == [0, 2]
    assert [(row["row"], row["reason"]) for row in failed] == [(1, reason)]
    assert (written.rows, written.failed) == (2, 1)


def test_a_row_of_csv_that_is_too_short_is_told(tmp_path):
    source = tmp_path / "a.csv"
    source.write_bytes(b'\xef\xbb\xbfid,text\r\n1,fine\r\n2\r\n3,"two\r\nlines"\r\n')
    run(job_on(source, tmp_path / "out"), part_rows=2)
    rows, failed = read(tmp_path / "out")
    assert [row["id"] for row in rows] == ["1", "3"]
    assert [(row["row"], row["reason"]) for row in failed] == [(1, "not_csv")]


def test_what_the_engine_can_t_take_is_a_row_that_failed(tmp_path, monkeypatch):
    def stumble(*args, **fields):
        raise ValueError("the text of a reader")

    monkeypatch.setattr("rejoinder.transfer.archives.stage.assess", stumble)
    run(job_on(as_jsonl(tmp_path / "a.jsonl", comments(2)), tmp_path / "out"))
    rows, failed = read(tmp_path / "out")
    assert rows == []
    assert [row["reason"] for row in failed] == ["error_ValueError"] * 2


def test_columns_may_have_other_names(tmp_path):
    source = as_csv(tmp_path / "a.csv", [{"body": "fine", "number": "7"}])
    run(job_on(source, tmp_path / "out", text="body", id="number"))
    assert [row["id"] for row in read(tmp_path / "out")[0]] == ["7"]


def test_what_is_done_is_not_done_again_and_what_is_half_written_is(tmp_path):
    job = job_on(as_jsonl(tmp_path / "a.jsonl", comments(10)), tmp_path / "out")
    first, second, third = plan(job, part_rows=4).waiting
    assess_part(job, second)
    (tmp_path / "out" / ".new-abc").write_bytes(b"half")
    assert plan(job, part_rows=4).waiting == (first, third)
    run(job)
    assert [row["row"] for row in read(tmp_path / "out")[0]] == list(range(10))
    assert plan(job, part_rows=4).waiting == ()


def test_a_folder_of_another_archive_is_not_mixed_with_this_one(tmp_path):
    run(job_on(as_jsonl(tmp_path / "a.jsonl", comments(3)), tmp_path / "out"))
    with pytest.raises(OtherArchive):
        plan(job_on(as_jsonl(tmp_path / "b.jsonl", comments(3)), tmp_path / "out"), part_rows=4)
    with pytest.raises(OtherArchive):
        plan(job_on(tmp_path / "a.jsonl", tmp_path / "out"), part_rows=5)
    (tmp_path / "out" / "archive.json").unlink()
    with pytest.raises(OtherArchive):
        plan(job_on(tmp_path / "a.jsonl", tmp_path / "out"), part_rows=4)


@pytest.mark.parametrize("name", ["nowhere.jsonl", "a.txt", "bad.parquet"])
def test_a_source_that_can_t_be_read_is_named(tmp_path, name):
    if name != "nowhere.jsonl":
        (tmp_path / name).write_text("nothing of the kind")
    with pytest.raises(BadSource, match=name):
        plan(job_on(tmp_path / name, tmp_path / "out"))


def test_a_process_that_is_killed_loses_nothing(tmp_path):
    job = job_on(as_jsonl(tmp_path / "a.jsonl", comments(60)), tmp_path / "out")
    work = plan(job, part_rows=6)
    with pytest.raises(WorkersLost):
        for _ in assess_here(job, work, processes=1):
            for child in multiprocessing.active_children():
                child.kill()
    assert 0 < len(plan(job, part_rows=6).waiting) < 10
    for _ in assess_here(job, plan(job, part_rows=6), processes=2):
        pass
    rows, failed = read(tmp_path / "out")
    assert ([row["row"] for row in rows], failed) == (list(range(60)), [])


@pytest.mark.slow
def test_the_command_killed_and_called_again_goes_on(tmp_path):
    source, out = as_jsonl(tmp_path / "a.jsonl", comments(600)), tmp_path / "out"
    options = ("--workers", "1", "--part-rows", "50")
    command = [sys.executable, "-m", "rejoinder", "assess-archive", str(source), str(out), *options]
    first = subprocess.Popen(command, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    until(lambda: first.poll() is not None or any(out.glob("part-*")), "a part is done", within_s=120)
    os.killpg(first.pid, signal.SIGKILL)
    first.communicate()
    assert len(list(out.glob("part-*"))) < 12, "it was over before it was killed"
    ended = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert ended.stdout == "600 rows in 12 parts; 0 failed in this run\n", ended.stderr
    assert [row["row"] for row in read(out)[0]] == list(range(600))


@pytest.mark.slow
def test_a_ray_cluster_that_loses_a_node_half_way_loses_no_row(tmp_path):
    source, out = as_jsonl(tmp_path / "a.jsonl", comments(900)), tmp_path / "out"
    ended = subprocess.run(
        [sys.executable, str(Path(ray_cluster.__file__)), str(source), str(out), "30"],
        capture_output=True,
        text=True,
        timeout=240,
        env={**os.environ, "RAY_ENABLE_UV_RUN_RUNTIME_ENV": "0", "PYTHONPATH": "."},
    )
    assert ended.returncode == 0, ended.stderr[-2000:]
    told = json.loads(ended.stdout.splitlines()[-1])
    assert told["nodes"] == 2
    assert told["done"] < 30, "it was over before the node was killed"
    assert told["told"] == list(range(30))
    rows, failed = read(out)
    assert ([row["row"] for row in rows], failed) == (list(range(900)), [])
