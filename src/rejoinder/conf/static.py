"""How static files are kept: named by their content, and the modules of the comment section as two files."""

import re
from fnmatch import fnmatch
from typing import Any, Final

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

from rejoinder.conf.joined import ENTRIES, joined_modules

_MODULES: Final = "widget/*.js"
_IMPORTS: Final = CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1]
_COMMENT: Final = re.compile(r"/\*\*.*?\*/[ \n]?|^[ \t]*//[^\n]*\n|^[ \t]+|^\n", re.DOTALL | re.MULTILINE)


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Whitenoise's, with the imports of the element's modules rewritten to hashed names, so that all of them can be
    kept for ever. Django's own switch for it rewrites every script, those of packages that can't bear it included.
    """

    patterns = (*CompressedManifestStaticFilesStorage.patterns, (_MODULES, _IMPORTS))

    def post_process(self, paths: dict[str, Any], *arguments: Any, **options: Any) -> Any:
        """What the loader brings is named by all that stands in it; the modules stay beside it, each by itself."""
        return super().post_process(paths | _joined(paths), *arguments, **options)

    def _save(self, name: str, content: Any) -> Any:
        if fnmatch(name, _MODULES):
            content.seek(0)  # whoever hashed it has read it to its end
            content = ContentFile(lightened(content.read()))
        return super()._save(name, content)


def _joined(paths: dict[str, Any]) -> dict[str, Any]:
    """The joined modules, as Django's ``paths`` says where files are read from."""

    def read(name: str) -> str:
        storage, path = paths[f"widget/{name}.js"]
        with storage.open(path) as file:
            return str(file.read().decode("utf-8"))

    if not all(f"widget/{entry}.js" in paths for entry in ENTRIES):
        return {}
    made, found = InMemoryStorage(), {}
    for entry, text in joined_modules(read).items():
        path = f"widget/{entry}.js"
        made.save(path, ContentFile(text.encode("utf-8")))
        found[path] = (made, path)
    return found


def lightened(script: bytes) -> bytes:
    """A module as readers get it: without the comments and the indentation that are there for us.

    It is no minifier: it knows only how our own modules are written, with no line of a string or template that looks
    like a comment.
    """
    return _COMMENT.sub("", script.decode("utf-8")).encode("utf-8")
