"""The figures as a Markdown page with charts beside it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from rejoinder.quality import charts
from rejoinder.quality.benchmark import Figures
from rejoinder.quality.tables import Table, spread

PAGE: Final = "README.md"
DATA: Final = "figures.json"
ENOUGH: Final = 8
"""Rows of a functionality for it to stand among the worst."""
GOALS: Final = (
    ("dyn_hate en", "identity_abuse", "auc", 0.90),
    ("wiki_context en", "toxicity", "auc", 0.965),
    ("edos en", "sexism", "macro_f1", 0.82),
    ("mpold_ar ar", "toxicity", "auc", 0.87),
    ("offenseval_tr tr", "toxicity", "auc", 0.90),
    ("real en", "personal_attack", "auc", 0.93),
    ("contrast fa", "toxicity", "auc", 0.85),
    ("contrast ckb", "toxicity", "auc", 0.80),
    ("contrast kmr", "toxicity", "auc", 0.80),
)
"""Set or language, head, measure, and the least that was to be reached."""
HEAD: Final = """# How well the engine reads

Written by `make bench-engine`; don't edit it. Model {model}, engine {engine}. {real} real comments, {contrast} of
our own contrast sets, {disguised} in disguise; none of them was trained on. Intervals are 95 %, by bootstrap.
"Classifier" is the trained model alone, "engine" the whole of it: rules, context and classifier. "Recognised" is
rejected or referred because of what a comment says; referred because it could not be read is not.

All figures: [{data}]({data}). What each set is: [the card](../../../src/rejoinder/engine/models/files/CARD.md).
"""


FEW_REAL_ROWS: Final = ("fa", "ckb", "kmr")
"""Languages without labelled comments under a free licence: our contrast sets stand in for them."""


def write(figures: Figures, folder: Path) -> list[Path]:
    """Page, figures and charts in the folder; their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {
        PAGE: page(figures),
        DATA: json.dumps(_rounded(figures), indent=1, sort_keys=True) + "\n",
        **_charts(figures),
    }
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    return [folder / name for name in sorted(files)]


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rounded(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(each) for each in value]
    return round(value, 4) if isinstance(value, float) else value


def page(figures: Figures) -> str:
    """The Markdown page."""
    rows, versions = figures["rows"], figures["versions"]
    parts = [HEAD.format(model=versions["model"], engine=versions["engine"], data=DATA, **rows)]
    parts += [_goals(figures)]
    if "speed" in figures:
        parts += [_section("Speed, one comment at a time", _table(figures["speed"]), _loading(figures))]
    parts += [
        _section("Abuse of groups, on the contrast sets", _table(figures["identity"])),
        _section(
            "By what is put to the test",
            "![Share of comments judged rightly, per functionality and language](functionalities.svg)",
            "The ten worst, for the whole engine and for abuse of groups alone:",
            _table(sorted(_tested(figures), key=lambda row: row["accuracy"])[:10]),
            _table(sorted(_tested(figures), key=lambda row: row["identity_accuracy"])[:10]),
        ),
        _section("Wrong rejections", _table(figures["wrong_rejections"])),
        _section(
            "Disguises",
            "![Recall kept under each disguise](evasion.svg)",
            _table(figures["evasion"]),
            _across(figures["evasion_by_language"]),
        ),
        _section("Groups named in comments (Borkan et al. 2019)", *_subgroups(figures["subgroups"])),
        _section("Words shown as evidence (character F1)", _table(figures["evidence"])),
        _section("Ranking by language", _table(figures["languages"])),
        _section("Ranking by set", _table(figures["sets"])),
        _section(
            "Calibration",
            "![Reliability of the probabilities](reliability.svg)",
            _table([row for row in figures["calibration"] if row["language"] == "all"]),
            "By language:",
            _by_language(figures["calibration"]),
        ),
    ]
    return "\n".join(parts)


def _section(title: str, *parts: str) -> str:
    return f"## {title}\n\n" + "\n\n".join(part for part in parts if part) + "\n"


def _number(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.3f}" if abs(value) < 10 else f"{value:.1f}"
    return "" if value is None else str(value)


def _table(rows: Table) -> str:
    if not rows:
        return "No rows for this."
    names = list(rows[0])
    lines = ["| " + " | ".join(name.replace("_", " ") for name in names) + " |", "|" + "---|" * len(names)]
    lines += ["| " + " | ".join(_number(row[name]) for name in names) + " |" for row in rows]
    return "\n".join(lines)


