"""Connections that go to the address that was checked, and end at a deadline."""

import socket
import ssl
import time
from collections.abc import Iterable
from typing import Any, Final

import httpcore

from rejoinder.intake.addresses import is_public
from rejoinder.intake.errors import FetchFailed, FetchRefused

CHUNK_BYTES: Final = 65_536


class Deadline:
    """A moment, by the clock that never goes back."""

    def __init__(self, seconds: float) -> None:
        self.at = time.monotonic() + seconds

    def left(self, timeout: float | None = None) -> float:
        """Seconds left, at most ``timeout``.

        Raises:
            FetchFailed: none are.
        """
        left = self.at - time.monotonic()
        if left <= 0:
            raise FetchFailed("It took longer than allowed.")
        return left if timeout is None else min(left, timeout)


class CheckedBackend(httpcore.NetworkBackend):
    """Resolves a name once, checks every address it has, and connects to one of those very addresses.

    A name that answers with a public address when it is checked and with a private one when it is used (DNS
    rebinding) has no second answer to give. The deadline holds for each read, so a page that drips is cut off.
    """

    def __init__(self, deadline: Deadline, *, allow_private: bool) -> None:
        self.deadline = deadline
        self.allow_private = allow_private

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the host.

        Raises:
            FetchRefused: one of its addresses is not public.
            FetchFailed: it has no address, or none that answers in time.
        """
        failure: OSError | None = None
        for address in self._addresses(host, port):
            try:
                connection = socket.create_connection((address, port), self.deadline.left(timeout))
            except OSError as error:
                failure = error
            else:
                return _Stream(connection, self.deadline)
        raise FetchFailed(f"{host} does not answer.") from failure

    def _addresses(self, host: str, port: int) -> list[str]:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise FetchFailed(f"{host} has no address.") from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        if not self.allow_private and not all(map(is_public, addresses)):
            raise FetchRefused(f"{host} is not on the public network.")
        return addresses


class _Stream(httpcore.NetworkStream):
    """A socket, each of whose calls ends at the deadline."""

    def __init__(self, connection: socket.socket, deadline: Deadline) -> None:
        self.connection = connection
        self.deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        self.connection.settimeout(self.deadline.left(timeout))
        try:
            return self.connection.recv(min(max_bytes, CHUNK_BYTES))
        except OSError as error:
            raise httpcore.ReadError(str(error)) from error

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.connection.settimeout(self.deadline.left(timeout))
        try:
            self.connection.sendall(buffer)
        except OSError as error:
            raise httpcore.WriteError(str(error)) from error

    def close(self) -> None:
        self.connection.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        self.connection.settimeout(self.deadline.left(timeout))
        try:
            return _Stream(ssl_context.wrap_socket(self.connection, server_hostname=server_hostname), self.deadline)
        except OSError as error:
            self.close()
            raise httpcore.ConnectError(str(error)) from error

    def get_extra_info(self, info: str) -> Any:
        return self.connection if info == "socket" else None
