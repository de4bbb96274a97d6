"""``/embed/loader.js``: the one script of a publisher's page; what it brings never changes."""

import json
from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from rejoinder.publishing.conditional import conditional

_LOADER = Path(__file__).parent / "static" / "widget" / "loader.js"
_MODULES = ("element", "api", "comment", "dates", "dom", "keeping", "live", "thread")
_PLACES = {f"@{name}": f"{name}.js" for name in _MODULES} | {"@style": "element.css", "@writing": "element-writing.css"}
"""What the loader's text calls them, and their names."""
_FRESH_S = 300
"""Seconds after which a browser asks again: how long a new release takes to reach open newspapers."""


@require_safe
def loader(request: HttpRequest) -> HttpResponse:
    """The loader, with the addresses of this release's element and style sheets in it."""
    content = _loader(*(static(f"widget/{name}") for name in _PLACES.values()))
    kept = f"public, max-age={_FRESH_S}"
    response = conditional(request, content, content_type="text/javascript; charset=utf-8", cache_control=kept)
    # A module of another origin is only run where its server allows it (HTML standard, 8.1.3.1).
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@cache
def _loader(*addresses: str) -> bytes:
    text = _LOADER.read_text(encoding="utf-8")
    for place, address in zip(_PLACES, addresses, strict=True):
        text = text.replace(f'"{place}"', json.dumps(address))
    return text.encode()
