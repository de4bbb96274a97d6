"""Figures of one comparison, and how they are told: medians over rounds in which the sides took turns, and ratios."""

import json
import os
import platform
import statistics
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from rejoinder import __version__

FOLDER: Final = Path(__file__).parent.parent / "docs/benchmarks/speed"
BEFORE: Final = os.getloadavg()[0]
"""What else the machine did in the minute before, in processes that wanted a core."""
SHARED: Final = (
    "Compare the rows of one table, which took turns, and not one table with another or with other machines."
)


@dataclass
class Table:
    """Rounds of figures by side. ``unit`` tells what the first figure of each row is."""

    title: str
    unit: str
    against: str
    rounds: dict[str, list[Mapping[str, float]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, side: str, **figures: float) -> None:
        """One round of one side."""
        self.rounds[side].append(figures)

    def rows(self) -> list[dict[str, Any]]:
        """Medians of each side; ``ratio`` is its first figure over that of ``against``."""
        medians = {side: self._median(figures) for side, figures in self.rounds.items()}
        base = next(iter(medians.get(self.against, {"": 0.0}).values()))
        return [
            {"side": side, **figures, "ratio": round(next(iter(figures.values())) / base, 3) if base else None}
            for side, figures in medians.items()
        ]

    def markdown(self) -> str:
        """The table."""
        rows = self.rows()
        names = list(rows[0]) if rows else []
        head = "| " + " | ".join([*names[:-1], f"of {self.against}"]) + " |\n|" + "---|" * len(names)
        lines = ["| " + " | ".join(_told(row.get(name)) for name in names) + " |" for row in rows]
        return f"## {self.title}\n\n{self.unit}\n\n{head}\n" + "\n".join(lines) + "\n"

    @staticmethod
    def _median(rounds: Sequence[Mapping[str, float]]) -> dict[str, float]:
        return {name: statistics.median(figures[name] for figures in rounds) for name in rounds[0]}


def write(name: str, tables: Sequence[Table], note: str = "") -> None:
    """Writes ``<name>.md`` and ``<name>.json`` and prints the tables."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    machine = f"{platform.machine()}, Python {platform.python_version()}, Rejoinder {__version__}"
    load = f"{BEFORE:.1f} before the start, {os.cpu_count()} cores"
    figures = {
        "machine": machine,
        "load": load,
        "tables": [{"title": t.title, "unit": t.unit, "medians": t.rows(), "rounds": t.rounds} for t in tables],
    }
    (FOLDER / f"{name}.json").write_text(json.dumps(figures, indent=1) + "\n")
    head = f"# {name.capitalize()}\n\nMade by `make bench`; not edited by hand. {machine}; load {load}. {SHARED}\n"
    text = "\n".join([head, *([note.strip() + "\n"] if note else []), *(table.markdown() for table in tables)])
    (FOLDER / f"{name}.md").write_text(text)
    sys.stdout.write(text)


def _told(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
    return "" if value is None else str(value)
