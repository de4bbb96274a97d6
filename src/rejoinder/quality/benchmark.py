"""One benchmark of the engine: rows in, every figure out as plain data."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from rejoinder.engine import ENGINE_VERSION, shipped_packs
from rejoinder.engine.checks.classifier import classifier
from rejoinder.engine.models.files import PARTS, SHIPPED
from rejoinder.quality import speed, tables
from rejoinder.quality.rows import Row
from rejoinder.quality.scoring import Read, read_rows

TIMED: Final = 200
"""Comments read for the speed, three times each."""

Figures = dict[str, Any]


def steps(rows: Sequence[Row], *, timed: bool) -> int:
    """How often ``run`` calls ``advance``."""
    return len(rows) + (3 * len(_timed(rows)) if timed else 0)


def run(rows: Sequence[Row], *, rounds: int, timed: bool, advance: Callable[[], object]) -> Figures:
    """All figures. ``rounds`` are the draws of each bootstrap; without ``timed`` nothing is clocked."""
    reads = list(read_rows(rows, advance))
    plain = [read for read in reads if not read.row.disguise]
    disguised = [read for read in reads if read.row.disguise]
    contrast = [read for read in plain if read.row.functionality]
    real = [read for read in plain if not read.row.functionality]
    usual = [read for read in plain if not read.row.extra]
    figures: Figures = {
        "versions": {"engine": ENGINE_VERSION, "model": classifier().version, "packs": dict(shipped_packs().digests())},
        "rows": {"real": len(real), "contrast": len(contrast), "disguised": len(disguised)},
        "sets": tables.ranking(real, lambda read: f"{read.row.source} {read.row.language}", rounds),
        "languages": tables.ranking(plain, _kind, rounds),
        "identity": tables.identity(plain, rounds),
        "functionalities": tables.functionalities(plain, rounds),
        "subgroups": {"contrast": tables.subgroups(contrast), "real": tables.subgroups(real)},
        "calibration": tables.calibration(usual),
        "curves": tables.curves(usual),
        "evasion": tables.evasion(contrast, disguised, rounds),
        "evasion_by_language": tables.evasion_by_language(contrast, disguised),
        "wrong_rejections": tables.wrong_rejections(plain, rounds),
        "evidence": tables.evidence(plain, rounds),
    }
    if timed:
        figures["speed"] = speed.reading(_timed(rows), advance)
        figures["loading"] = speed.loading()
        figures["files_mb"] = sum((SHIPPED / name).stat().st_size for name in PARTS) / 1e6
    return figures


def _kind(read: Read) -> str:
    return f"{'contrast' if read.row.functionality else 'real'} {read.row.language}"


def _timed(rows: Sequence[Row]) -> list[Row]:
    """Real comments, spread over the sets."""
    real = [row for row in rows if not row.functionality and not row.disguise] or list(rows)
    return real[:: max(len(real) // TIMED, 1)][:TIMED]
