"""How fast the engine reads, one comment at a time on one core, how long it takes to load and what memory it holds."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from rejoinder.engine import CHECKS, Submission, assess, default_guidelines, estimate
from rejoinder.quality.rows import Row

_LOAD = """
import json, time
started = time.perf_counter()
from rejoinder.engine.models.runtime import load_model
imported = time.perf_counter()
load_model().scores(["A quiet and useful article."])
loaded = time.perf_counter()
from rejoinder.engine import warm_up
warm_up()
with open("/proc/self/status") as status:
    resident = next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
print(json.dumps({"import_s": imported - started, "model_s": loaded - imported,
                  "everything_s": time.perf_counter() - started, "resident_mb": resident / 1024}))
"""


def loading() -> dict[str, Any]:
    """Seconds to import, to load the model and to be ready; resident memory with everything loaded, MiB."""
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", _LOAD], capture_output=True, check=True, text=True)  # noqa: S603
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def reading(rows: Sequence[Row], advance: Callable[[], object]) -> list[dict[str, Any]]:
    """Per part: comments a second, and milliseconds at the median and the 99th percentile."""
    guidelines = default_guidelines()
    lexical = tuple(check for check in CHECKS if check.id != "classifier")
    ways: dict[str, Callable[[Row], object]] = {
        "classifier": lambda row: estimate(row.text, parent=row.parent, language=row.language),
        "rules": lambda row: assess(Submission(row.id, row.text), guidelines=guidelines, checks=lexical),
        "engine": lambda row: assess(Submission(row.id, row.text), guidelines=guidelines),
    }
    table = []
    for name, way in ways.items():
        took = []
        for row in rows:
            started = time.perf_counter()
            way(row)
            took.append((time.perf_counter() - started) * 1000)
            advance()
        p50, p99 = np.percentile(took, [50, 99])
        table.append({"part": name, "rows": len(took), "a_second": 1000 / np.mean(took), "p50_ms": p50, "p99_ms": p99})
    return [{key: float(v) if isinstance(v, np.floating) else v for key, v in row.items()} for row in table]
