"""Where training reads and writes, and how it makes its choices repeatable."""

import hashlib
import logging
import os
from pathlib import Path
from random import Random
from typing import Final

SEED: Final = 20260122

WORK: Final = Path(os.environ.get("REJOINDER_TRAINING", "build/training"))
"""Everything between the stages; may be deleted."""

DATA: Final = Path(os.environ.get("REJOINDER_DATA", "data"))
"""Labelled comments, one ``<source>.jsonl.gz`` a source; see README.md for the fields."""

SHIPPED: Final = Path(__file__).parent.parent / "src" / "rejoinder" / "engine" / "models" / "files"
"""The files the engine loads."""


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fraction(*parts: object) -> float:
    """A number in 0..1 that depends on the parts alone: the same on every machine, in every run."""
    return int(hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:12], 16) / 16**12


def chooser(*parts: object) -> Random:
    """A source of choices that depends on the seed of the project and the parts alone."""
    return Random(" ".join(map(str, (SEED, *parts))))  # noqa: S311 - repeatable on purpose


def logger(stage: str) -> logging.Logger:
    """A log to the console and to ``<work>/<stage>.log``."""
    WORK.mkdir(parents=True, exist_ok=True)
    log = logging.getLogger(f"training.{stage}")
    if not log.handlers:
        log.setLevel(logging.INFO)
        for handler in (logging.StreamHandler(), logging.FileHandler(WORK / f"{stage}.log", encoding="utf-8")):
            handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%H:%M:%S"))
            log.addHandler(handler)
    return log
