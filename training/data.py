"""Stage ``data``: one file of rows with values and weights per head, without near duplicates.

Real comments first; the contrast sets join when they exist, each language a source of its own. Splits: ``train``;
``dev`` of the sources is cut in two by a hash of the id: ``calibration`` (the stack learns on it) and ``test``
(nothing learns on it); a fifth of the contrast sets' test half, whose templates training never sees, goes to
``calibration``. Run: ``python -m training.data``
"""

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from rejoinder.engine.models.normalise import normalise
from training.labelling import LIKELY, SURE, Labels, annotated, label
from training.places import DATA, WORK, digest, fraction, logger
from training.sources import Row, names, raw_rows

MIXTURE: Final = "mixture.jsonl.gz"
LANGUAGES: Final = ("en", "ar", "tr", "fa", "ckb", "kmr", "de", "fr", "es", "it")
CALIBRATION_OF_CONTRAST: Final = 0.2
_SENTENCE: Final = re.compile(r"[^.!?\n]+[.!?]*\s*")
_LETTERS: Final = re.compile(r"[\s\d!-/:-@\[-`{-~]+")
CLEAN_CHARACTERS: Final = 40
"""Shortest harmless rest of a comment with marked spans that is worth a row."""


def key(text: str, parent: str | None = None) -> str:
    """Letters and emoji of the normalised text, at most 80 of them at the start: equal for near duplicates."""
    return _LETTERS.sub("", normalise(text))[:80] + ("|" + _LETTERS.sub("", normalise(parent))[:40] if parent else "")


def clean_sentences(row: Row) -> Iterator[str]:
    """Runs of sentences of a toxic comment that no rater marked: harmless rows of the very same domain."""
    marked, run = [tuple(span) for span in row.get("spans", ())], ""
    for sentence in _SENTENCE.finditer(row["text"]):
        if any(a < sentence.end() and sentence.start() < b for a, b in marked):
            if len(run) >= CLEAN_CHARACTERS:
                yield run.strip()
            run = ""
        else:
            run += sentence[0]
    if marked and len(run) >= CLEAN_CHARACTERS:
        yield run.strip()


def _split(row: Row) -> str:
    if row["split"] == "train":
        return "train"
    return "calibration" if fraction(row["id"], "calibration") < 0.5 else "test"


def _out(row: Row, source: str, split: str, labels: Labels, **more: Any) -> dict[str, Any]:
    out = {"id": row["id"], "text": row["text"], "lang": row["lang"], "source": source, "split": split}
    if row.get("parent"):
        out["parent"] = row["parent"]
    out["annotated"] = annotated(row)
    return {**out, "labels": {head: [round(v, 3), w] for head, (v, w) in sorted(labels.items())}, **more}


def real() -> Iterator[dict[str, Any]]:
    """Rows of the labelled comments, languages we serve alone."""
    for row in raw_rows():
        if row["lang"] not in LANGUAGES:
            continue
        split = _split(row)
        yield _out(row, row["source"], split, label(row))
        if row["source"] == "toxic_spans":
            for number, text in enumerate(clean_sentences(row)):
                made = {
                    **row,
                    "id": f"{row['id']}-clean{number}",
                    "text": text,
                    "labels": {"toxicity": 0.05},
                    "weak": [],
                }
                labels = {**label({**made, "source": "toxic_spans_clean"}), "toxicity": (0.05, LIKELY)}
                made["weak"] = ["toxicity"]
                yield _out(made, "toxic_spans_clean", split, labels)


def contrast() -> Iterator[dict[str, Any]]:
    """Rows of the contrast sets, where they are written already."""
    from training.contrast import generate

    for split in ("train", "test"):
        for row in generate.rows(split=split):  # type: ignore[arg-type]
            labels: Labels = {head: (float(v), SURE if v != 0.5 else LIKELY) for head, v in row["labels"].items()}
            unseen = split == "test" and fraction(row["id"], "contrast") < CALIBRATION_OF_CONTRAST
            where = "calibration" if unseen else split
            # Written comments are few and the nearest to real ones: a source, and so a share, of their own.
            source = "contrast_written" if "-w-" in row["id"] else f"contrast_{row['lang']}"
            source = "contrast_short" if row["functionality"].startswith("short_") else source
            yield _out(row, source, where, labels, functionality=row["functionality"])


def without_duplicates(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each text once; test rows win over calibration, calibration over training."""
    seen: set[str] = set()
    kept: list[dict[str, Any]] = []
    for wanted in ("test", "calibration", "train"):
        for row in rows:
            if row["split"] != wanted:
                continue
            mark = key(row["text"], row.get("parent"))
            if mark and mark not in seen:
                seen.add(mark)
                kept.append(row)
    return kept


def read() -> Iterator[dict[str, Any]]:
    """Rows of the mixture as written by this stage."""
    with gzip.open(WORK / MIXTURE, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def main() -> None:
    """Write the mixture, and what is in it."""
    log = logger("data")
    for name in names():
        log.info("%s sha256 %s", name, digest(DATA / f"{name}.jsonl.gz"))
    rows = [*real(), *contrast()]
    kept = without_duplicates(rows)
    with gzip.GzipFile(WORK / MIXTURE, "wb", mtime=0, compresslevel=4) as file:
        for row in kept:
            file.write((json.dumps(row, ensure_ascii=False) + "\n").encode())
    counts = Counter((row["source"], row["split"]) for row in kept)
    for (source, split), number in sorted(counts.items()):
        log.info("%-22s %-12s %6d", source, split, number)
    log.info("%d rows of %d kept, mixture sha256 %s", len(kept), len(rows), digest(WORK / MIXTURE))


if __name__ == "__main__":
    main()
