"""Three worker processes start at once on one queue: each comment is assessed and decided once."""

import subprocess
import sys

import httpx
import pytest

from tests.acceptance.judging import state_of
from tests.acceptance.newsroom import open_newsroom
from tests.acceptance.server import Installation, running

COMMENTS = 30
WORKERS = 3


@pytest.mark.slow
@pytest.mark.postgres
def test_three_workers_on_one_queue_do_nothing_twice(tmp_path, postgresql):
    installation = Installation(tmp_path, database_url=postgresql(), REJOINDER_COMMENTS_PER_MINUTE="0")
    open_newsroom(installation, machine=True)
    with running(installation, "--no-worker", ready="/healthz") as server:
        address = f"{server.base_url}/api/v1/articles/pumps/comments"
        for number in range(COMMENTS):
            body = f"Thank you for this careful report, number {number}. Who guards the stations?"
            assert httpx.post(address, json={"body": body}, timeout=60).status_code == 202
    command = [sys.executable, "-m", "rejoinder", "worker", "--once"]
    workers = [subprocess.Popen(command, env=installation.environment) for _ in range(WORKERS)]
    assert [worker.wait(timeout=240) for worker in workers] == [0] * WORKERS
    state = state_of(installation)
    assert (state["waiting"], state["lost"], state["assessed_twice"]) == (0, 0, 0)
    assert state["by_machine"] > COMMENTS / 2
    assert "all is as it was written" in installation.must("verify")
