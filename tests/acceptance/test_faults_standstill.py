"""A process is stopped in the middle of writing: others wait for its locks no longer than the limit, and nothing it had
begun is kept."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import psycopg
import pytest

from rejoinder.comments.transactions import STANDSTILL
from tests.acceptance import standing_process
from tests.acceptance.judging import state_of
from tests.acceptance.newsroom import open_newsroom
from tests.acceptance.server import Installation, running, until

LIMIT = "idle_in_transaction_session_timeout"
COMMENTS = 5


@pytest.mark.slow
@pytest.mark.postgres
def test_one_that_stands_still_with_locks_holds_nobody_up_for_long(tmp_path, postgresql):
    url = postgresql()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'ALTER DATABASE "{connection.info.dbname}" SET {LIMIT} = 4000')
    installation = Installation(tmp_path, database_url=url, REJOINDER_COMMENTS_PER_MINUTE="0", REJOINDER_LEASE_S="2")
    open_newsroom(installation, machine=True)
    with running(installation) as server:
        address = f"{server.base_url}/api/v1/articles/pumps/comments"
        for number in range(COMMENTS):
            body = f"Thank you for this careful report, number {number}. Who guards the stations?"
            assert httpx.post(address, json={"body": body}, timeout=60).status_code == 202
        standing = installation.script(Path(standing_process.__file__), "gazette")
        os.waitpid(standing.pid, os.WUNTRACED)
        body = {"body": "Thank you for one more report, sent while a process stands still."}
        assert httpx.post(address, json=body, timeout=60).status_code == 202
        until(lambda: state_of(installation)["waiting"] == 0, "what waited is decided", within_s=60)
        standing.send_signal(signal.SIGCONT)
        assert standing.wait(timeout=30) == 3, "it did not notice that its transaction is gone"
    state = state_of(installation)
    assert (state["lost"], state["assessed_twice"]) == (0, 0)
    assert "Written by one" not in installation.must("site", "list")
    assert "all is as it was written" in installation.must("verify")


@pytest.mark.postgres
def test_the_limit_is_ours_where_the_database_has_none(tmp_path, postgresql):
    url = postgresql()
    installation = Installation(tmp_path, database_url=url)
    code = (
        "import django; django.setup(); from django.db import connection; cursor = connection.cursor();"
        f"cursor.execute('SHOW {LIMIT}'); print(cursor.fetchone()[0])"
    )

    def limit() -> str:
        command = [sys.executable, "-c", code]
        environment = {**installation.environment, "DJANGO_SETTINGS_MODULE": "rejoinder.conf.settings"}
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.strip()

    assert (STANDSTILL, limit()) == ("60s", "1min")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'ALTER DATABASE "{connection.info.dbname}" SET {LIMIT} = 4000')
    assert limit() == "4s"
