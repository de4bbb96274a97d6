"""Cutting a source into parts without reading more than where its rows begin."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyarrow
import pyarrow.parquet

from rejoinder.files import sync_folder, write_whole
from rejoinder.transfer.archives.errors import BadSource, OtherArchive
from rejoinder.transfer.archives.job import Job

PART_ROWS: Final = 2000
"""Rows of a part: some seconds of work, which is what a kill can cost, and files large enough to be few."""
_CHUNK_BYTES: Final = 1 << 20
_NOTE: Final = "archive.json"


@dataclass(frozen=True, slots=True)
class Part:
    """Rows ``first_row`` to ``first_row + rows`` of the source. ``start`` and ``end`` are bytes, 0 for Parquet."""

    number: int
    first_row: int
    rows: int
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """All parts of a source, and which of them are still to be done."""

    parts: tuple[Part, ...]
    waiting: tuple[Part, ...]

    @property
    def rows(self) -> int:
        """Rows of the source."""
        return sum(part.rows for part in self.parts)

    @property
    def done_rows(self) -> int:
        """Rows of parts that an earlier run wrote."""
        return self.rows - sum(part.rows for part in self.waiting)


def plan(job: Job, *, part_rows: int = PART_ROWS) -> Plan:
    """The parts of the job's source. Makes the target folder, and notes there what it is of.

    Raises:
        BadSource: the source can't be read, or its name ends in none of .parquet, .jsonl, .csv.
        OtherArchive: the folder holds parts of another archive, or made by other rules.
    """
    try:
        parts = tuple(_parts(job.source, part_rows))
        _note(job, part_rows)
    except OSError as error:
        raise BadSource(f"{error.filename or job.source}: {error.strerror or 'can not be read'}") from error
    done = {path.name for path in job.target.glob("part-*.parquet")}
    return Plan(parts, tuple(part for part in parts if part_name(part.number) not in done))


def part_name(number: int) -> str:
    """The file of a part's assessments."""
    return f"part-{number:06}.parquet"


def failed_name(number: int) -> str:
    """The file of a part's rows that failed, with the reason."""
    return f"failed-{number:06}.jsonl"


def _parts(source: Path, part_rows: int) -> Iterator[Part]:
    if source.suffix == ".parquet":
        try:
            rows = pyarrow.parquet.read_metadata(source).num_rows
        except pyarrow.ArrowInvalid as error:
            raise BadSource(f"{source}: not a Parquet file") from error
        for number, first in enumerate(range(0, rows, part_rows)):
            yield Part(number, first, min(part_rows, rows - first))
    elif source.suffix in (".jsonl", ".csv"):
        yield from _by_lines(source, part_rows, quoted=source.suffix == ".csv")
    else:
        raise BadSource(f"{source}: the name should end in .parquet, .jsonl or .csv")


def _by_lines(source: Path, part_rows: int, *, quoted: bool) -> Iterator[Part]:
    """Parts of a file of lines; in CSV a line break between quotes ends no row (RFC 4180, 2.6)."""
    ends = _row_ends(source, quoted)
    start = next(ends, 0) if quoted else 0  # the header row
    number = first = rows = end = 0
    for end in ends:
        rows += 1
        if rows == part_rows:
            yield Part(number, first, rows, start, end)
            number, first, rows, start = number + 1, first + rows, 0, end
    if rows:
        yield Part(number, first, rows, start, end)


def _row_ends(source: Path, quoted: bool) -> Iterator[int]:
    offset, quotes, size = 0, 0, source.stat().st_size
    last = 0
    with source.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            begin = 0
            while (at := chunk.find(b"\n", begin)) >= 0:
                quotes += chunk.count(b'"', begin, at) if quoted else 0
                begin = at + 1
                if not quotes % 2:
                    last = offset + begin
                    yield last
            quotes += chunk.count(b'"', begin) if quoted else 0
            offset += len(chunk)
    if last < size:
        yield size


def _note(job: Job, part_rows: int) -> None:
    """Writes down what the folder is of, or compares with what is written there."""
    from rejoinder.engine import ENGINE_VERSION, shipped_packs

    stat = job.source.stat()
    note = {
        "source": job.source.name,
        "bytes": stat.st_size,
        "part_rows": part_rows,
        "guidelines": job.guidelines.version,
        "engine": ENGINE_VERSION,
        "packs": shipped_packs().digests(),
        "columns": [job.columns.text, job.columns.id, job.columns.language, job.columns.parent],
    }
    job.target.mkdir(parents=True, exist_ok=True)
    path = job.target / _NOTE
    if path.exists():
        try:
            same = json.loads(path.read_bytes()) == note
        except ValueError:
            same = False
        if not same:
            raise OtherArchive(
                f"{job.target} holds parts of another source, or made by other rules or another version; "
                "name an empty folder"
            )
    elif any(job.target.glob("part-*.parquet")):
        raise OtherArchive(f"{job.target} holds parts but no {_NOTE}; name an empty folder")
    else:
        write_whole(path, json.dumps(note, indent=1).encode())
        sync_folder(path.parent)
