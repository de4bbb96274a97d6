"""Which web pages' scripts may call. The key in a call is its whole authority and no cookie is read, so any page may by
default, as with Google's server."""

from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

_HEADERS: Final = ", ".join(
    (
        *("Content-Type", "Content-Encoding", "Authorization", "X-Goog-Api-Key", "X-Goog-Api-Client"),
        *("X-Goog-User-Project", "X-Requested-With", "X-ClientDetails", "X-JavaScript-User-Agent", "X-Referer"),
    )
)
"""What Google's clients for browsers send."""
_A_DAY_S: Final = 86_400


def with_cors(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The response, readable to scripts of REJOINDER_CALL_ORIGINS."""
    allowed = settings.ENVIRONMENT.call_origins
    origin = "*" if "*" in allowed else request.headers.get("Origin", "")
    if origin != "*":
        patch_vary_headers(response, ["Origin"])
        if origin not in allowed:
            return response
    response["Access-Control-Allow-Origin"] = origin
    response["Access-Control-Expose-Headers"] = "Retry-After"
    if request.method == "OPTIONS":
        response["Access-Control-Allow-Headers"] = _HEADERS
        response["Access-Control-Allow-Methods"] = "GET, POST, OPTIONS"
        response["Access-Control-Max-Age"] = str(_A_DAY_S)
    return response
