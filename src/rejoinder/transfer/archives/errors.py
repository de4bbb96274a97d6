"""Why an archive is not assessed.

ArchiveError
├── BadSource        the source can't be read as what its name says
├── OtherArchive     the folder holds parts of another archive, or made by other rules
└── WorkersLost      processes fell; what was written stands, and the next run goes on
"""


class ArchiveError(Exception):
    """An archive can't be assessed; the message says what would be right."""


class BadSource(ArchiveError):
    """The source can't be read as what its name says."""


class OtherArchive(ArchiveError):
    """The folder holds parts of another archive, or made by other rules."""


class WorkersLost(ArchiveError):
    """Processes fell; what was written stands, and the next run goes on."""
