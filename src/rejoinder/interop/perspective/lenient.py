"""Reading what Perspective's clients really send: both spellings of names, unquoted keys, trailing commas."""

import json
from typing import Any, Final

import pyjson5
from django.conf import settings

from rejoinder.interop.perspective.errors import bad_json

RELAXED_LIMIT_CHARS: Final = 65_536
DEPTH_LIMIT: Final = 30


def read_json(body: bytes) -> dict[str, Any]:
    """The request's object, names in camelCase at every level, null members left out.

    Strict JSON first; then, for short bodies, what JavaScript would take (unquoted keys, trailing commas).

    Raises:
        PerspectiveError: 400 in Google's words.
    """
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise bad_json("Invalid UTF-8.") from None
    try:
        parsed = json.loads(text)
    except ValueError:
        parsed = _relaxed(text)
    except RecursionError:
        raise bad_json("Nested too deeply.") from None
    if not isinstance(parsed, dict):
        raise bad_json("Root element must be a message.")
    camel = _camel(parsed, 0)
    assert isinstance(camel, dict)  # noqa: S101 - a dict stays one
    return camel


def _relaxed(text: str) -> Any:
    if len(text) > RELAXED_LIMIT_CHARS or settings.ENVIRONMENT.perspective_strict:
        raise bad_json("Unexpected token.")
    try:
        return pyjson5.decode(text, maxdepth=DEPTH_LIMIT)
    except pyjson5.Json5DecoderException:
        raise bad_json("Unexpected token.") from None


def _camel(value: Any, depth: int, *, names: bool = True) -> Any:
    if depth > DEPTH_LIMIT:
        raise bad_json("Nested too deeply.")
    if isinstance(value, dict):
        members = ((str(key), member) for key, member in value.items())
        return {
            (_camel_name(key) if names else key): _camel(
                member, depth + 1, names=_camel_name(key) not in ("requestedAttributes", "attributeScores") or not names
            )
            for key, member in members
            if member is not None or not names
        }
    if isinstance(value, list):
        return [_camel(member, depth + 1) for member in value]
    return value


def _camel_name(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part[:1].upper() + part[1:] for part in rest)
