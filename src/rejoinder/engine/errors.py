"""What the engine raises.

EngineError
├── BadFile            a guideline file, word list or JSONL line that can't be read as what it should be
└── MissingResource    a language pack or model file that should be there is not
"""

from collections.abc import Sequence
from dataclasses import dataclass


class EngineError(Exception):
    """The engine can't go on."""

    code = "engine_error"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a file, told so that the person who wrote the file can mend it."""

    file: str
    message: str
    line: int | None = None
    column: int | None = None
    hint: str = ""
    source: str = ""
    """The offending line, for the caret."""
    code: str = "invalid"

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        lines = [f"{place}: {self.message}"]
        if self.source:
            lines.append(f"    {self.source}")
            if self.column is not None:
                lines.append("    " + " " * (self.column - 1) + "^")
        if self.hint:
            lines.append(f"    hint: {self.hint}")
        return "\n".join(lines)


class BadFile(EngineError):
    """The file has problems; all of them are listed, not the first alone."""

    code = "bad_file"

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class MissingResource(EngineError):
    """A resource the engine ships with is missing; reinstall Rejoinder."""

    code = "missing_resource"
