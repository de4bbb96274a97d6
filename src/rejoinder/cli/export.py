"""``rejoinder export``."""

import json
import sys

import typer

from rejoinder.cli.console import progress
from rejoinder.cli.django import require_migrated, start_django
from rejoinder.cli.sites import chosen_site


def export(
    site: str = typer.Option("", help="The site's key; the first site if left out."),
    published: bool = typer.Option(False, help="Only what readers can read."),
    feedback: bool = typer.Option(False, help="What callers of the drop-in endpoints reported back, not comments."),
) -> None:
    """Write a site's comments with their decisions to stdout, one JSON line each, oldest first.

    Example:

        $ rejoinder export > comments.jsonl

        $ rejoinder export --feedback > feedback.jsonl
    """
    start_django()
    require_migrated()
    from rejoinder.transfer.exports import exported_comments, exported_feedback

    row = chosen_site(site)
    lines = exported_feedback(row) if feedback else exported_comments(row, only_published=published)
    with progress("Exporting") as bar:
        for line in lines:
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
            bar.advance(bar.task_ids[0])
