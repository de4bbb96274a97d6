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
) -> None:
    """Write a site's comments with their decisions to stdout, one JSON line each, oldest first.

    Example:

        $ rejoinder export > comments.jsonl
    """
    start_django()
    require_migrated()
    from rejoinder.transfer.exports import exported_comments

    with progress("Exporting") as bar:
        for comment in exported_comments(chosen_site(site), only_published=published):
            sys.stdout.write(json.dumps(comment, ensure_ascii=False) + "\n")
            bar.advance(bar.task_ids[0])
