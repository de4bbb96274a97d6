"""Services and HTTP once more, on a real PostgreSQL."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
ARGUMENTS = ("tests/services", "tests/http", "-q", "-p", "no:cacheprovider", "-m", "not sqlite")


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.postgres
def test_services_and_http_hold_on_postgresql(postgresql):
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", *ARGUMENTS],
        cwd=ROOT,
        env={**os.environ, "REJOINDER_DATABASE_URL": postgresql()},
        capture_output=True,
        text=True,
    )
    assert ended.returncode == 0, ended.stdout[-8000:] + ended.stderr[-2000:]
    passed = re.search(r"(\d+) passed", ended.stdout)
    assert passed and int(passed[1]) > 100, ended.stdout[-500:]
    assert "skipped" not in ended.stdout


@pytest.mark.postgres
def test_the_suite_really_ran_on_postgresql(postgresql):
    """Guards the test above: the variable must reach Django."""
    code = (
        "import django; django.setup(); from django.db import connection; print(connection.vendor);"
        "connection.ensure_connection()"
    )
    environment = {
        **os.environ,
        "REJOINDER_DATABASE_URL": postgresql(),
        "DJANGO_SETTINGS_MODULE": "rejoinder.conf.settings",
    }
    ended = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "postgresql"
