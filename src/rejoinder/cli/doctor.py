"""``rejoinder doctor``: is a drop-in endpoint ready for the callers of what it replaces; can pages be kept?"""

from enum import StrEnum
from typing import TYPE_CHECKING

import typer

from rejoinder.cli.console import fail
from rejoinder.cli.django import require_migrated, start_django

if TYPE_CHECKING:
    from rejoinder.cli.doctor_calls import Calls


class Predecessor(StrEnum):
    """The service that callers come from."""

    PERSPECTIVE = "perspective"
    CORAL = "coral"
    AKISMET = "akismet"
    OPENAI = "openai"


def doctor(
    predecessor: Predecessor = typer.Option(Predecessor.PERSPECTIVE, "--from", help="The service that is replaced."),
    url: str = typer.Option("http://127.0.0.1:8000", help="Where Rejoinder is served, as its callers reach it."),
    key: str = typer.Option("", help="An API key, made with rejoinder key add; for Akismet with --short."),
    secret: str = typer.Option(
        "", envvar="REJOINDER_CORAL_SIGNING_SECRET", help="For Coral in place of a key: its signing secret."
    ),
    pages: bool = typer.Option(
        False, "--pages", help="Instead: try where published pages lie (REJOINDER_PAGES_URL, or the data directory)."
    ),
) -> None:
    """Send a running server the calls that callers of the old service send, and compare the answers with its contract.

    Prints a line for each call and ready. Exits with 1 when an answer is not as callers expect it. With --pages a file
    is written, read, listed and removed where published pages lie.

    Examples:

        $ rejoinder doctor --from perspective --url https://comments.example.org --key KEY

        $ rejoinder doctor --from coral --url https://comments.example.org --secret empsec_…

        $ rejoinder doctor --pages
    """
    if pages:
        _pages()
        return
    import httpx

    from rejoinder.cli.doctor_calls import Unexpected

    authority = secret.split(",")[0].strip() if predecessor is Predecessor.CORAL else key
    if not authority:
        fail("give --secret, as Coral shows it" if predecessor is Predecessor.CORAL else "give --key", status=2)
    calls, wrong = _calls(predecessor, authority), 0
    params = {"key": key} if predecessor is Predecessor.PERSPECTIVE else {}
    with httpx.Client(base_url=url.rstrip("/"), params=params, timeout=10) as client:
        for name, call in calls.items():
            try:
                call(client)
            except httpx.TransportError as error:
                fail(f"{url} can't be reached: {error or type(error).__name__}", status=1)
            except Unexpected as unexpected:
                wrong += 1
                typer.echo(f"wrong  {name}: {unexpected}")
            else:
                typer.echo(f"ok     {name}")
    if wrong:
        typer.echo(f"not ready: {wrong} of {len(calls)} answers are not as {predecessor.title()}'s callers expect them")
        raise typer.Exit(1)
    typer.echo("ready")


def _pages() -> None:
    start_django()
    require_migrated()
    from django.conf import settings

    from rejoinder.cli.doctor_pages import checks, place_of
    from rejoinder.comments.models import Article

    root = settings.ENVIRONMENT.pages
    typer.echo(f"pages  {place_of(root)}")
    try:
        for name, wrong in checks(root):
            typer.echo(f"wrong  {name}: {wrong}" if wrong else f"ok     {name}")
            if wrong:
                raise typer.Exit(1)
    except OSError as error:
        typer.echo(f"wrong  {error.strerror}")
        typer.echo("not ready: readers get pages from the database meanwhile, and articles wait to be published")
        raise typer.Exit(1) from None
    waiting = Article.objects.stale().count()
    typer.echo(f"{'wait ' if waiting else 'ok   '}  articles that wait to be published: {waiting}")
    typer.echo("ready")


def _calls(predecessor: Predecessor, authority: str) -> "Calls":
    from rejoinder.cli import doctor_akismet, doctor_coral, doctor_openai, doctor_perspective

    if predecessor is Predecessor.CORAL:
        return doctor_coral.calls(authority)
    if predecessor is Predecessor.AKISMET:
        return doctor_akismet.calls(authority)
    if predecessor is Predecessor.OPENAI:
        return doctor_openai.calls(authority)
    return doctor_perspective.CALLS
