"""A guideline set as a file."""

from collections.abc import Mapping
from typing import Any, Final

import yaml

from rejoinder.engine.guidelines.model import Guideline, GuidelineSet

WIDTH: Final = 110
"""Columns at which long texts are folded."""


def dump_guidelines(guidelines: GuidelineSet) -> str:
    """The set as YAML that ``parse_guidelines`` reads back equal."""
    document: dict[str, Any] = {"version": guidelines.version, "source": guidelines.source}
    if guidelines.publisher_names:
        document["publisher_names"] = list(guidelines.publisher_names)
    document["guidelines"] = [_entry(guideline) for guideline in guidelines.guidelines]
    return yaml.dump(document, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH)


def _entry(guideline: Guideline) -> dict[str, Any]:
    entry: dict[str, Any] = {"key": guideline.key, "role": guideline.role}
    if guideline.family:
        entry["family"] = guideline.family
    if guideline.kinds:
        entry["kinds"] = list(guideline.kinds)
    if guideline.words:
        entry["words"] = guideline.words
    texts: tuple[tuple[str, Mapping[str, str]], ...] = (
        ("title", guideline.title),
        ("text", guideline.text),
        ("rejection", guideline.rejection),
    )
    for name, by_language in texts:
        if by_language:
            entry[name] = dict(by_language)
    return entry


class _Dumper(yaml.SafeDumper):
    """SafeDumper that never writes anchors: a text used twice is written twice, for the people who edit the file."""

    def ignore_aliases(self, data: Any) -> bool:
        return True
