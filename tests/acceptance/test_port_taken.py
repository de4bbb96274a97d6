"""``rejoinder serve`` where somebody listens already: it says so and has touched nothing."""

import socket
import subprocess
import sys
import threading

import pytest

from rejoinder.cli import ports
from tests.acceptance.server import Installation, free_port


@pytest.fixture
def holder():
    """A server that shares its port as ours do."""
    with socket.socket() as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        held.bind(("127.0.0.1", free_port()))
        held.listen()
        yield held


def test_serve_refuses_a_port_that_another_server_holds(holder, tmp_path):
    port = holder.getsockname()[1]
    ended = Installation(tmp_path / "data").command("serve", "--port", str(port))
    assert ended.returncode == 1
    assert f"127.0.0.1:{port} is held by another process; waiting" in ended.stderr
    assert f"rejoinder: can't listen on 127.0.0.1:{port}: Address already in use; choose another" in ended.stderr
    assert "[cannot_listen]" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "data").exists(), "nothing was set up"


def test_a_port_that_becomes_free_is_waited_for(holder, capsys):
    threading.Timer(0.3, holder.close).start()
    ports.require_free("127.0.0.1", holder.getsockname()[1])
    assert "waiting" in capsys.readouterr().err


def test_a_port_with_old_connections_is_free(capsys):
    """What a server that was stopped leaves behind: connections that it closed first are in TIME_WAIT."""
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind(("127.0.0.1", free_port()))
        server.listen()
        port = server.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)) as client:
            accepted, _ = server.accept()
            accepted.close()
            assert client.recv(1) == b""
    ports.require_free("127.0.0.1", port)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("host", "words"),
    [("localhost", "an IP address is needed"), ("192.0.2.1", "can't listen on 192.0.2.1:8000: Cannot assign")],
)
def test_an_address_that_is_not_ours_is_told_at_once(host, words):
    ended = subprocess.run(
        [sys.executable, "-m", "rejoinder", "serve", "--host", host], capture_output=True, encoding="utf-8"
    )
    assert ended.returncode == 1
    assert words in ended.stderr and "Traceback" not in ended.stderr and "waiting" not in ended.stderr
