"""The keyword tables of ``words/``, compiled."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

import yaml

from rejoinder.engine.errors import MissingResource
from rejoinder.intake.folding import bare, folded

LANGUAGES: Final = ("en", "ar", "ckb", "kmr", "tr", "fa")
Patterns = tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """What pages in one language say around an article; the fields are described in ``words/README.md``."""

    language: str
    comments_heading: frozenset[str]
    post_comment: frozenset[str]
    furniture: frozenset[str]
    furniture_starts: tuple[str, ...]
    related_heading: frozenset[str]
    credit: tuple[str, ...]
    byline: tuple[str, ...]
    comment: re.Pattern[str]
    moderates: Patterns
    intro: Patterns
    welcomes: dict[str, Patterns]
    procedure: dict[str, Patterns]
    prohibitions: dict[str, Patterns]
    kinds: dict[str, Patterns]
    publisher: Patterns
    joint: tuple[str, ...]


@cache
def tables() -> tuple[Table, ...]:
    """Every table, in the order of LANGUAGES.

    Raises:
        MissingResource: one is gone from the installation.
    """
    return tuple(_table(language) for language in LANGUAGES)


def _table(language: str) -> Table:
    try:
        content = files(__package__).joinpath("words", f"{language}.yaml").read_text(encoding="utf-8")
    except OSError as error:
        raise MissingResource(f"intake/words/{language}.yaml") from error
    data: dict[str, Any] = yaml.load(content, Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader makes text only
    return Table(
        language,
        comments_heading=_lines(data["comments_heading"]),
        post_comment=_lines(data["post_comment"]),
        furniture=_lines(data["furniture"]),
        furniture_starts=tuple(folded(start) for start in data["furniture_starts"]),
        related_heading=_lines(data["related_heading"]),
        credit=tuple(sorted(data["credit"], key=len, reverse=True)),
        byline=tuple(data["byline"]),
        comment=re.compile(folded(data["comment"])),
        moderates=_patterns(data["moderates"]),
        intro=_patterns(data["intro"]),
        welcomes={key: _patterns(value) for key, value in data["welcomes"].items()},
        procedure={key: _patterns(value) for key, value in data["procedure"].items()},
        prohibitions={key: _patterns(value) for key, value in data["prohibitions"].items()},
        kinds={key: _patterns(value) for key, value in data["kinds"].items()},
        publisher=tuple(re.compile(pattern) for pattern in data["publisher"]),
        joint=tuple(folded(word) for word in data["joint"]),
    )


def _lines(entries: list[str]) -> frozenset[str]:
    return frozenset(bare(entry) for entry in entries)


def _patterns(entries: list[str]) -> Patterns:
    return tuple(re.compile(folded(entry)) for entry in entries)
