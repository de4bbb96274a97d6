"""What a check is: an id, the labels it speaks to, and a pure function of a reading."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from rejoinder.engine.assessment import Finding
from rejoinder.engine.reading import Reading


@dataclass(frozen=True, slots=True)
class Result:
    """What a check saw. ``scores`` (0..1 by label) are its own estimates for the whole text, beside its findings.

    Lexical checks leave ``scores`` empty: their findings are combined. A classifier fills it, and so do checks that
    observe a property of the whole text.
    """

    findings: tuple[Finding, ...] = ()
    scores: Mapping[str, float] = field(default_factory=dict)


class Check(Protocol):
    """A check reads and reports; it changes nothing, decides nothing, and gives the same result for the same reading.

    Loops that grow with the text ask ``reading.deadline.keep()`` now and then.
    """

    @property
    def id(self) -> str:
        """Stable name, written into findings."""

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels it can speak to."""

    def run(self, reading: Reading) -> Result:
        """All it sees in the comment."""
