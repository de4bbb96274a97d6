"""What the documents show can be done as shown."""

import re
from pathlib import Path

from rejoinder.engine.guidelines import LABEL_OF, parse_guidelines
from rejoinder.intake import errors, read_source

DOCS = Path(__file__).parents[2] / "docs"
FILES = (DOCS / "reference" / "guideline-files.md").read_text(encoding="utf-8")
TAKING_IN = (DOCS / "how-to" / "take-an-article-in.md").read_text(encoding="utf-8")


def shown(page: str, language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", page, re.DOTALL)
    assert found is not None
    return found[1]


def test_the_guideline_file_shown_is_read() -> None:
    read = parse_guidelines(shown(FILES, "yaml"))
    assert [guideline.key for guideline in read.guidelines] == ["threats", "no_spoilers", "relevance"]


def test_the_article_shown_is_read() -> None:
    taken = read_source(shown(TAKING_IN, "json").encode())
    assert taken.article.key == "coast-4711"
    assert taken.guidelines is not None
    assert [g.key for g in taken.guidelines.guidelines] == ["threats", "commercial_promotion", "never_edited"]


def test_every_key_and_every_error_is_documented() -> None:
    assert all(f"`{key}`" in FILES for key in LABEL_OF)
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.IntakeError)]
    assert all(f"`{kind.code}`" in TAKING_IN for kind in kinds if kind is not errors.IntakeError)
