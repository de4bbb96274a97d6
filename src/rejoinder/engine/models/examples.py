"""What a newsroom's decision teaches."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """A decided comment. ``labels`` says what the decision says: heads it leaves open are not in it."""

    text: str
    parent: str | None
    language: str
    rejected: bool
    labels: Mapping[str, bool]
