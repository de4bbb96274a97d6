"""Files that commands of the engine take: guidelines and articles."""

from pathlib import Path
from typing import TYPE_CHECKING

from rejoinder.cli.console import fail

if TYPE_CHECKING:
    from rejoinder.engine import ArticleText, GuidelineSet


def guidelines_from(path: Path | None) -> "GuidelineSet":
    """The guidelines of a file, the built-in ones without one; what is wrong in the file ends the command."""
    from rejoinder.engine import EngineError
    from rejoinder.engine.guidelines import default_guidelines, load_guidelines

    try:
        return load_guidelines(path) if path else default_guidelines()
    except EngineError as error:
        fail(f"\n{error}", status=1)


def article_from(path: Path) -> "ArticleText":
    """The article of a file: HTML, JSON or plain text; what can't be read ends the command."""
    from rejoinder.engine import ArticleText, EngineError
    from rejoinder.intake import read_source
    from rejoinder.intake.errors import IntakeError

    try:
        article = read_source(path).article
    except (IntakeError, EngineError) as error:
        fail(f"{path}: {error} [{error.code}]", status=1)
    return ArticleText(
        title=article.title,
        paragraphs=article.paragraphs,
        section=article.section,
        caption="\n".join(caption.text for caption in article.captions),
    )
