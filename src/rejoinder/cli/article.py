"""``rejoinder article``."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from rejoinder.cli.console import counted, fail, messages
from rejoinder.cli.django import require_migrated, start_django
from rejoinder.cli.sites import chosen_site

if TYPE_CHECKING:
    from rejoinder.comments.models import Article
    from rejoinder.intake import Intake

app = typer.Typer(help="Articles: what readers comment on.", no_args_is_help=True)


@app.command("add")
def add(
    source: str = typer.Argument(metavar="PATH|URL", help="An HTML page, a CMS's JSON, or a raw page as plain text."),
    as_json: bool = typer.Option(False, "--json", help="Print the article as JSON."),
    key: str = typer.Option("", help="The publisher's own key; made from the article if left out."),
    site: str = typer.Option("", help="The site's key; the first site if left out."),
    private_network: bool = typer.Option(False, help="Allow an address inside your own network."),
) -> None:
    """Take an article in. Comment rules found on the page become a proposal for an editor to confirm.

    Examples:

        $ rejoinder article add page.html

        $ rejoinder article add https://news.example/iraq/green-zone --json
    """
    start_django()
    require_migrated()
    from django.utils import timezone

    from rejoinder.comments.errors import ArticleKeyTaken, BadArticle
    from rejoinder.comments.services.articles import take_article_in
    from rejoinder.moderation.services.guidelines import propose_guidelines

    row = chosen_site(site)
    intake = _read(source, private_network)
    try:
        article, is_new = take_article_in(site=row, source=intake.article, key=key)
    except (ArticleKeyTaken, BadArticle) as error:
        fail(error.text())
    proposal = None
    if intake.guidelines is not None:
        origin = article.url or Path(source).name
        proposal = propose_guidelines(site=row, guidelines=intake.guidelines, source=origin, now=timezone.now())
    if as_json:
        typer.echo(json.dumps(_as_dict(article), ensure_ascii=False, indent=2))
        return
    typer.echo(f"{'Added' if is_new else 'Already there'}: {article.key}")
    typer.echo(article.label)
    place = article.dateline_place or "-"
    typer.echo(f"{counted(len(article.paragraphs), 'paragraph')}; section {article.section or '-'}; dateline {place}")
    if proposal is not None and proposal.confirmed_at is None:
        messages.print(
            f"The page states comment rules: proposed as guidelines {proposal.version}; confirm them at the desk."
        )


def _read(source: str, private_network: bool) -> "Intake":
    from rejoinder.engine import EngineError
    from rejoinder.intake import fetch_page, read_source
    from rejoinder.intake.errors import IntakeError

    try:
        if source.startswith(("http://", "https://")):
            content, url, content_type = fetch_page(source, allow_private=private_network)
            return read_source(content, url=url, content_type=content_type)
        return read_source(Path(source))
    except (IntakeError, EngineError) as error:
        fail(f"{source}: {error} [{error.code}]")


def _as_dict(article: "Article") -> dict[str, Any]:
    names = (
        "key", "url", "title", "label", "section", "byline", "dateline_place", "language", "captions", "paragraphs",
        "source_kind",
    )  # fmt: skip
    fields = {name: getattr(article, name) for name in names}
    return {**fields, "published_at": article.published_at.isoformat() if article.published_at else None}


@app.command("close")
def close(key: str = typer.Argument(help="The article's key.")) -> None:
    """Take no more comments on an article.

    Example:

        $ rejoinder article close green-zone-1a2b3c4d
    """
    _set_open(key, False)


@app.command("open")
def open_(key: str = typer.Argument(help="The article's key.")) -> None:
    """Take comments on an article again.

    Example:

        $ rejoinder article open green-zone-1a2b3c4d
    """
    _set_open(key, True)


def _set_open(key: str, is_open: bool) -> None:
    start_django()
    require_migrated()
    from rejoinder.comments.errors import ArticleNotFound
    from rejoinder.comments.services.articles import set_article_open

    try:
        set_article_open(key=key, is_open=is_open)
    except ArticleNotFound as error:
        fail(error.text(), status=1)
    typer.echo(f"{key} is {'open' if is_open else 'closed'}.")
