"""What is done with each row of an archive: everything a worker on any machine has to know."""

from dataclasses import dataclass, field
from pathlib import Path

from rejoinder.engine import ArticleText, GuidelineSet


@dataclass(frozen=True, slots=True)
class Columns:
    """How the source names its columns. Only ``text`` must be there."""

    text: str = "text"
    id: str = "id"
    language: str = "lang"
    parent: str = "parent"


@dataclass(frozen=True, slots=True)
class Job:
    """Source, target and rules of one run. With Ray both paths are read and written on every node."""

    source: Path
    target: Path
    guidelines: GuidelineSet
    columns: Columns = field(default_factory=Columns)
    article: ArticleText | None = None
    publisher_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """A part that was written: how many rows it has, and how many more failed."""

    part: int
    rows: int
    failed: int
