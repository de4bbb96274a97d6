"""OpenAI-shaped errors."""

from http import HTTPStatus
from typing import Any


class ModerationError(Exception):
    """An answer other than 200. Clients tell errors apart by status and ``code``; ``param`` names the member."""

    def __init__(self, status: int, message: str, *, code: str | None = None, param: str | None = None) -> None:
        self.status, self.message, self.code, self.param = status, message, code, param
        self.retry_after_s: int | None = None
        super().__init__(code or str(status))

    def body(self) -> dict[str, Any]:
        """The envelope."""
        kind = "invalid_request_error"
        if self.status == HTTPStatus.TOO_MANY_REQUESTS:
            kind = "requests"
        elif self.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            kind = "server_error"
        return {"error": {"message": self.message, "type": kind, "param": self.param, "code": self.code}}


def invalid_input(message: str, *, code: str = "invalid_value") -> ModerationError:
    """400: ``input`` is not what it should be."""
    return ModerationError(400, message, code=code, param="input")


def wrong_key() -> ModerationError:
    """401."""
    return ModerationError(
        401, "Incorrect API key provided. Send a key made with: rejoinder key add NAME", code="invalid_api_key"
    )


def too_many(retry_after_s: int) -> ModerationError:
    """429: too many calls, or more than this machine can answer in time."""
    error = ModerationError(429, "Rate limit reached. Please try again later.", code="rate_limit_exceeded")
    error.retry_after_s = retry_after_s
    return error


def unavailable() -> ModerationError:
    """503: a check failed or ran out of time. ``flagged: false`` in its place would be a lie."""
    return ModerationError(503, "The input could not be assessed.", code="could_not_assess")
