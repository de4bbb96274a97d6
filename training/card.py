"""Stage ``card``: the model card, from the run's own figures. Run: ``python -m training.card``"""

import argparse
import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any, Final

from rejoinder.engine.models import files
from training.data import MIXTURE, read
from training.evaluate import FEWEST, THRESHOLD
from training.places import SHIPPED, WORK, digest, logger
from training.sources import NOT_SHIPPABLE, raw_rows

CARD: Final = "CARD.md"
TEXT: Final = Path(__file__).parent / "card_text.md"
"""What no run can know: purpose, origin, limits. The figures go where it says ``{name}``."""
WEAK_FUNCTIONALITY: Final = 0.75


def table(head: list[str], rows: list[list[object]]) -> str:
    """A Markdown table."""
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join([*lines, *("| " + " | ".join(map(str, row)) + " |" for row in rows)])


def data_table() -> str:
    """Rows per source and split, with licences."""
    licences = {row["source"]: row["license"] for row in raw_rows()} | {"toxic_spans_clean": "CC0-1.0"}
    number = Counter((row["source"], row["split"]) for row in read())
    names = sorted({source for source, _ in number})
    splits = ("train", "calibration", "test")
    return table(
        ["source", *splits, "licence"],
        [[name, *(number[name, split] for split in splits), licences.get(name, "own work")] for name in names],
    )


def ranking_table(rows: list[dict[str, Any]]) -> str:
    """AUCs with intervals."""
    return table(
        ["set", "head", "rows", "positive", "AUC (95 %)", "encoder alone", "linear alone", f"macro-F1 at {THRESHOLD}"],
        [
            [
                *(r["group"], r["head"], r["rows"], r["positive"], f"{r['auc']:.3f} ({r['low']:.3f}-{r['high']:.3f})"),
                *(f"{r[part]:.3f}" for part in ("encoder", "linear", "macro_f1")),
            ]
            for r in rows
        ],
    )


def calibration_table(rows: list[dict[str, Any]]) -> str:
    """Calibration error, heads by languages."""
    langs = ["all", *sorted({r["language"] for r in rows} - {"all"})]
    by_head: dict[str, dict[str, float]] = defaultdict(dict)
    for row in rows:
        by_head[row["head"]][row["language"]] = row["ece"]
    return table(
        ["head", *langs],
        [[head, *(f"{each[lang]:.3f}" if lang in each else "-" for lang in langs)] for head, each in by_head.items()],
    )


def functionality_table(rows: list[dict[str, Any]]) -> str:
    """Accuracy per functionality, languages side by side."""
    langs = sorted({r["language"] for r in rows})
    cells: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        mark = " (!)" if row["accuracy"] < WEAK_FUNCTIONALITY else ""
        cells[row["functionality"]][row["language"]] = f"{row['accuracy']:.2f}{mark}"
    total = {
        lang: sum(r["accuracy"] * r["rows"] for r in rows if r["language"] == lang)
        / sum(r["rows"] for r in rows if r["language"] == lang)
        for lang in langs
    }
    last = ["**all rows**", *(f"**{total[lang]:.3f}**" for lang in langs)]
    return table(
        ["functionality", *langs], [*([n, *(c.get(lang, "-") for lang in langs)] for n, c in cells.items()), last]
    )


def card() -> str:
    """The card's Markdown."""
    report = json.loads((WORK / "evaluation.json").read_text(encoding="utf-8"))
    manifest = json.loads((SHIPPED / files.MANIFEST).read_text(encoding="utf-8"))
    sizes = [[name, f"{(SHIPPED / name).stat().st_size / 1e6:.1f}", digest(SHIPPED / name)] for name in files.PARTS]
    identity = [[r["language"], f"{r['accuracy']:.3f}", f"{r['harmless_flagged']:.3f}"] for r in report["identity"]]
    figures = {
        "version": manifest["version"],
        "samples": f"{manifest['training']['samples']:,}",
        "passes": round(manifest["training"]["samples"] / sum(row["split"] == "train" for row in read()), 2),
        "minutes": manifest["training"]["minutes"],
        "mixture": digest(WORK / MIXTURE),
        "excluded": ", ".join(NOT_SHIPPABLE),
        "fewest": FEWEST,
        "files": table(["file", "MB", "SHA-256"], [list(row) for row in sizes]),
        "data": data_table(),
        "languages": ranking_table(report["languages"]),
        "sources": ranking_table(report["sources"]),
        "calibration": calibration_table(report["calibration"]),
        "functionalities": functionality_table(report["functionalities"]),
        "identity": table(["language", "accuracy of identity_abuse", "harmless rows flagged"], identity),
    }
    text = TEXT.read_text(encoding="utf-8")
    for name, figure in figures.items():
        text = text.replace(f"{{{name}}}", str(figure))
    return text


def main() -> None:
    """Write the card beside the model."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    (SHIPPED / CARD).write_text(card(), encoding="utf-8")
    logger("card").info("%s written", SHIPPED / CARD)


if __name__ == "__main__":
    main()
