"""Whether a server may listen where it was told to."""

import errno
import ipaddress
import socket
import time
from typing import Final

from rejoinder.cli.console import fail, messages

FREE_WITHIN_S: Final = 5.0
"""For how long a port may still be held: the last processes of a server that was killed end within this."""
LOOK_EVERY_S: Final = 0.1


def require_free(host: str, port: int) -> None:
    """Returns when nobody listens there; ends the command with the reason when it can't be listened there.

    The server shares its port among its processes (SO_REUSEPORT), so that the kernel would let a second server in
    beside the first, and each would get some of the readers.
    """
    deadline = time.monotonic() + FREE_WITHIN_S
    waiting = False
    while error := _refused(host, port):
        if error.errno != errno.EADDRINUSE or time.monotonic() > deadline:
            fail(f"can't listen on {_told(host, port)}: {error.strerror}; {_advice(error)} [cannot_listen]", status=1)
        if not waiting:
            messages.print(f"{_told(host, port)} is held by another process; waiting whether it ends.")
            waiting = True
        time.sleep(LOOK_EVERY_S)


def _refused(host: str, port: int) -> OSError | None:
    """Why the kernel doesn't give the port to one who would not share it."""
    try:
        family = socket.AF_INET6 if ipaddress.ip_address(host).version == 6 else socket.AF_INET
    except ValueError:
        fail(f"--host {host}: an IP address is needed, such as 127.0.0.1 or 0.0.0.0 [cannot_listen]", status=1)
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            # Connections of a server that ended keep a port for a minute; they are in nobody's way.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
            return None
    except OSError as error:
        return error


def _told(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _advice(error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return "choose another with --port"
    return "choose another address with --host or another port with --port"
