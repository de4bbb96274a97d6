"""Which renderer wrote a page: when it changes, pages are made anew."""

import hashlib
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings

from rejoinder import __version__

_ROOT = Path(__file__).parent.parent
_WHAT_PAGES_ARE_MADE_OF = ("publishing", "widget/static", "locale")


def renderer_version() -> str:
    """The package's version, and 12 digits over everything that shapes a page: templates, code, assets, catalogues, and
    the settings that stand in it.
    """
    environment = settings.ENVIRONMENT
    return _version(environment.base_url, environment.comment_limit_chars)


@lru_cache(maxsize=8)
def _version(base_url: str, limit_chars: int) -> str:
    shape = f"{_files()} {base_url} {limit_chars}"
    return f"{__version__}+{hashlib.sha256(shape.encode()).hexdigest()[:12]}"


@cache
def _files() -> str:
    digest = hashlib.sha256()
    for folder in _WHAT_PAGES_ARE_MADE_OF:
        for path in sorted((_ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix in {".html", ".py", ".css", ".js", ".mo"}:
                digest.update(str(path.relative_to(_ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
