"""What a threshold on TOXICITY reaches: the share of abusive and of harmless comments that score over it.

Rows are the half of the development comments on which neither training nor calibration looked (see training/data.py),
and the test half of our own contrast sets. Writes docs/reference/perspective-thresholds.md.
Run: ``make dropin-thresholds`` (REJOINDER_DATA names the folder of labelled comments; see training/README.md)
"""

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from training.contrast import generate
from training.places import fraction
from training.sources import raw_rows

from rejoinder.engine import Submission, assess_probabilities, default_guidelines
from rejoinder.engine.checks.classifier import classifier
from rejoinder.engine.probabilities import MENTION_WEIGHT, WORDS_WEIGHT

PAGE: Final = Path(__file__).parent.parent / "docs/reference/perspective-thresholds.md"
THRESHOLDS: Final = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95)
SOURCES: Final = ("cad", "jigsaw_en_sample", "jigsaw_multilingual", "mlma_ar", "mpold_ar", "offenseval_tr")
SOURCES_MORE: Final = ("germeval2018", "mlma_fr", "surge_toxicity", "wiki_context")
"""Sources in which people judged toxicity itself, for abusive and harmless comments alike."""
CONTRAST: Final = ("ar", "ckb", "en", "fa", "kmr", "tr")
FEWEST: Final = 10
"""Comments of a kind for a share to be worth printing."""

Row = tuple[str, str, bool]
"""Set of comments, text, and whether it is abusive."""


def judged(cap: int) -> Iterator[Row]:
    """Real comments that people judged, at most ``cap`` of a source and language."""
    taken: dict[tuple[str, str], list[Any]] = {}
    for row in raw_rows():
        known = "toxicity" in row["labels"] and "toxicity" not in row.get("weak", ())
        unseen = row["split"] == "dev" and fraction(row["id"], "calibration") >= 0.5
        if row["source"] in SOURCES + SOURCES_MORE and known and unseen and row["lang"] != "it":
            taken.setdefault((row["source"], row["lang"]), []).append(row)
    for (_, lang), rows in sorted(taken.items()):
        rows.sort(key=lambda row: fraction(row["id"], "thresholds"))
        yield from ((f"{lang}, real", row["text"], row["labels"]["toxicity"] >= 0.5) for row in rows[:cap])


def contrasted(cap: int) -> Iterator[Row]:
    """Our own contrast sets: made to be hard on either side, so the shares are no forecast for a site."""
    for lang in CONTRAST:
        rows = [row for row in generate.rows(lang, "test") if fraction(row["id"], "contrast") >= 0.2]
        rows.sort(key=lambda row: fraction(row["id"], "thresholds"))
        for row in rows[:cap]:
            yield f"{lang}, contrast", row["text"], row["labels"].get("toxicity", 0.0) >= 0.5


def shares(rows: Iterable[Row]) -> dict[str, tuple[list[float], list[float]]]:
    """By set: TOXICITY of the abusive, and of the harmless."""
    guidelines = default_guidelines()
    found: dict[str, tuple[list[float], list[float]]] = {}
    for name, text, abusive in rows:
        score = assess_probabilities(Submission("", text), guidelines=guidelines).scores["toxicity"]
        found.setdefault(name, ([], []))[0 if abusive else 1].append(score)
    return found


def page(found: dict[str, tuple[list[float], list[float]]]) -> str:
    """The page, in Markdown."""
    head = " | ".join(f"> {threshold:g}" for threshold in THRESHOLDS)
    lines = [
        "# What a threshold on TOXICITY reaches",
        "",
        f"Made by `make dropin-thresholds` with model `{classifier().version}`; not edited by hand.",
        "",
        "TOXICITY is a probability: the classifier's own, calibrated on labelled comments. In log odds, the words",
        f"found add up to {WORDS_WEIGHT:g}, and words that are all mentions (quoted, negated, condemned) take away",
        f"{-MENTION_WEIGHT:g}. No other mapping is applied: the order of comments is the engine's. In each field: the",
        "share of abusive comments over the threshold / the share of harmless ones, in percent.",
        "",
        "What is *real* was judged by people under definitions of their own (Wikipedia, Reddit, Twitter); some of",
        "these count harmless what others count abusive. What is *contrast* are sentences of ours made to be",
        "hard on either side: a harmless one quotes, negates, or uses hard words on no person.",
        "",
        f"| comments | abusive / harmless | {head} |",
        "|---|---|" + "---|" * len(THRESHOLDS),
    ]
    for name, (abusive, harmless) in sorted(found.items(), key=lambda item: (not item[0].endswith("real"), item[0])):
        if min(len(abusive), len(harmless)) < FEWEST:
            continue
        cells = " | ".join(f"{_over(abusive, at)} / {_over(harmless, at)}" for at in THRESHOLDS)
        lines.append(f"| {name} | {len(abusive)} / {len(harmless)} | {cells} |")
    return "\n".join(lines) + "\n"


def _over(scores: list[float], threshold: float) -> str:
    return f"{100 * sum(score > threshold for score in scores) / len(scores):.0f}"


def main() -> None:
    """Write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cap", type=int, default=300, help="comments of a source and language, at most")
    cap = parser.parse_args().cap
    PAGE.write_text(page(shares([*judged(cap), *contrasted(cap)])), encoding="utf-8")


if __name__ == "__main__":
    main()
