"""``rejoinder export``."""

import json
import sys
from collections.abc import Iterable, Mapping
from datetime import datetime

import typer

from rejoinder.cli.console import progress
from rejoinder.cli.django import require_migrated, start_django
from rejoinder.cli.sites import chosen_site

app = typer.Typer(invoke_without_command=True)


@app.callback()
def export(
    context: typer.Context,
    site: str = typer.Option("", help="The site's key; the first site if left out."),
    published: bool = typer.Option(False, help="Only what readers can read."),
    feedback: bool = typer.Option(False, help="What callers of the drop-in endpoints reported back, not comments."),
) -> None:
    """Write a site's comments with their decisions to stdout, one JSON line each, oldest first.

    Example:

        $ rejoinder export > comments.jsonl

        $ rejoinder export --feedback > feedback.jsonl
    """
    if context.invoked_subcommand is not None:
        return
    start_django()
    require_migrated()
    from rejoinder.transfer.exports import exported_comments, exported_feedback

    row = chosen_site(site)
    _write(exported_feedback(row) if feedback else exported_comments(row, only_published=published))


@app.command("statements")
def statements(
    site: str = typer.Argument(help="The site's key."),
    since: datetime = typer.Option(None, formats=["%Y-%m-%d"], help="Only decisions of this day (UTC) and later."),
) -> None:
    """Write a statement of reasons for each rejection and withdrawal to stdout, one JSON line each.

    The fields are those of the EU's DSA Transparency Database; none holds personal data or a reader's words.

    Example:

        $ rejoinder export statements daily-star --since 2026-11-01 > statements.jsonl
    """
    start_django()
    require_migrated()
    from django.conf import settings

    from rejoinder.transfer.statements import exported_statements

    first = since.date() if since else None
    _write(exported_statements(chosen_site(site), base_url=settings.ENVIRONMENT.base_url, since=first))


def _write(rows: Iterable[Mapping[str, object]]) -> None:
    with progress("Exporting") as bar:
        for row in rows:
            sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
            bar.advance(bar.task_ids[0])
