"""How static files are kept: named by their content, also where one script of ours brings another."""

import re
from fnmatch import fnmatch
from typing import Any, Final

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

_MODULES: Final = "widget/*.js"
_IMPORTS: Final = CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1]
_COMMENT: Final = re.compile(r"/\*\*.*?\*/[ \n]?|^[ \t]*//[^\n]*\n|^[ \t]+|^\n", re.DOTALL | re.MULTILINE)


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Whitenoise's, with the imports of the element's modules rewritten to hashed names, so that all of them can be
    kept for ever. Django's own switch for it rewrites every script, those of packages that can't bear it included.
    """

    patterns = (*CompressedManifestStaticFilesStorage.patterns, (_MODULES, _IMPORTS))

    def _save(self, name: str, content: Any) -> Any:
        if fnmatch(name, _MODULES):
            content.seek(0)  # whoever hashed it has read it to its end
            content = ContentFile(lightened(content.read()))
        return super()._save(name, content)


def lightened(script: bytes) -> bytes:
    """A module as readers get it: without the comments and the indentation that are there for us.

    It is no minifier: it knows only how our own modules are written, with no line of a string or template that looks
    like a comment.
    """
    return _COMMENT.sub("", script.decode("utf-8")).encode("utf-8")
