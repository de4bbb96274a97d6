"""An archive on one machine: a process for each core."""

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool

from rejoinder.engine import warm_up
from rejoinder.transfer.archives.errors import WorkersLost
from rejoinder.transfer.archives.job import Job, Written
from rejoinder.transfer.archives.plan import Plan
from rejoinder.transfer.archives.stage import assess_part


def assess_here(job: Job, plan: Plan, *, processes: int) -> Iterator[Written]:
    """Assesses what waits and tells of each part as it is done. Two parts a process are on their way at a time.

    Raises:
        WorkersLost: a process was killed; the next run goes on.
    """
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context, initializer=warm_up) as pool:
        waiting, running = iter(plan.waiting), set[Future[Written]]()
        try:
            for part in waiting:
                running.add(pool.submit(assess_part, job, part))
                if len(running) >= 2 * processes:
                    done, running = wait(running, return_when=FIRST_COMPLETED)
                    yield from (each.result() for each in done)
            while running:
                done, running = wait(running, return_when=FIRST_COMPLETED)
                yield from (each.result() for each in done)
        except BrokenProcessPool as error:
            raise WorkersLost("a process was killed; what was written stands: run the same command to go on") from error
        finally:
            for each in running:
                each.cancel()
