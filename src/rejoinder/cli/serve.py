"""``rejoinder serve`` and ``rejoinder worker``."""

import os
import signal
import subprocess
import sys
import threading

import typer

from rejoinder.cli.console import messages
from rejoinder.cli.django import require_migrated, start_django
from rejoinder.cli.migrate import put_static_files
from rejoinder.cli.ports import require_free

THREADS = 32
"""Of a web process; each may hold a connection to the database. More than interop.capacity lets wait, so that a surplus
is told so instead of waiting unseen."""
RESTART_PAUSE_S = 1.0
STOP_LIMIT_S = 5
"""What a browser that keeps its connection open can delay the end by."""


def serve(
    host: str = typer.Option("127.0.0.1", help="IP address to listen on."),
    port: int = typer.Option(8000, min=1, max=65535, help="Port to listen on."),
    workers: int = typer.Option(1, min=1, help="Web processes."),
    with_worker: bool = typer.Option(True, "--worker/--no-worker", help="Also run the worker that assesses comments."),
) -> None:
    """Serve pages and API, and assess comments, until Ctrl-C.

    Examples:

        $ rejoinder serve

        $ rejoinder serve --host 0.0.0.0 --port 80 --workers 4 --no-worker
    """
    require_free(host, port)
    start_django()
    require_migrated()
    put_static_files()
    messages.print(f"Listening on http://{host}:{port}; Ctrl-C stops.")
    run_server(host, port, workers, with_worker=with_worker)


def worker(
    once: bool = typer.Option(False, help="Do what is due and stop."),
    with_parent: int = typer.Option(0, hidden=True, help="Stop when this process is no longer the parent."),
) -> None:
    """Assess submitted comments, decide where the site's policy allows it, and publish, until Ctrl-C.

    Any number of workers may run, on any number of machines, over one database.

    Example:

        $ rejoinder worker
    """
    start_django()
    require_migrated()
    from rejoinder.cli.work import Worker

    Worker(parent=with_parent).run(once=once)


def run_server(host: str, port: int, workers: int, *, with_worker: bool) -> None:
    """Granian in front, the worker beside it; both end together."""
    from granian import Granian
    from granian.constants import Interfaces

    supervisor = _WorkerProcess() if with_worker else None
    if supervisor:
        supervisor.start()
    try:
        Granian(
            "rejoinder.conf.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=THREADS,
            respawn_failed_workers=True,
            workers_kill_timeout=STOP_LIMIT_S,
            log_enabled=False,
        ).serve()
    finally:
        if supervisor:
            supervisor.stop()


class _WorkerProcess:
    """The worker as a process of its own, started again should it ever fall."""

    def __init__(self) -> None:
        self._command = [sys.executable, "-m", "rejoinder", "worker", "--with-parent", str(os.getpid())]
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._keep_running, name="worker-supervisor", daemon=True)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        # Here, and not in the thread: a web process forked in that moment would hold the pipe on which Popen waits for
        # its child, and the worker would never be watched.
        self._process = self._run()
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
        self._thread.join(timeout=10)

    def _run(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(self._command)  # noqa: S603 - our own interpreter and module

    def _keep_running(self) -> None:
        while self._process:
            status = self._process.wait()
            # Ctrl-C reaches the worker as well, and before the server has said that it is ending.
            if self._stopping.wait(RESTART_PAUSE_S if status else STOP_LIMIT_S):
                return
            messages.print(f"The worker ended with status {status}; starting it again.")
            self._process = self._run()
