"""Reading the JSON that a comment section sends."""

from typing import Any, TypeVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ValidationError

from rejoinder.comments.errors import BadRequest, UnsupportedMediaType
from rejoinder.errors import Refusal

Body = TypeVar("Body", bound=BaseModel)


class InvalidFields(Refusal):
    """Fields that are missing or of the wrong type; their values are not repeated."""

    code = "invalid_fields"
    status = 422
    message = _("The request can't be read: %(problem)s")


def read(request: HttpRequest, model: type[Body]) -> Body:
    """The request's JSON as ``model``.

    Raises:
        UnsupportedMediaType, BadRequest, InvalidFields
    """
    if request.content_type != "application/json":
        raise UnsupportedMediaType
    try:
        return model.model_validate_json(request.body)
    except ValidationError as error:
        problems: dict[str, Any] = {
            ".".join(map(str, problem["loc"])): problem["msg"] for problem in error.errors(include_input=False)
        }
        if "" in problems:
            raise BadRequest(problem="the body should be a JSON object in UTF-8") from None
        told = "; ".join(f"{place}: {problem}" for place, problem in problems.items())
        raise InvalidFields(**{**problems, "problem": told}) from None
