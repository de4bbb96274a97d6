"""``/embed/loader.js``: the one script of a publisher's page; what it brings never changes."""

import json
import re
from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from rejoinder.publishing.conditional import conditional

_LOADER = Path(__file__).parent / "static" / "widget" / "loader.js"
_NAMED = re.compile(r'"@([\w-]+\.(?:js|css))"')
"""How the loader's text names what it brings."""
_FRESH_S = 300
"""Seconds after which a browser asks again: how long a new release takes to reach open newspapers."""


@gzip_page
@require_safe
def loader(request: HttpRequest) -> HttpResponse:
    """The loader, with the addresses of this release's element and style sheets in it."""
    content = _loader()
    kept = f"public, max-age={_FRESH_S}"
    response = conditional(request, content, content_type="text/javascript; charset=utf-8", cache_control=kept)
    # A module of another origin is only run where its server allows it (HTML standard, 8.1.3.1).
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _loader() -> bytes:
    return _NAMED.sub(lambda match: json.dumps(static(f"widget/{match[1]}")), _text()).encode()


@cache
def _text() -> str:
    return _LOADER.read_text(encoding="utf-8")
