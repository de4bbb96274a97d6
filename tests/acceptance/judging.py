"""What must hold after any fault: nothing acknowledged is lost, and nothing undecided was ever public."""

import json
import subprocess
import sys
from datetime import datetime

from tests.acceptance import queue_state
from tests.acceptance.load import MARKER, Load
from tests.acceptance.server import Installation

ENOUGH = 50
"""Comments acknowledged, below which a run tests nothing."""


def nothing_is_lost(installation: Installation, load: Load) -> dict[str, dict]:
    """All comments as exported, by marker: whatever was acknowledged is there as sent, once, and assessed once."""
    kept = {row["id"]: row for row in map(json.loads, installation.must("export").splitlines())}
    assert len(load.acknowledged) > ENOUGH, "hardly anything got through: the test tests nothing"
    lost = [uuid for uuid, body in load.acknowledged.items() if uuid not in kept or kept[uuid]["body"] != body]
    assert not lost, "acknowledged, and not there as sent"
    by_marker: dict[str, dict] = {}
    for row in kept.values():
        (marker,) = set(MARKER.findall(row["body"]))
        assert row["body"] == load.sent[marker], "kept, and not as sent"
        assert by_marker.setdefault(marker, row) is row, "one request, two comments"
    assert not load.faults, load.faults[:5]
    state = state_of(installation)
    assert state["lost"] == state["assessed_twice"] == 0
    assert not MARKER.search((installation.data_dir / "server.log").read_text()), "a comment's text in the log"
    assert "all is as it was written" in installation.must("verify")
    return by_marker


def nothing_undecided_was_seen(load: Load, by_marker: dict[str, dict]) -> None:
    """Whatever was public anywhere had been approved before."""
    assert len(load.seen) > 20, "hardly anything was read: the test tests nothing"
    for marker, (seen_at, where) in load.seen.items():
        approvals = [row for row in by_marker[marker]["decisions"] if row["outcome"] == "approve"]
        assert approvals, f"never approved, but public in {where}"
        approved_at = min(decided_at(row) for row in approvals)
        assert approved_at <= seen_at, f"public in {where} before it was approved"


def decided_at(decision: dict) -> float:
    """Seconds since the epoch."""
    return datetime.fromisoformat(decision["decided_at"]).timestamp()


def state_of(installation: Installation) -> dict[str, int]:
    """What tests/acceptance/queue_state.py counts."""
    printed = subprocess.run(
        [sys.executable, queue_state.__file__], env=installation.environment, capture_output=True, check=True
    )
    state: dict[str, int] = json.loads(printed.stdout)
    return state
