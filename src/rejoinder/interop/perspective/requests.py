"""An analyze request, checked."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings

from rejoinder.interop.perspective.attributes import MAPPED, UNMAPPED, base_name
from rejoinder.interop.perspective.errors import TEXT_LIMIT_BYTES, bad_json, invalid, too_long, unknown_field

_TEXT_TYPES: Final = ("TEXT_TYPE_UNSPECIFIED", "PLAIN_TEXT", "HTML")
_SCORE_TYPES: Final = ("SCORE_TYPE_UNSPECIFIED", "PROBABILITY", "STD_DEV_SCORE", "PERCENTILE", "RAW")
"""In the order of their numbers, by which proto3 JSON may name them too."""
_ANSWERED_TYPES: Final = _SCORE_TYPES[:2]

_KNOWN: Final = frozenset(
    {"comment", "context", "requestedAttributes", "languages", "doNotStore", "clientToken", "sessionId", "communityId"}
    | {"spanAnnotations", "dropUnsupportedAttributes"}
)
_ATTRIBUTES_LIMIT: Final = 100


@dataclass(frozen=True, slots=True)
class AnalyzeRequest:
    """``thresholds`` has each requested attribute, under the name it was asked by; None: no threshold."""

    text: str
    html: bool
    thresholds: Mapping[str, float | None]
    languages: tuple[str, ...]
    article: tuple[str, ...]
    parent: str | None
    spans: bool
    drop_unsupported: bool
    client_token: str | None


def read_analyze(fields: Mapping[str, Any]) -> AnalyzeRequest:
    """The request. Fields that we don't know are ignored, unless we are to be as strict as Google.

    Raises:
        PerspectiveError: 400 in Google's words.
    """
    for name in fields if settings.ENVIRONMENT.perspective_strict else ():
        if name not in _KNOWN:
            raise unknown_field(name)
    text, html = read_comment(fields)
    _flag(fields.get("doNotStore"))
    article, parent = _context(fields.get("context") or {})
    return AnalyzeRequest(
        text=text,
        html=html,
        thresholds=_attributes(fields.get("requestedAttributes")),
        languages=read_languages(fields.get("languages")),
        article=article,
        parent=parent,
        spans=_flag(fields.get("spanAnnotations")),
        drop_unsupported=_flag(fields.get("dropUnsupportedAttributes")),
        client_token=read_token(fields),
    )


def read_comment(fields: Mapping[str, Any]) -> tuple[str, bool]:
    """The comment's text, 1 to 20 480 bytes of UTF-8, and whether it is HTML."""
    entry = fields.get("comment")
    if not isinstance(entry, dict):
        raise invalid("Comment must be non-empty.", "COMMENT_EMPTY")
    kind = _enumerated(entry.get("type"), _TEXT_TYPES)
    if kind is None:
        raise invalid("Unknown text type")
    if kind == "HTML" and settings.ENVIRONMENT.perspective_strict:
        raise invalid("Currently, only 'PLAIN_TEXT' comments are supported")
    text = _text(entry)
    if not text.strip():
        raise invalid("Comment must be non-empty.", "COMMENT_EMPTY")
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > TEXT_LIMIT_BYTES:
        raise too_long(size)
    return text, kind == "HTML"


def read_languages(value: Any) -> tuple[str, ...]:
    """The caller's languages; one may come as a bare string."""
    languages = [value] if isinstance(value, str) else value or []
    if not isinstance(languages, list) or not all(isinstance(language, str) for language in languages):
        raise bad_json("Invalid value at 'languages'.")
    return tuple(languages)


def read_token(fields: Mapping[str, Any]) -> str | None:
    """The token to echo."""
    token = fields.get("clientToken")
    if token is not None and not isinstance(token, str):
        raise bad_json("Invalid value at 'client_token' (TYPE_STRING).")
    return token


def _attributes(value: Any) -> dict[str, float | None]:
    if not isinstance(value, dict) or not value:
        raise invalid("Missing requested_attributes", "NO_REQUESTED_ATTRIBUTES")
    if len(value) > _ATTRIBUTES_LIMIT:
        raise invalid("Too many requested attributes")
    thresholds: dict[str, float | None] = {}
    for name, options in value.items():
        if base_name(name) not in MAPPED and base_name(name) not in UNMAPPED:
            raise invalid(f"Unknown requested attribute: {name}")
        if options is not None and not isinstance(options, dict):
            raise bad_json("Invalid value at 'requested_attributes'.")
        thresholds[name] = _threshold(name, options or {})
    return thresholds


def _threshold(name: str, options: Mapping[str, Any]) -> float | None:
    given = options.get("scoreType")
    kind = _enumerated(given, _SCORE_TYPES)
    if kind not in _ANSWERED_TYPES:
        raise invalid(f"Requested score type {kind or 'UNKNOWN'} is not supported by attribute {name}")
    value = options.get("scoreThreshold")
    return None if value is None else read_number(value, "score_threshold")


def _enumerated(value: Any, names: tuple[str, ...]) -> str | None:
    """The name of an enum's value, given by name or number; the first when absent, None when it is no such value."""
    if value is None:
        return names[0]
    if isinstance(value, int) and not isinstance(value, bool):
        return names[value] if 0 <= value < len(names) else None
    return value if isinstance(value, str) and value in names else None


def read_number(value: Any, field: str) -> float:
    """A finite number, which proto3 JSON may also write as a string."""
    try:
        number = float(value) if isinstance(value, int | float | str) and not isinstance(value, bool) else math.nan
    except (ValueError, OverflowError):
        number = math.nan
    if not math.isfinite(number):
        raise bad_json(f"Invalid value at '{field}' (TYPE_FLOAT).")
    return number


def _context(value: Any) -> tuple[tuple[str, ...], str | None]:
    """Article and parent. Of plain entries the last is what is answered, the ones before it are the article."""
    if not isinstance(value, dict):
        raise bad_json("Invalid value at 'context'.")
    entries, pair = value.get("entries"), value.get("articleAndParentComment")
    if entries and pair:
        raise invalid("Context can have either entries or article_and_parent_comment, but both fields were populated.")
    if pair:
        if not isinstance(pair, dict):
            raise bad_json("Invalid value at 'context'.")
        article, parent = pair.get("article"), pair.get("parentComment")
        return (_paragraphs(_text(article)) if article else ()), (_text(parent) if parent else None)
    texts = [_text(entry) for entry in entries or []] if isinstance(entries or [], list) else [_text(None)]
    if len(texts) < 2:
        return tuple(p for text in texts for p in _paragraphs(text)), None
    return tuple(p for text in texts[:-1] for p in _paragraphs(text)), texts[-1]


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.splitlines() if line.strip())


def _text(entry: Any) -> str:
    if not isinstance(entry, dict) or not isinstance(entry.get("text", ""), str):
        raise bad_json("Invalid value at 'text' (TYPE_STRING).")
    text: str = entry.get("text", "")
    return text


def _flag(value: Any) -> bool:
    if value is None or isinstance(value, bool):
        return bool(value)
    if value in ("true", "false"):
        return bool(value == "true")
    raise bad_json("Invalid value (TYPE_BOOL).")
