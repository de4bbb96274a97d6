"""Google's partial responses: ``fields=attributeScores/TOXICITY/summaryScore,languages`` or ``attributeScores(X)``."""

import re
from collections.abc import Iterator
from typing import Any, Final

from rejoinder.interop.perspective.errors import PerspectiveError

MASK_LIMIT_CHARS: Final = 2_000
DEPTH_LIMIT: Final = 12
_TOKEN: Final = re.compile(r"\s*([^,/()\s]+|[,/()])\s*")

Mask = dict[str, "Mask"]
"""By member; an empty one means all of it."""


def masked(body: dict[str, Any], fields: str) -> dict[str, Any]:
    """The body's members that the mask names; all without a mask.

    Raises:
        PerspectiveError: 400 when it is no mask.
    """
    if not fields or fields == "*":
        return body
    if len(fields) > MASK_LIMIT_CHARS:
        raise _wrong()
    tokens = [found[1] for found in _TOKEN.finditer(fields)]
    if "".join(tokens) != "".join(fields.split()):
        raise _wrong()
    stream = iter([*tokens, ""])
    mask, end = _list(stream, 0)
    if end:
        raise _wrong()
    kept = _kept(body, mask)
    return kept if isinstance(kept, dict) else {}


def _list(stream: Iterator[str], depth: int) -> tuple[Mask, str]:
    """Names up to the end or a closing bracket, and which of them ended it."""
    if depth > DEPTH_LIMIT:
        raise _wrong()
    mask: Mask = {}
    while True:
        end = _path(stream, mask, depth)
        if end != ",":
            return mask, end


def _path(stream: Iterator[str], mask: Mask, depth: int) -> str:
    """One name with what lies below it, put into the mask; what came after it."""
    name = next(stream, "")
    if name in (",", "/", "(", ")", ""):
        raise _wrong()
    below: Mask = mask.setdefault(name, {})
    after = next(stream, "")
    if after == "/":
        if depth > DEPTH_LIMIT:
            raise _wrong()
        return _path(stream, below, depth + 1)
    if after == "(":
        inner, end = _list(stream, depth + 1)
        if end != ")":
            raise _wrong()
        below.update(inner)
        after = next(stream, "")
    if after not in (",", ")", ""):
        raise _wrong()
    return after


def _kept(value: Any, mask: Mask) -> Any:
    if not mask:
        return value
    if isinstance(value, list):
        return [_kept(item, mask) for item in value]
    if not isinstance(value, dict):
        return value
    if "*" in mask:
        return {name: _kept(member, mask["*"]) for name, member in value.items()}
    return {name: _kept(member, mask[name]) for name, member in value.items() if name in mask}


def _wrong() -> PerspectiveError:
    return PerspectiveError(400, "INVALID_ARGUMENT", "Invalid field selection.")
