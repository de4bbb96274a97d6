"""Guidelines: the model, the files they are written in, and the set Rejoinder ships with.

A guideline file is YAML (JSON is read as well); see docs/reference/guideline-files.md. What a comment has to do
with a guideline is none of this package's business: that is for the checks.
"""

from rejoinder.engine.guidelines.builtin import default_guidelines
from rejoinder.engine.guidelines.dumping import dump_guidelines
from rejoinder.engine.guidelines.loading import load_guidelines, parse_guidelines
from rejoinder.engine.guidelines.model import (
    LABEL_OF,
    Guideline,
    GuidelineRole,
    GuidelineSet,
    content_version,
    in_language,
)

__all__ = [
    "LABEL_OF",
    "Guideline",
    "GuidelineRole",
    "GuidelineSet",
    "content_version",
    "default_guidelines",
    "dump_guidelines",
    "in_language",
    "load_guidelines",
    "parse_guidelines",
]
