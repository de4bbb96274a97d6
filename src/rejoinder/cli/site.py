"""``rejoinder site``."""

import typer

from rejoinder.cli.console import fail
from rejoinder.cli.django import require_migrated, start_django

app = typer.Typer(help="Sites: publications with their own guidelines.", no_args_is_help=True)


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
    from zoneinfo import available_timezones

    from django.conf import settings
    from django.core.validators import slug_re
    from django.utils import timezone

    from rejoinder.comments.models import Site
    from rejoinder.moderation.services.sites import add_site

    if not slug_re.fullmatch(key) or len(key) > 64:
        fail(f"{key!r} can't be a site's key; it should be letters a to z, digits, - and _, such as daily-star")
    if language not in dict(settings.LANGUAGES):
        fail(f"there is no language {language!r}; there are {', '.join(dict(settings.LANGUAGES))}")
    if time_zone not in available_timezones():
        fail(f"there is no time zone {time_zone!r}; it should be one such as Europe/Istanbul")
    if Site.objects.filter(key=key).exists():
        fail(f"there is already a site {key!r}")
    add_site(key=key, name=name, language=language, time_zone=time_zone, now=timezone.now())
    typer.echo(f"Site {key} added.")


@app.command("set")
def set_site(
    key: str = typer.Argument(help="The site's key."),
    promised_minutes: int = typer.Option(
        None, min=0, max=100_000, help="Within how many minutes a moderator reads what waits; 0 promises nothing."
    ),
    appeal_days: int = typer.Option(None, min=0, max=3650, help="For how many days readers may object to a rejection."),
) -> None:
    """Change what a site promises its readers. What is not named stays as it is.

    Example:

        $ rejoinder site set daily-star --promised-minutes 120 --appeal-days 183
    """
    start_django()
    require_migrated()
    from django.utils import timezone

    from rejoinder.cli.sites import chosen_site
    from rejoinder.moderation.services.sites import set_promises

    site = chosen_site(key)
    minutes = site.promised_minutes if promised_minutes is None else promised_minutes or None
    days = site.appeal_days if appeal_days is None else appeal_days
    set_promises(site=site, promised_minutes=minutes, appeal_days=days, now=timezone.now())
    promise = f"a moderator answers within {minutes} minutes" if minutes else "no promised time"
    typer.echo(f"{site.key}: {promise}; readers may object for {days} days.")


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
        waiting = Comment.objects.pending().filter(article__site=site).count()
        typer.echo(f"{site.key}\t{site.language}\t{waiting} waiting\t{site.name}")
