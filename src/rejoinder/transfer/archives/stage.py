"""One part assessed and written: the same stages on one machine and on a cluster."""

import json
from collections.abc import Sequence
from io import BytesIO
from typing import Any, Final

import pyarrow
import pyarrow.parquet

from rejoinder.engine import LABELS, PATIENT, Context, Policy, Submission, assess, recommend, to_json_dict
from rejoinder.files import sync_folder, write_whole
from rejoinder.transfer.archives.job import Job, Written
from rejoinder.transfer.archives.plan import Part, failed_name, part_name
from rejoinder.transfer.archives.rows import Failed, Row, rows_of

SCHEMA: Final = pyarrow.schema(
    [
        pyarrow.field("row", pyarrow.int64(), nullable=False),
        pyarrow.field("id", pyarrow.string(), nullable=False),
        pyarrow.field("language", pyarrow.string(), nullable=False),
        pyarrow.field("recommendation", pyarrow.string(), nullable=False),
        pyarrow.field("guideline", pyarrow.string()),
        pyarrow.field("start", pyarrow.int32()),
        pyarrow.field("end", pyarrow.int32()),
        *(pyarrow.field(label, pyarrow.float32(), nullable=False) for label in LABELS),
        pyarrow.field("assessment", pyarrow.string(), nullable=False),
    ]
)
"""One row for each comment; ``assessment`` is what rejoinder assess prints, as JSON."""

_POLICY: Final = Policy()


def assess_part(job: Job, part: Part) -> Written:
    """Reads, assesses and writes a part. Its Parquet file comes last and makes it done.

    Doing it twice writes the same bytes twice.
    """
    done: list[dict[str, Any]] = []
    failed: list[Failed] = []
    for row in rows_of(job, part):
        result = row if isinstance(row, Failed) else _assessed(job, row)
        if isinstance(result, Failed):
            failed.append(result)
        else:
            done.append(result)
    missing = part.rows - len(done) - len(failed)
    first_missing = part.first_row + part.rows - missing
    failed += [Failed(number, str(number), "not_readable") for number in range(first_missing, first_missing + missing)]
    if failed:
        write_whole(job.target / failed_name(part.number), _lines(failed))
        sync_folder(job.target)
    buffer = BytesIO()
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(done, schema=SCHEMA), buffer, compression="zstd")
    write_whole(job.target / part_name(part.number), buffer.getvalue())
    sync_folder(job.target)
    return Written(part.number, len(done), len(failed))


def _assessed(job: Job, row: Row) -> dict[str, Any] | Failed:
    names = (*job.publisher_names, *job.guidelines.publisher_names)
    context = Context(article=job.article, parent=row.parent, publisher_names=names)
    try:
        submission = Submission(id=row.id, text=row.text, language=row.language)
        assessment = assess(submission, context=context, guidelines=job.guidelines, budget=PATIENT)
        recommendation = recommend(assessment, policy=_POLICY, guidelines=job.guidelines)
        ground = recommendation.ground
        return {
            "row": row.number,
            "id": row.id,
            "language": assessment.language,
            "recommendation": recommendation.outcome,
            "guideline": ground.guideline if ground else None,
            "start": ground.start if ground else None,
            "end": ground.end if ground else None,
            **assessment.scores,
            "assessment": json.dumps(to_json_dict(assessment, recommendation)),
        }
    except Exception as error:  # noqa: BLE001 - one row must not take the others with it; the class alone is told
        return Failed(row.number, row.id, f"error_{type(error).__name__}")


def _lines(failed: Sequence[Failed]) -> bytes:
    rows = [{"row": each.number, "id": each.id, "reason": each.reason} for each in failed]
    return "".join(json.dumps(row) + "\n" for row in rows).encode()
