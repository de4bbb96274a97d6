"""The rows of a part, one by one: what can't be read is told and takes no other row with it."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet

from rejoinder.transfer.archives.job import Columns, Job
from rejoinder.transfer.archives.plan import Part


@dataclass(frozen=True, slots=True)
class Row:
    """A comment of the archive; ``number`` counts rows of the source from 0."""

    number: int
    id: str
    text: str
    language: str | None
    parent: str | None


@dataclass(frozen=True, slots=True)
class Failed:
    """A row that can't be read or assessed. ``reason`` is a stable code."""

    number: int
    id: str
    reason: str


def rows_of(job: Job, part: Part) -> Iterator[Row | Failed]:
    """The part's rows in order, each of them once."""
    if job.source.suffix == ".parquet":
        found = _from_parquet(job.source, part, job.columns)
    elif job.source.suffix == ".csv":
        found = _from_csv(job.source, part)
    else:
        found = _from_lines(job.source, part)
    for number, fields in enumerate(found, part.first_row):
        yield fields if isinstance(fields, Failed) else _row(number, fields, job.columns)


def _row(number: int, fields: Any, columns: Columns) -> Row | Failed:
    if isinstance(fields, str):
        return Failed(number, str(number), fields)
    name = fields.get(columns.id)
    name = str(number) if name is None else str(name)
    text, language, parent = (fields.get(key) for key in (columns.text, columns.language, columns.parent))
    if text is None:
        return Failed(number, name, "text_missing")
    if not all(value is None or isinstance(value, str) for value in (text, language, parent)):
        return Failed(number, name, "not_a_string")
    return Row(number, name, text, language or None, parent or None)


def _slice(source: Path, part: Part) -> bytes:
    with source.open("rb") as file:
        file.seek(part.start)
        return file.read(part.end - part.start)


def _from_lines(source: Path, part: Part) -> Iterator[Any]:
    for line in _slice(source, part).split(b"\n")[: part.rows]:
        try:
            fields = json.loads(line.decode("utf-8")) if line.strip() else "empty_line"
        except UnicodeDecodeError:
            yield "not_utf8"
        except (ValueError, RecursionError):
            yield "not_json"
        else:
            yield fields if isinstance(fields, dict) or fields == "empty_line" else "not_an_object"


def _from_csv(source: Path, part: Part) -> Iterator[Any]:
    header = _header(source).decode("utf-8-sig", "replace")
    names = next(csv.reader(io.StringIO(header, newline="")), [])
    for record in _records(_slice(source, part)):
        try:
            values = next(csv.reader(io.StringIO(record.decode("utf-8"), newline=""), strict=True), [])
        except UnicodeDecodeError:
            yield "not_utf8"
        except csv.Error:
            yield "not_csv"
        else:
            yield dict(zip(names, values, strict=False)) if len(values) == len(names) else "not_csv"


def _header(source: Path) -> bytes:
    with source.open("rb") as file:
        header = file.readline()
        while header.count(b'"') % 2 and (more := file.readline()):
            header += more
    return header


def _records(content: bytes) -> Iterator[bytes]:
    """Rows of CSV: lines joined while a quote is open."""
    record = b""
    for line in content.removesuffix(b"\n").split(b"\n"):
        record += line
        if record.count(b'"') % 2:
            record += b"\n"
        else:
            yield record.removesuffix(b"\r")
            record = b""
    if record:
        yield record


def _from_parquet(source: Path, part: Part, columns: Columns) -> Iterator[Any]:
    file = pyarrow.parquet.ParquetFile(source)
    wanted = [columns.id, columns.text, columns.language, columns.parent]
    names = [name for name in wanted if name in file.schema_arrow.names]
    skip, left = part.first_row, part.rows
    for group in range(file.num_row_groups):
        size = file.metadata.row_group(group).num_rows
        if skip >= size:
            skip -= size
            continue
        table = file.read_row_group(group, columns=names).slice(skip, left)
        skip, left = 0, left - table.num_rows
        yield from table.to_pylist()
        if not left:
            return
