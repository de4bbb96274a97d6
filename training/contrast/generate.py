"""The contrast sets as rows: filled templates, the same in disguise or in another script, and written comments.

Half of the templates and half of the vocabulary train; the other half tests. The same call gives the same rows.
"""

import json
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final

from training.contrast import expand, scripts, short, spelling
from training.contrast.schema import LABELS, LANGUAGES, SMALLER, Split, states

HERE: Final = Path(__file__).parent
TARGET: Final[dict[Split, int]] = {"train": 5200, "test": 2700}
"""Rows from templates per language, disguised ones included; a functionality gets its share by weight."""
TARGET_OF_SMALLER: Final[dict[Split, int]] = {"train": 2500, "test": 500}
"""The same where a language has fewer templates."""
DISGUISED: Final = 8
"""Every so many filled templates, one comes in disguise (harmless ones as well: a disguise is no label)."""

TRANSLITERATED: Final = 6
"""Every so many filled templates of a language with two scripts, one comes again in the other script."""

Row = dict[str, Any]


def _row(id_: str, text: str, lang: str, labels: dict[str, float], func: str, split: Split, parent: str | None) -> Row:
    row: Row = {"id": id_, "text": text, "lang": lang, "labels": labels, "functionality": func, "split": split}
    return row if parent is None else {**row, "parent": parent}


def _filled(lang: str, split: Split) -> Iterator[Row]:
    weights = expand.weights(lang)
    share = (TARGET_OF_SMALLER if lang in SMALLER else TARGET)[split] // sum(weights.values()) + 1
    for name, weight in weights.items():
        for number, made in enumerate(expand.fill(lang, split, name, share * weight)):
            id_ = f"{lang}-{split}-{name}-{number:04d}"
            yield _row(id_, made.text, lang, states(made.labels), name, split, made.parent)


def _disguised(rows: list[Row], lang: str, split: Split) -> Iterator[Row]:
    """The rows, some of them in disguise. They do not come plain as well: text folding would call them duplicates."""
    rng = Random(f"{lang} {split} disguise")  # noqa: S311
    ways = sorted(spelling.disguises(lang).items())
    for number, row in enumerate(rows):
        turn, rest = divmod(number, DISGUISED)
        name, way = ways[turn % len(ways)]
        text = row["text"] if rest else way(row["text"], lang, rng)
        if text == row["text"]:
            yield row
        else:
            yield {**row, "id": f"{row['id']}-{name}", "text": text, "functionality": f"disguise_{name}"}


def _transliterated(rows: list[Row], lang: str, split: Split) -> Iterator[Row]:
    rng = Random(f"{lang} {split} script")  # noqa: S311
    for name, way in scripts.other_script(lang).items():
        for row in rows[3::TRANSLITERATED]:
            if row["functionality"].startswith("latin"):
                continue
            made = {
                **row,
                "id": f"{row['id']}-{name}",
                "text": way(row["text"], lang, rng),
                "functionality": f"other_script_{name}",
            }
            yield made if "parent" not in row else {**made, "parent": way(row["parent"], lang, rng)}


def _lines(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


@cache
def second(lang: str) -> dict[str, frozenset[str]]:
    """Labels given in the second reading, by id of the written comment."""
    return {line["id"]: frozenset(line["labels"]) for line in _lines(HERE / "written" / "second" / f"{lang}.jsonl")}


def _written(lang: str, split: Split) -> Iterator[Row]:
    for line in _lines(HERE / "written" / f"{lang}.jsonl"):
        if line["split"] != split:
            continue
        labels = states(frozenset(line["labels"]))
        if line["id"] in second(lang):
            again = states(second(lang)[line["id"]])
            labels = {label: value if value == again[label] else 0.5 for label, value in labels.items()}
        yield _row(line["id"], line["text"], lang, labels, line["functionality"], split, line.get("parent"))


def rows(lang: str | None = None, split: Split = "train") -> Iterator[Row]:
    """Rows of one language, or of all: id, text, lang, labels (each stated), functionality, split; replies: parent.

    A label is 0 or 1, or 0.5 where the two readings of a written comment disagree.
    """
    for one in (*LANGUAGES, *SMALLER) if lang is None else (lang,):
        if not (HERE / "templates" / f"{one}.yaml").exists():
            continue
        filled = list(_filled(one, split))
        yield from _disguised(filled, one, split)
        yield from _transliterated(filled, one, split)
        yield from short.rows(one, split)
        yield from _written(one, split)


def agreement(lang: str | None = None) -> dict[str, tuple[int, int, int]]:
    """Per label over the written comments read twice: (positive in either reading, positive in both, disagreements)."""
    either: Counter[str] = Counter()
    both: Counter[str] = Counter()
    for one in (*LANGUAGES, *SMALLER) if lang is None else (lang,):
        for line in _lines(HERE / "written" / f"{one}.jsonl"):
            if line["id"] in second(one):
                first, again = set(line["labels"]), second(one)[line["id"]]
                either.update(first | again)
                both.update(first & again)
    return {label: (either[label], both[label], either[label] - both[label]) for label in LABELS}


def counts(split: Split = "train") -> dict[str, dict[str, int]]:
    """Language -> functionality -> number of rows."""
    table: dict[str, Counter[str]] = {}
    for row in rows(split=split):
        table.setdefault(row["lang"], Counter())[row["functionality"]] += 1
    return {lang: dict(sorted(by.items())) for lang, by in table.items()}
