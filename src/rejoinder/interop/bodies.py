"""Bodies of requests, as far as every protocol reads them alike."""

import json
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest


class Unreadable(Exception):
    """The body is no JSON object in UTF-8, or larger than DATA_UPLOAD_MAX_MEMORY_SIZE."""


def read_body(request: HttpRequest) -> bytes:
    """The body's bytes.

    Raises:
        Unreadable: it is too large.
    """
    try:
        return request.body
    except RequestDataTooBig:
        raise Unreadable("too large") from None


def read_object(body: bytes) -> dict[str, Any]:
    """The JSON object.

    Raises:
        Unreadable
    """
    try:
        parsed = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise Unreadable("no JSON in UTF-8") from None
    if not isinstance(parsed, dict):
        raise Unreadable("no JSON object")
    return parsed
