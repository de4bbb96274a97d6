"""A request's claimed charset, before Django believes it.

Django reads the address by any codec that Python knows, at a place where no error is caught: a charset such as rot13,
which turns text into text, ends the request with a 500 before any view is asked.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any, Final

_CHARSET: Final = re.compile(r";\s*charset\s*=\s*\"?([^\s;\"]*)\"?", re.IGNORECASE)
_PROBE: Final = b"a=..b&\xff"

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


def with_readable_charset(application: Application) -> Application:
    """The application, never told of a charset that can't decode any bytes; it then takes the request for UTF-8."""

    def called(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        kind = environ.get("CONTENT_TYPE") or ""
        claimed = _CHARSET.search(kind)
        if claimed and not _decodes(claimed[1]):
            environ["CONTENT_TYPE"] = _CHARSET.sub("", kind)
        return application(environ, start_response)

    return called


def _decodes(charset: str) -> bool:
    try:
        return isinstance(_PROBE.decode(charset, "replace"), str)
    except (LookupError, ValueError):
        return False
