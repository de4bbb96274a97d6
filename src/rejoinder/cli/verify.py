"""``rejoinder verify``."""

from functools import partial

import typer

from rejoinder.cli.console import fail, progress
from rejoinder.cli.django import require_migrated, start_django
from rejoinder.cli.sites import chosen_site


def verify(site: str = typer.Option("", help="Only this site; all of them if left out.")) -> None:
    """Recompute the promise: every body's hash, every site's chain of decisions, every published page.

    Prints what was checked. Exits with 1 at the first mismatch and names it.

    Example:

        $ rejoinder verify
    """
    start_django()
    require_migrated()
    from django.conf import settings

    from rejoinder.comments.models import Site
    from rejoinder.moderation.verifying import Mismatch, verify_guards, verify_site
    from rejoinder.publishing.verifying import verify_pages

    sites = [chosen_site(site)] if site else list(Site.objects.order_by("key"))
    try:
        typer.echo(f"database guards: {verify_guards()} in place")
        for row in sites:
            with progress(f"Verifying {row.key}") as bar:
                counts = verify_site(row, advance=partial(bar.advance, bar.task_ids[0]))
                pages = verify_pages(row, root=settings.ENVIRONMENT.pages)
            typer.echo(
                f"{row.key}: {counts.bodies} bodies, {counts.decisions} decisions, {pages} published files; "
                f"chain ends with {counts.chain_end}"
            )
    except Mismatch as mismatch:
        typer.echo(f"MISMATCH {mismatch}", err=True)
        raise typer.Exit(1) from None
    except OSError as error:
        fail(f"published pages can't be read: {error.strerror}")
    typer.echo("all is as it was written")
