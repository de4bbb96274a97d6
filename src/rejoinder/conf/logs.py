"""Log lines that hold no reader's words: of an exception they tell class and place, never the message."""

import logging
import re
import traceback
from types import TracebackType
from typing import Final

_SECRET_PATHS: Final = re.compile(r"(/receipts/|/unsubscribe/|/password/reset/key/)[^\s/?]+")

ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class QuietFormatter(logging.Formatter):
    """Formats as logging does, but leaves out the messages of exceptions and the secret part of addresses.

    A database's error, for one, repeats the row that it would not take.
    """

    def formatException(self, ei: ExceptionInfo) -> str:
        """Frames and class of the exception and of what caused it, the newest first."""
        told: list[str] = []
        error = ei[1]
        while error is not None:
            told.append("".join(traceback.format_tb(error.__traceback__)) + _name(error))
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\nCaused by:\n".join(told)

    def formatMessage(self, record: logging.LogRecord) -> str:
        """The line, secrets in addresses left out."""
        return _SECRET_PATHS.sub(r"\1…", super().formatMessage(record))


def _name(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}"
