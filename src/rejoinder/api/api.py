"""The API's one object, its routes and its one shape of error."""

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from rejoinder import __version__
from rejoinder.api.articles import router as articles
from rejoinder.api.comments import router as comments
from rejoinder.comments.errors import BadRequest, KeyNotValid
from rejoinder.errors import Refusal

api = NinjaAPI(
    title="Rejoinder",
    version=__version__,
    description="Comments for news sites: every one is moderated before it appears, and none is ever edited.",
    urls_namespace="api",
    docs_url=None,
)
api.add_router("/articles", articles)
api.add_router("/articles", comments)


@api.exception_handler(Refusal)
def on_refusal(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A refusal, as it tells itself."""
    response = api.create_response(request, refusal.as_dict(), status=refusal.status)
    if refusal.retry_after_s is not None:
        response["Retry-After"] = str(refusal.retry_after_s)
    return response


@api.exception_handler(ValidationError)
def on_validation_error(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Fields that are missing or of the wrong type; the values themselves are not repeated."""
    problems = {_place(problem["loc"]): problem["msg"] for problem in error.errors}
    body = {"error": {"code": "invalid_fields", "message": _sentence(problems), "fields": problems}}
    return api.create_response(request, body, status=422)


@api.exception_handler(AuthenticationError)
def on_authentication_error(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """No key, or not in the right header."""
    return on_refusal(request, KeyNotValid())


@api.exception_handler(HttpError)
def on_http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    """A body that is no JSON."""
    refusal = BadRequest(problem="the body should be JSON in UTF-8")
    return api.create_response(request, refusal.as_dict(), status=error.status_code)


def _place(location: tuple[str | int, ...]) -> str:
    parts = [str(part) for part in location]
    return ".".join(parts[2:] if parts[:1] == ["body"] and len(parts) > 2 else parts)


def _sentence(problems: dict[str, str]) -> str:
    return "; ".join(f"{place}: {problem}" for place, problem in problems.items())
