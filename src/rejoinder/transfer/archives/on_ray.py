"""An archive on a Ray cluster: the stages of one machine, as a pool of actors under Ray Data.

Each part is one row of a data set; the actor that gets it reads it from the source, assesses it and writes its file.
What was on a node that dies is given to another, and written there again as it would have been.
"""

from collections.abc import Iterator
from dataclasses import astuple
from typing import Any

from rejoinder.engine import warm_up
from rejoinder.transfer.archives.job import Job, Written
from rejoinder.transfer.archives.plan import Part, Plan
from rejoinder.transfer.archives.stage import assess_part


class _Assessor:
    """An actor; packs and model are loaded once in it."""

    def __init__(self, job: Job) -> None:
        self._job = job
        warm_up()

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        parts = [Part(*(int(value) for value in row)) for row in zip(*(batch[name] for name in _FIELDS), strict=True)]
        written = [astuple(assess_part(self._job, part)) for part in parts]
        return {name: list(values) for name, values in zip(_RESULTS, zip(*written, strict=True), strict=True)}


_FIELDS = ("number", "first_row", "rows", "start", "end")
_RESULTS = ("part", "rows", "failed")


def assess_on_ray(job: Job, plan: Plan, *, address: str, actors: int) -> Iterator[Written]:
    """Assesses what waits and tells of each part as it is done. ``address`` is the cluster's; empty starts one here."""
    import ray
    import ray.data

    ray.init(address=address or None, log_to_driver=False, include_dashboard=False if not address else None)
    try:
        ray.data.DataContext.get_current().enable_progress_bars = False
        rows = [dict(zip(_FIELDS, astuple(part), strict=True)) for part in plan.waiting]
        written = ray.data.from_items(rows, override_num_blocks=len(rows)).map_batches(
            _Assessor,
            fn_constructor_args=(job,),
            batch_size=1,
            compute=ray.data.ActorPoolStrategy(min_size=1, max_size=actors),
            num_cpus=1,
        )
        for row in written.iter_rows():
            yield Written(int(row["part"]), int(row["rows"]), int(row["failed"]))
    finally:
        ray.shutdown()
