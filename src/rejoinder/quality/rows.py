"""Labelled comments: one JSON object a line, in the fields that training reads (training/README.md)."""

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from rejoinder.engine.errors import BadFile, Problem

EXAMPLE: Final = '{"id": "1", "text": "…", "lang": "en", "source": "ours", "labels": {"toxicity": 1}}'
RARE: Final = 30
"""Positives of a label that a set keeps where it has them."""
SUFFIXES: Final = (".jsonl", ".jsonl.gz")


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled comment. What a source says nothing about is not in ``labels``."""

    id: str
    text: str
    language: str
    source: str
    labels: dict[str, float]
    parent: str | None = None
    functionality: str = ""
    """What a row of a contrast set puts to the test."""
    spans: tuple[tuple[int, int], ...] | None = None
    """Marked stretches, code points, where the source marks any."""
    disguise: str = ""
    of: str = ""
    """The row that this one is in disguise."""
    extra: bool = False
    """Taken for its rare label: counts for ranking, not for calibration."""


def files_in(paths: Iterable[Path]) -> list[Path]:
    """The files, and those in the folders, sorted. Raises BadFile where there are none."""
    found: list[Path] = []
    for path in paths:
        inside = [each for each in sorted(path.iterdir()) if each.name.endswith(SUFFIXES)] if path.is_dir() else [path]
        if not inside or not path.exists():
            raise BadFile([Problem(str(path), "no labelled comments here", hint="files end in .jsonl or .jsonl.gz")])
        found += inside
    return found


def read(path: Path) -> Iterator[Row]:
    """The rows of a file that nothing was trained on (``split`` is not ``train``).

    Raises BadFile, with the line, where one is no labelled comment.
    """
    opened = gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")
    try:
        with opened as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip() and (row := _parsed(path, number, line)):
                    yield row
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise BadFile([Problem(str(path), "the file can't be read as UTF-8 text", hint=str(error))]) from error


def _parsed(path: Path, number: int, line: str) -> Row | None:
    try:
        raw = json.loads(line)
        return None if raw.get("split") == "train" else _row(raw, path.name.split(".")[0])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        hint = f"a line should be such as {EXAMPLE}"
        raise BadFile([Problem(str(path), "this is no labelled comment", line=number, hint=hint)]) from error


def _row(raw: dict[str, Any], name: str) -> Row:
    labels = {str(head): float(value) for head, value in raw["labels"].items() if value is not None}
    weak = set(raw.get("weak", ()))
    spans = raw.get("spans")
    return Row(
        str(raw["id"]),
        str(raw["text"]),
        str(raw["lang"]),
        str(raw.get("source", name)),
        {head: value for head, value in labels.items() if head not in weak},
        raw.get("parent"),
        str(raw.get("functionality", "")),
        None if spans is None else tuple((int(start), int(end)) for start, end in spans),
        str(raw.get("disguise", "")),
        str(raw.get("of", "")),
    )


def sampled(rows: Iterable[Row], most: int) -> list[Row]:
    """At most ``most`` rows of a set, and a tenth of that of one functionality; the same ones in every run.

    A set keeps up to RARE rows more for each label that would else have fewer positives. Rows in disguise all stay,
    each with the row it disguises.
    """
    groups: dict[tuple[str, str, str], list[Row]] = {}
    every = list(rows)
    disguised = {row.of for row in every if row.disguise}
    kept: list[Row] = []
    for row in every:
        if row.disguise or row.id in disguised:
            kept.append(row)
        else:
            groups.setdefault((row.source, row.language, row.functionality), []).append(row)
    for (_, _, functionality), group in sorted(groups.items()):
        group.sort(key=lambda row: hashlib.sha256(row.id.encode()).digest())
        size = max(most // 10, 1) if functionality else most
        kept += group[:size]
        if not functionality:
            kept += _rare(group, size)
    return kept


def _rare(group: list[Row], size: int) -> list[Row]:
    """Rows past ``size`` with a label that the rows before it lack."""
    found: dict[str, int] = {}
    extra: list[Row] = []
    for number, row in enumerate(group):
        positive = [head for head, value in row.labels.items() if value >= 0.5]
        if number >= size and any(found.get(head, 0) < RARE for head in positive):
            extra.append(replace(row, extra=True))
        elif number >= size:
            continue
        for head in positive:
            found[head] = found.get(head, 0) + 1
    return extra
