"""What the doctor's calls of every protocol have in common."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import httpx

INSULT: Final = "You are a stupid idiot."
THANKS: Final = "Thank you for this careful report."

Calls = Mapping[str, Callable[[httpx.Client], None]]
"""By what they ask. Each raises Unexpected, or httpx.TransportError when nobody answers."""


class Unexpected(Exception):
    """An answer that callers would stumble over; says what was expected and what came."""


def expect(holds: bool, otherwise: str) -> None:
    """Raises Unexpected unless it holds."""
    if not holds:
        raise Unexpected(otherwise)


def ok(response: httpx.Response) -> dict[str, Any]:
    """The JSON object of a 200."""
    expect(response.status_code == 200, f"should be answered 200; got {brief(response)}")
    return json_object(response)


def json_object(response: httpx.Response) -> dict[str, Any]:
    """The JSON object of any answer."""
    try:
        parsed = response.json()
    except ValueError:
        parsed = None
    if not isinstance(parsed, dict):
        raise Unexpected(f"should be answered with a JSON object; got {brief(response)}")
    return parsed


def brief(response: httpx.Response) -> str:
    """An answer in one line."""
    return f"{response.status_code} {' '.join(response.text[:120].split())}".strip()
