"""Headers of answers that are for one reader alone, or say no."""

from typing import TypeVar

from django.http import HttpResponse

from rejoinder.errors import Refusal

Response = TypeVar("Response", bound=HttpResponse)


def fresh(response: Response) -> Response:
    """The answer, never kept by a cache."""
    response["Cache-Control"] = "no-store"
    return response


def unlisted(response: Response) -> Response:
    """The page, kept by no cache and listed by no search engine."""
    response["X-Robots-Tag"] = "noindex"
    return fresh(response)


def refused(response: Response, refusal: Refusal | None) -> Response:
    """The page, with when to try again where a refusal says so."""
    if refusal is not None and refusal.retry_after_s is not None:
        response["Retry-After"] = str(refusal.retry_after_s)
    return response
