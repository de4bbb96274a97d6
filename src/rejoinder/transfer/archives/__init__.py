"""Whole archives of comments assessed: a file in, a folder of Parquet parts out, on one machine or a Ray cluster.

An archive is cut into parts of a fixed number of rows, each a file of its own that appears whole or not at all. So a
run that was killed goes on where it stopped, no row lost and none doubled, whatever engine runs it.
"""

from rejoinder.transfer.archives.errors import ArchiveError, BadSource, OtherArchive, WorkersLost
from rejoinder.transfer.archives.job import Columns, Job, Written
from rejoinder.transfer.archives.local import assess_here
from rejoinder.transfer.archives.plan import Plan, plan

__all__ = [
    "ArchiveError",
    "BadSource",
    "Columns",
    "Job",
    "OtherArchive",
    "Plan",
    "WorkersLost",
    "Written",
    "assess_here",
    "plan",
]
