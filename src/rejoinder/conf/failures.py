"""What is answered when something goes wrong: JSON for the API, a page for people, never a traceback."""

import logging
from http import HTTPStatus
from typing import Final

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from rejoinder.comments.errors import RequestTooLarge
from rejoinder.errors import Refusal, Unavailable

logger = logging.getLogger(__name__)

RETRY_AFTER_S: Final = 5
"""What a restart of a database takes."""


def refusal_response(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The refusal in the shape the caller reads."""
    if _speaks_json(request):
        response: HttpResponse = JsonResponse(refusal.as_dict(), status=refusal.status)
    else:
        response = _page(request, refusal.status, refusal.text(), refusal.code)
    if refusal.retry_after_s is not None:
        response["Retry-After"] = str(refusal.retry_after_s)
    return response


class RefusalMiddleware:
    """Turns a Refusal raised by any view into its response, and gives the refusals of others its shape."""

    def __init__(self, get_response):  # type: ignore[no-untyped-def]
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The view's response."""
        if "\0" in request.path:
            # PostgreSQL takes no NUL even to compare with: no key, token or slug can hold one.
            return not_found(request)
        response: HttpResponse = self.get_response(request)
        return _method_not_allowed(request, response["Allow"]) if response.status_code == 405 else response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The response to a Refusal; None for anything else."""
        if isinstance(exception, RequestDataTooBig):
            exception = RequestTooLarge()
        elif isinstance(exception, OperationalError | InterfaceError):
            # Restarted, unreachable, locked for too long, or out of disk. The class alone: a message may hold a row.
            view = request.resolver_match.view_name if request.resolver_match else "-"
            logger.error("%s: the database can't serve this (%s)", view, type(exception).__name__)
            response = refusal_response(request, Unavailable(retry_after_s=RETRY_AFTER_S))
            response._has_been_logged = True  # type: ignore[attr-defined]  # else Django tells it once more
            return response
        return refusal_response(request, exception) if isinstance(exception, Refusal) else None


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long, or cookies are off."""
    return _answer(
        request, 403, "csrf_failed", _("This form has expired. Please go back, reload the page and try again.")
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return _answer(request, 400, "bad_request", _("The request can't be read."))


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return _answer(request, 403, "permission_denied", _("You may not do this."))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return _answer(request, 404, "not_found", _("There is no such page."))


def server_error(request: HttpRequest) -> HttpResponse:
    """500."""
    return _answer(
        request, 500, "server_error", _("Something went wrong on our side. Nothing you wrote was published.")
    )


def _method_not_allowed(request: HttpRequest, allowed: str) -> HttpResponse:
    response = _answer(request, 405, "method_not_allowed", _("This can't be done at this address."))
    response["Allow"] = allowed
    return response


def _answer(request: HttpRequest, status: int, code: str, message: str) -> HttpResponse:
    if _speaks_json(request):
        return JsonResponse({"error": {"code": code, "message": message, "fields": {}}}, status=status)
    return _page(request, status, message, code)


def _speaks_json(request: HttpRequest) -> bool:
    if request.path.startswith(("/api/", "/embed/v1/")):
        return True
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def _page(request: HttpRequest, status: int, message: str, code: str) -> HttpResponse:
    context = {"status": status, "phrase": HTTPStatus(status).phrase, "message": message, "code": code}
    return HttpResponse(render_to_string("widget/refusal.html", context, request), status=status)
