"""A real mail server on loopback, for tests of what is sent."""

from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult


class Mailbox:
    """What the server took, in order. ``answer`` is what it says to each message instead of taking it."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.recipients: list[list[str]] = []
        self.logins: list[tuple[bytes, bytes]] = []
        self.answer = ""
        self.answer_to_recipient = ""

    async def handle_RCPT(self, server, session, envelope, address, options):
        """aiosmtpd's hook."""
        if self.answer_to_recipient:
            return self.answer_to_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        """aiosmtpd's hook."""
        if self.answer:
            return self.answer
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.messages.append(message)
        self.recipients.append(envelope.rcpt_tos)
        return "250 OK"

    def authenticate(self, server, session, envelope, mechanism, login):
        """aiosmtpd's hook."""
        self.logins.append((login.login, login.password))
        return AuthResult(success=login.password == b"open sesame")


class _Server(Controller):
    def factory(self) -> SMTP:
        return SMTP(self.handler, authenticator=self.handler.authenticate, auth_require_tls=False)

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]  # the kernel chose it
        super()._trigger_server()


@contextmanager
def mail_server(mailbox: Mailbox) -> Iterator[int]:
    """The port of a server that delivers to the mailbox."""
    server = _Server(mailbox, hostname="127.0.0.1", port=0)
    server.start()
    try:
        yield server.port
    finally:
        server.stop()
