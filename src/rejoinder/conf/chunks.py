"""Bodies that come in chunks, without a length: Django reads only as much as a length says.

Clients that don't know the length of what they send, and proxies that pass bodies on as they come, send them so.
"""

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any, Final

LIMIT_BYTES: Final = 4_194_304
"""Of a body without a length; a longer one is cut one byte later, and then refused as too large where it is read."""

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


def with_length(application: Application) -> Application:
    """The application, told the length of every body."""

    def called(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if not environ.get("CONTENT_LENGTH") and "chunked" in environ.get("HTTP_TRANSFER_ENCODING", "").lower():
            body = environ["wsgi.input"].read(LIMIT_BYTES + 1)
            environ["wsgi.input"] = BytesIO(body)
            environ["CONTENT_LENGTH"] = str(len(body))
        return application(environ, start_response)

    return called
