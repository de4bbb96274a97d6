"""Who Rejoinder is measured against: nginx with the same bytes, Isso with the same comments, and Rejoinder drawing its
page from the database for each reader."""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.acceptance.server import Installation, answers, free_port, until

from benchmarks.newsroom import REPLIES, ROOTS, TEXT
from benchmarks.wrk import require

VENV: Final = Path(__file__).parent.parent / "build/peers"
_ISSO: Final = """
[general]
dbpath = {folder}/comments.db
host = http://127.0.0.1:{port}/
[server]
listen = http://127.0.0.1:{port}/
[guard]
enabled = false
[hash]
algorithm = none
"""
_NGINX: Final = """
daemon off; pid {folder}/pid; error_log stderr crit; worker_processes 1; {user}
events {{ worker_connections 512; }}
http {{ access_log off; keepalive_requests 1000000; server {{ listen 127.0.0.1:{port}; root {folder}/www; }} }}
"""


def peers_python() -> Path:
    """A Python with Isso and its server, in an environment of its own, made once."""
    python = VENV / "bin/python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
        packages = ["isso==0.14.0", "gunicorn==27.0.1", "better-profanity==0.7.0", "setuptools<81"]
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *packages], check=True)
    return python


@contextmanager
def isso(folder: Path, *, comments: bool) -> Iterator[str]:
    """Isso behind gunicorn, one process with 24 threads as Rejoinder has; its address."""
    folder.mkdir(parents=True)
    port = free_port()
    (folder / "isso.cfg").write_text(_ISSO.format(folder=folder, port=port))
    # gthread: Isso's own server is for development only, by its documentation.
    command = [str(peers_python()), "-m", "gunicorn", "-b", f"127.0.0.1:{port}", "-w1", "--threads=24", "isso.run"]
    with _process(command, f"http://127.0.0.1:{port}/info", {"ISSO_SETTINGS": str(folder / "isso.cfg")}) as address:
        if comments:
            _fill_isso(folder / "comments.db")
        yield address.removesuffix("/info")


def _fill_isso(path: Path) -> None:
    database = sqlite3.connect(path)
    database.execute("INSERT INTO threads (id, uri, title) VALUES (1, '/pumps', 'Pumps')")
    for number in range(ROOTS * (REPLIES + 1)):
        parent = None if number < ROOTS else number % ROOTS + 1
        database.execute(
            "INSERT INTO comments (tid, id, parent, created, mode, remote_addr, text, author, voters, notification)"
            " VALUES (1, ?, ?, ?, 1, '127.0.0.1', ?, ?, zeroblob(256), 0)",
            (number + 1, parent, time.time() + number, f"{TEXT} ({number})", f"Reader {number}"),
        )
    database.commit()
    database.close()


@contextmanager
def nginx(folder: Path, contents: dict[str, bytes]) -> Iterator[str]:
    """nginx, one worker, sending these files; its address."""
    (folder / "www").mkdir(parents=True)
    folder.chmod(0o755)
    for name, content in contents.items():
        (folder / "www" / name).write_bytes(content)
    port = free_port()
    user = "user root;" if os.getuid() == 0 else ""
    (folder / "nginx.conf").write_text(_NGINX.format(folder=folder, port=port, user=user))
    name = next(iter(contents))
    with _process([require("nginx"), "-c", str(folder / "nginx.conf")], f"http://127.0.0.1:{port}/{name}") as address:
        yield address.removesuffix(f"/{name}")


@contextmanager
def drawing(installation: Installation) -> Iterator[str]:
    """Rejoinder drawing the page from the database for each reader, under the same server; its address."""
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--no-log"]
    command += ["--blocking-threads", "24", "benchmarks.rendered:application"]
    environment = {**installation.environment, "PYTHONPATH": os.getcwd()}
    with _process(command, f"http://127.0.0.1:{port}/", environment) as address:
        yield address


@contextmanager
def _process(command: list[str], address: str, environment: object = None) -> Iterator[str]:
    process = subprocess.Popen(
        command,
        env={**os.environ, **(environment or {})},  # type: ignore[dict-item]
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        until(lambda: process.poll() is not None or answers(address), f"{command[0]} answers")
        if process.poll() is not None:
            raise RuntimeError(f"{shutil.which(command[0])} ended with {process.returncode}")
        yield address
    finally:
        process.terminate()
        process.wait()
