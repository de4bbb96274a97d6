"""``rejoinder site``."""

import typer

from rejoinder.cli import site_login
from rejoinder.cli.console import fail
from rejoinder.cli.django import require_migrated, start_django
from rejoinder.cli.site_set import set_site
from rejoinder.cli.sites import check_place

app = typer.Typer(help="Sites: publications with their own guidelines.", no_args_is_help=True)
app.command("set")(set_site)
app.add_typer(site_login.app, name="login")


@app.command("add")
def add(
    key: str = typer.Argument(help="Short name for addresses and commands, such as daily-star."),
    name: str = typer.Option(..., help="The publication's name, as readers know it."),
    language: str = typer.Option("en", help="Language of the pages: en, ar, ckb, kmr, tr, fa."),
    time_zone: str = typer.Option("UTC", help="Time zone of the dates shown, such as Asia/Baghdad."),
) -> None:
    """Add a site. It starts with the built-in guidelines; until you set a policy the machine decides nothing.

    Example:

        $ rejoinder site add daily-star --name "The Daily Star" --language ar --time-zone Asia/Baghdad
    """
    start_django()
    require_migrated()
    from django.core.validators import slug_re
    from django.utils import timezone

    from rejoinder.comments.models import Site
    from rejoinder.moderation.services.sites import add_site

    if not slug_re.fullmatch(key) or len(key) > 64:
        fail(f"{key!r} can't be a site's key; it should be letters a to z, digits, - and _, such as daily-star")
    check_place(language, time_zone)
    if Site.objects.filter(key=key).exists():
        fail(f"there is already a site {key!r}")
    add_site(key=key, name=name, language=language, time_zone=time_zone, now=timezone.now())
    typer.echo(f"Site {key} added.")


@app.command("list")
def list_sites() -> None:
    """List the sites, their languages and how many comments wait at their desks.

    Example:

        $ rejoinder site list
    """
    start_django()
    require_migrated()
    from rejoinder.comments.models import Comment, Site

    for site in Site.objects.order_by("key"):
        waiting = Comment.objects.pending().filter(site=site).count()
        typer.echo(f"{site.key}\t{site.language}\t{waiting} waiting\t{site.name}")
