"""Fixtures for tests of the whole: a PostgreSQL server for all that ask for one, and commands in this process."""

import io
import sys
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest

from rejoinder.cli.main import app
from tests.acceptance.postgres import postgresql_server


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Callable[[], str]]:
    """Gives the URL of a new, empty database at each call."""
    with postgresql_server() as new_database:
        yield new_database


@pytest.fixture
def command(monkeypatch, capsys):
    """Runs a command in this process, on the database of the test: a process each would cost seconds."""

    def run(*arguments, stdin=b""):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        monkeypatch.setattr(sys, "argv", ["rejoinder", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            app()
        printed = capsys.readouterr()
        return SimpleNamespace(returncode=ended.value.code, stdout=printed.out, stderr=printed.err)

    return run
