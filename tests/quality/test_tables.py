"""Figures from a handful of reads, worked out by hand, and the page and charts made of them."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner

from rejoinder.cli.main import app
from rejoinder.engine import LABELS
from rejoinder.quality import tables
from rejoinder.quality.rows import Row
from rejoinder.quality.scoring import Read


def made(
    number: int,
    outcome: str = "approve",
    score: float = 0.0,
    *,
    harmful: bool = False,
    reason: str = "uncertain",
    groups: tuple[str, ...] = (),
    **row: object,
) -> Read:
    labels = {"toxicity": float(harmful), "identity_abuse": float(harmful)}
    scores = {**dict.fromkeys(LABELS, 0.0), "toxicity": score, "identity_abuse": score}
    heads = {"toxicity": score, "identity_abuse": score}
    full = Row(str(number), "x", "en", "contrast_en", labels, **row)  # type: ignore[arg-type]
    return Read(full, outcome, reason, "en", scores, heads, groups, frozenset())


def test_a_functionality_is_right_where_harm_is_recognised_and_nothing_else_is() -> None:
    reads = [
        made(1, "reject", 0.9, harmful=True, functionality="f"),
        made(2, "refer", 0.2, harmful=True, reason="could_not_assess", functionality="f"),
        made(3, "approve", 0.1, functionality="f"),
        made(4, "refer", 0.5, functionality="f"),
    ]
    (row,) = tables.functionalities(reads, 20)
    assert (row["rows"], row["accuracy"], row["identity_accuracy"]) == (4, 0.5, 0.5)
    (identity,) = tables.identity(reads, 20)
    assert identity["harmless_flagged"] == 0.5
    assert identity["innocent_held"] == 0.5


def test_recall_kept_is_counted_among_what_was_recognised_plainly() -> None:
    plain = [made(1, "reject", harmful=True), made(2, "refer", harmful=True), made(3, "approve", harmful=True)]
    disguised = [
        made(11, "reject", harmful=True, disguise="leet", of="1"),
        made(12, "refer", harmful=True, reason="could_not_assess", disguise="leet", of="2"),
        made(13, "approve", harmful=True, disguise="leet", of="3"),
    ]
    (row,) = tables.evasion(plain, disguised, 20)
    assert (row["rows"], row["kept"], row["held"]) == (2, 0.5, 1.0)
    assert tables.evasion_by_language(plain, disguised) == {"leet": {"en": 0.5}}


def test_wrong_rejections_are_of_harmless_comments_alone() -> None:
    reads = [
        made(1, "reject", functionality="reported_violence"),
        made(2, "refer", functionality="military_talk"),
        made(3, "reject", harmful=True, functionality="threat_reported"),
        made(4, "approve", functionality="everyday"),
    ]
    violent, neutral = tables.wrong_rejections(reads, 20)
    assert (violent["rows"], violent["rejected"], violent["referred"]) == (2, 0.5, 0.5)
    assert (neutral["kind"], neutral["rejected"]) == ("neutral", 0.0)


def test_subgroups_are_measured_within_and_against_the_background() -> None:
    inside = [made(n, score=0.8 if n % 2 else 0.7, harmful=bool(n % 2), groups=("religion",)) for n in range(40)]
    outside = [made(100 + n, score=0.6 if n % 2 else 0.1, harmful=bool(n % 2)) for n in range(40)]
    (row,) = tables.subgroups([*inside, *outside])
    # A group whose harmless comments outrank the others' harmful ones: ranked well inside, badly across.
    assert (row["subgroup"], row["bpsn"], row["bnsp"]) == (1.0, 0.0, 1.0)
    assert tables.spread([row], "bpsn") is None
    assert tables.spread([row, {**row, "bpsn": 0.25}], "bpsn") == 0.25


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bench")
    rows = []
    for n in range(40):
        harmful = n % 2
        text = f"You are an idiot, number {n}." if harmful else f"Thank you for this report, number {n}."
        labels = {"toxicity": harmful, "personal_attack": harmful, "identity_abuse": 0}
        row = {"id": f"r{n}", "text": text, "lang": "en", "source": "real", "labels": labels}
        rows += [row | {"spans": [[11, 16]]} if harmful else row]
        rows += [row | {"id": f"c{n}", "source": "contrast_en", "functionality": "insult" if harmful else "everyday"}]
    rows.append({**rows[3], "id": "d", "text": "You are an 1d10t.", "disguise": "leet", "of": rows[3]["id"]})
    (folder / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)))
    ended = CliRunner().invoke(
        app,
        ["bench-engine", str(folder), "--rows", "40", "--rounds", "20", "--no-speed", "--out", str(folder / "out")],
    )
    assert ended.exit_code == 0, ended.output
    return folder / "out"


def test_the_report_has_every_figure_with_the_versions(report: Path) -> None:
    figures = json.loads((report / "figures.json").read_text())
    assert figures["versions"]["model"]
    assert figures["rows"] == {"real": 40, "contrast": 9, "disguised": 1}
    (ranked,) = [r for r in figures["sets"] if r["head"] == "personal_attack"]
    assert ranked["low"] <= ranked["auc"] <= ranked["high"]
    (kept,) = figures["evasion"]
    assert kept["disguise"] == "leet"
    page = (report / "README.md").read_text()
    assert figures["versions"]["model"] in page
    for chart in ("evasion", "reliability", "functionalities"):
        assert f"({chart}.svg)" in page
        ElementTree.parse(report / f"{chart}.svg")


def test_the_same_rows_give_the_same_report(report: Path, tmp_path: Path) -> None:
    rows = str(report.parent / "rows.jsonl")
    CliRunner().invoke(
        app, ["bench-engine", rows, "--rows", "40", "--rounds", "20", "--no-speed", "--out", str(tmp_path)]
    )
    for path in report.iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name


def test_a_bad_file_ends_the_command_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text("nonsense\n")
    ended = CliRunner().invoke(app, ["bench-engine", str(tmp_path / "rows.jsonl"), "--out", str(tmp_path / "out")])
    assert ended.exit_code == 1
    assert "rows.jsonl:1" in ended.stderr
    assert not (tmp_path / "out").exists()
