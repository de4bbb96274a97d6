"""Stage ``evaluate``: what the shipped files do on rows that nothing learned from.

Per source and head: AUC with a 95 % bootstrap interval, and the AUC of each part alone; calibration error per head
and language; per language and functionality of the contrast sets, how often the decision is right. All on the int8
files as the engine reads them. Run: ``python -m training.evaluate``
"""

import argparse
import json
from collections import defaultdict
from typing import Any, Final

import numpy as np

from rejoinder.engine.models import files, stack
from rejoinder.engine.models.heads import HEADS
from training.measures import auc, calibration_error, interval, macro_f1
from training.places import SHIPPED, WORK, logger
from training.scoring import Scored, scored
from training.stack import probabilities, source_weights

FEWEST: Final = 15
"""Rows of each class for an AUC to be worth printing."""
REPORTED: Final = tuple(head for head in HEADS if head not in ("constructive", "criticism_of_publisher"))
"""Heads that may speak against a comment."""
THRESHOLD: Final = 0.5

Report = dict[str, Any]


def ranking(data: Scored, found: np.ndarray, groups: list[str]) -> list[Report]:
    """AUC per group of rows and head, annotated labels alone."""
    rows: list[Report] = []
    for group in sorted(set(groups)):
        here = np.array([name == group for name in groups])
        for k, head in enumerate(HEADS):
            known = here & data.judged[:, k]
            truth = data.values[known, k] >= 0.5
            if min(truth.sum(), (~truth).sum()) < FEWEST:
                continue
            low, high = interval(found[known, k], truth)
            linear = np.nan_to_num(data.linear[known, k])
            rows.append(
                {
                    "group": group,
                    "head": head,
                    "rows": int(known.sum()),
                    "positive": int(truth.sum()),
                    "auc": round(auc(found[known, k], truth), 4),
                    "low": round(low, 4),
                    "high": round(high, 4),
                    "encoder": round(auc(data.encoder[known, k], truth), 4),
                    "linear": round(auc(linear, truth), 4),
                    "macro_f1": round(macro_f1(found[known, k] >= THRESHOLD, truth), 4),
                }
            )
    return rows


def calibration(data: Scored, found: np.ndarray) -> list[Report]:
    """Expected calibration error per head, over all languages and per language."""
    weights, rows = source_weights(data.rows), []
    langs = np.array([row["lang"] for row in data.rows])
    for k, head in enumerate(HEADS):
        for lang in ["all", *sorted(set(langs))]:
            known = (data.weights[:, k] > 0) & ((langs == lang) | (lang == "all"))
            if known.sum() >= 100:
                w = (data.weights[:, k] * weights)[known]
                error = calibration_error(found[known, k], data.values[known, k], w)
                rows.append({"head": head, "language": lang, "rows": int(known.sum()), "ece": round(error, 4)})
    return rows


def functionalities(data: Scored, found: np.ndarray) -> list[Report]:
    """Per language and functionality: share of rows where "speaks anything against it?" is answered rightly, and the
    share of single answers, over all heads, that are right."""
    columns = [HEADS.index(head) for head in REPORTED]
    right: dict[tuple[str, str], list[tuple[bool, float, float]]] = defaultdict(list)
    for n, row in enumerate(data.rows):
        if "functionality" not in row:
            continue
        truth, said = data.values[n] >= 0.5, found[n] >= THRESHOLD
        against = bool(truth[columns].any())
        agreed = bool(said[columns].any()) == against
        right[row["lang"], row["functionality"]].append((agreed, float((truth == said).mean()), float(against)))
    return [
        {
            "language": lang,
            "functionality": name,
            "rows": len(each),
            "against": round(float(np.mean([e[2] for e in each])), 3),
            "accuracy": round(float(np.mean([e[0] for e in each])), 4),
            "heads_accuracy": round(float(np.mean([e[1] for e in each])), 4),
        }
        for (lang, name), each in sorted(right.items())
    ]


def identity(data: Scored, found: np.ndarray) -> list[Report]:
    """Accuracy of the identity_abuse head alone on the contrast sets, per language."""
    k, rows = HEADS.index("identity_abuse"), []
    for lang in sorted({row["lang"] for row in data.rows}):
        here = np.array([row["lang"] == lang and "functionality" in row for row in data.rows])
        if here.any():
            truth, said = data.values[here, k] >= 0.5, found[here, k] >= THRESHOLD
            wrong = float(said[~truth].mean())
            rows.append(
                {
                    "language": lang,
                    "accuracy": round(float((truth == said).mean()), 4),
                    "harmless_flagged": round(wrong, 4),
                }
            )
    return rows


def main() -> None:
    """Write ``evaluation.json`` and log its main lines."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    log, data = logger("evaluate"), scored("test")
    found = probabilities(stack.load(json.loads((SHIPPED / files.STACK).read_text(encoding="utf-8"))), data)
    sources = [row["source"] for row in data.rows]
    langs = [f"{'contrast' if 'functionality' in row else 'real'} {row['lang']}" for row in data.rows]
    report = {
        "sources": ranking(data, found, sources),
        "languages": ranking(data, found, langs),
        "calibration": calibration(data, found),
        "functionalities": functionalities(data, found),
        "identity": identity(data, found),
    }
    (WORK / "evaluation.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    for name, rows in report.items():
        for row in rows:
            log.info("%s %s", name, " ".join(str(value) for value in row.values()))


if __name__ == "__main__":
    main()
