"""The real server, as an operator starts it: ``python -m rejoinder serve`` with a data directory of its own."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

import httpx

ANSWER_S = 120
"""A server that does not answer within this is broken."""


class Installation:
    """One data directory, and the commands that work on it."""

    def __init__(self, data_dir: Path, *, database_url: str = "", **variables: str) -> None:
        self.data_dir = data_dir
        self.port = free_port()
        self.base_url = f"http://127.0.0.1:{self.port}"
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("REJOINDER_")}
        self.environment: Mapping[str, str] = {
            **inherited,
            "REJOINDER_DATA_DIR": str(data_dir),
            "REJOINDER_BASE_URL": self.base_url,
            "REJOINDER_DATABASE_URL": database_url,
            **variables,
        }

    def command(self, *arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
        """The ended command, its output captured; the caller looks at its status."""
        return subprocess.run(
            [sys.executable, "-m", "rejoinder", *arguments],
            env=self.environment,
            input=text,
            capture_output=True,
            encoding="utf-8",
            timeout=300,
        )

    def must(self, *arguments: str, text: str = "") -> str:
        """What the command printed; it must succeed."""
        ended = self.command(*arguments, text=text)
        assert ended.returncode == 0, f"rejoinder {' '.join(arguments)}: {ended.stdout}{ended.stderr}"
        return ended.stdout

    def script(self, path: Path, *arguments: str) -> subprocess.Popen[bytes]:
        """A Python program of the tests, running beside the server on the same installation."""
        return subprocess.Popen([sys.executable, str(path), *arguments], env=self.environment, start_new_session=True)


class Server:
    """A running server: web and worker in one process group."""

    def __init__(self, installation: Installation, log: IO[bytes], arguments: tuple[str, ...] = ()) -> None:
        self.installation = installation
        self.base_url = installation.base_url
        self._process = subprocess.Popen(
            [sys.executable, "-m", "rejoinder", "serve", "--port", str(installation.port), *arguments],
            env=installation.environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )

    @property
    def process_group(self) -> int:
        """The group that all processes of the server are in; also the id of the first of them."""
        return self._process.pid

    def wait_until(self, path: str) -> None:
        """Returns when ``path`` answers 200."""
        until(lambda: self._process.poll() is not None or answers(self.base_url + path), f"{path} answers")
        assert self._process.poll() is None, "the server ended"

    def kill(self) -> None:
        """SIGKILL to every process of the server at once; returns when none is left."""
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self._process.wait()
        until(lambda: not _group_lives(self._process.pid), "every process of the server is gone")

    def stop(self) -> int:
        """Ctrl-C's signal; the exit status."""
        os.killpg(self._process.pid, signal.SIGINT)
        status = self._process.wait(timeout=ANSWER_S)
        until(lambda: not _group_lives(self._process.pid), "every process of the server is gone")
        return status


@contextmanager
def running(installation: Installation, *arguments: str, ready: str = "/readyz") -> Iterator[Server]:
    """The server, started and answering; killed with all its processes at the end. Its log: ``server.log``."""
    with open(installation.data_dir / "server.log", "ab") as log:
        server = Server(installation, log, arguments)
        try:
            server.wait_until(ready)
            yield server
        finally:
            server.kill()


def free_port() -> int:
    """A port that is free, and that the kernel gives to no outgoing connection (it takes those from 32768 on): a
    server that is killed finds it free again."""
    chance = random.SystemRandom()
    while True:
        port = chance.randrange(20_000, 32_000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


# One for all: reading the certificates that nothing here needs takes longer than a server takes to answer.
_asking: Final = httpx.Client(verify=False, timeout=10, limits=httpx.Limits(max_keepalive_connections=0))


def answers(url: str) -> bool:
    """True when the address answers 200."""
    try:
        return _asking.get(url).status_code == 200
    except httpx.TransportError:
        return False


def until(condition: Callable[[], bool], what: str, *, within_s: float = ANSWER_S, pause_s: float = 0.02) -> None:
    """Returns as soon as the condition holds; fails loudly when it does not within ``within_s``."""
    deadline = time.monotonic() + within_s
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {within_s} s in vain until {what}")
        time.sleep(pause_s)


def _group_lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
