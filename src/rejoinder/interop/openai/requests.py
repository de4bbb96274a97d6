"""A moderations request, checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from rejoinder.interop.openai.errors import ModerationError, invalid_input

TEXT_LIMIT_BYTES: Final = 20_480
TEXTS_LIMIT: Final = 100
DEFAULT_MODEL: Final = "omni-moderation-latest"


@dataclass(frozen=True, slots=True)
class ModerationRequest:
    """The texts, one result each, and the model's name to echo."""

    texts: tuple[str, ...]
    model: str


def read_moderation(fields: Mapping[str, Any]) -> ModerationRequest:
    """The request. Members that we don't know are ignored.

    Raises:
        ModerationError: 400.
    """
    model = fields.get("model")
    if model is not None and not isinstance(model, str):
        raise ModerationError(400, "Invalid type for 'model': expected a string.", code="invalid_type", param="model")
    texts = _texts(fields.get("input"))
    if len(texts) > TEXTS_LIMIT:
        raise invalid_input(f"Too many inputs: {len(texts)}, at most {TEXTS_LIMIT} are taken.")
    for text in texts:
        if not text.strip():
            raise invalid_input("Invalid 'input': a text should not be empty.")
        if len(text.encode("utf-8", "surrogatepass")) > TEXT_LIMIT_BYTES:
            raise invalid_input(f"Invalid 'input': a text should have at most {TEXT_LIMIT_BYTES} bytes.")
    return ModerationRequest(texts, model or DEFAULT_MODEL)


def _texts(value: Any) -> tuple[str, ...]:
    """A string is one text, a list of strings several, a list of parts one text in pieces."""
    if value is None:
        raise invalid_input("Missing required parameter: 'input'.", code="missing_required_parameter")
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, list) or not value:
        raise invalid_input("Invalid 'input': expected a string, or a list of strings or parts that is not empty.")
    if all(isinstance(item, str) for item in value):
        return tuple(value)
    if all(isinstance(item, dict) for item in value):
        return ("\n".join(_part(part) for part in value),)
    raise invalid_input("Invalid 'input': a list should have either strings or parts.")


def _part(part: Mapping[str, Any]) -> str:
    """A text part's text. Images are refused, never fetched and never passed over: nobody would have looked at them."""
    if part.get("type") == "image_url":
        raise invalid_input("Images can't be assessed; send the text alone.", code="unsupported_input_type")
    text = part.get("text")
    if part.get("type") != "text" or not isinstance(text, str):
        raise invalid_input("Invalid 'input': a part should be such as {'type': 'text', 'text': '…'}.")
    return text