def _tested(figures: Figures) -> Table:
    return [row for row in figures["functionalities"] if row["rows"] >= ENOUGH]


def _by_language(rows: Table) -> str:
    found: dict[str, dict[str, float]] = {}
    for row in rows:
        if row["language"] != "all":
            found.setdefault(row["head"], {})[row["language"]] = row["ece"]
    return _across(found)


def _across(found: Mapping[str, Mapping[str, float]]) -> str:
    """A table with a column per language."""
    codes = sorted({code for values in found.values() for code in values})
    return _table([{"": name} | {code: values.get(code) for code in codes} for name, values in found.items()])


def _subgroups(found: dict[str, Table]) -> Iterable[str]:
    for name, rows in found.items():
        yield f"{name.capitalize()} comments, toxicity head:"
        yield _table(rows)
        told = ", ".join(f"{measure} {_number(spread(rows, measure))}" for measure in ("subgroup", "bpsn", "bnsp"))
        yield f"Largest less smallest: {told}." if rows else ""


def _loading(figures: Figures) -> str:
    load = figures["loading"]
    return (
        f"The model loads in {load['model_s']:.2f} s, everything is ready after {load['everything_s']:.1f} s (imports "
        f"included) and holds {load['resident_mb']:.0f} MiB. Files: {figures['files_mb']:.1f} MB."
    )


def _goals(figures: Figures) -> str:
    """The main figures beside what was to be reached."""
    rows = []

    def goal(what: str, value: float | None, reach: str, reached: bool) -> None:
        rows.append({"what": what, "measured": value, "to reach": reach, "": "reached" if reached else "not reached"})

    for name, head, measure, least in GOALS:
        for row in (*figures["sets"], *figures["languages"]):
            if (row["set"], row["head"]) == (name, head):
                what = f"{name}, {head.replace('_', ' ')}, {measure.replace('_', ' ')}"
                goal(what, row[measure], f">= {least}", row[measure] >= least)
    for row in figures["identity"]:
        least = 0.92 if row["language"] == "en" else 0.85
        goal(f"abuse of groups, {row['language']}", row["accuracy"], f">= {least}", row["accuracy"] >= least)
    for row in figures["identity"]:
        if row["language"] in FEW_REAL_ROWS and row["innocent_held"] is not None:
            held = row["innocent_held"]
            goal(f"innocent comments held, {row['language']}", held, "<= 0.03", held <= 0.03)
    poor = float(sum(row["identity_accuracy"] < 0.75 for row in _tested(figures)))
    goal("functionalities under 0.75 on abuse of groups", poor, "0", not poor)
    for row in figures["evasion"]:
        goal(f"recall kept, {row['disguise']}", row["kept"], ">= 0.9", row["kept"] >= 0.9)
    for row in figures["wrong_rejections"]:
        goal(f"wrong rejections, {row['kind']}", row["rejected"], "<= 0.02", row["rejected"] <= 0.02)
    for name, table in figures["subgroups"].items():
        wide = spread(table, "subgroup")
        if wide is not None:
            goal(f"spread of subgroup AUC, {name}", wide, "<= 0.04", wide <= 0.04)
    for row in figures.get("speed", ()):
        if row["part"] == "classifier":
            goal("classifier, p99 ms", row["p99_ms"], "< 30", row["p99_ms"] < 30)
    if "loading" in figures:
        load = figures["loading"]
        goal("model loads, s", load["model_s"], "< 1", load["model_s"] < 1)
        goal("resident, MiB", load["resident_mb"], "< 400", load["resident_mb"] < 400)
        goal("files, MB", figures["files_mb"], "<= 60", figures["files_mb"] <= 60)
    return _section("Against what was to be reached", _table(rows))


def _charts(figures: Figures) -> dict[str, str]:
    kept = [(row["disguise"], row["kept"], row["low"], row["high"]) for row in figures["evasion"]]
    return {
        "evasion.svg": charts.bars("Recall kept under each disguise (dashed: to reach)", kept, 0.9),
        "reliability.svg": charts.curves("Said (across) against so (up)", figures["curves"]),
        "functionalities.svg": _functionalities(figures["functionalities"]),
    }


def _functionalities(rows: Table) -> str:
    languages: Sequence[str] = sorted({row["language"] for row in rows})
    field: dict[str, dict[str, float]] = {}
    for row in sorted(rows, key=lambda row: str(row["functionality"])):
        field.setdefault(row["functionality"], {})[row["language"]] = row["accuracy"]
    return charts.grid("Share judged rightly: does anything speak against it?", languages, field)
