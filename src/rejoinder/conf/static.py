"""How static files are named: by their content, also where one script of ours brings another."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

_IMPORTS = CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1]


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Whitenoise's, with the imports of the element's modules rewritten to hashed names, so that all of them can be
    kept for ever. Django's own switch for it rewrites every script, those of packages that can't bear it included.
    """

    patterns = (*CompressedManifestStaticFilesStorage.patterns, ("widget/*.js", _IMPORTS))
