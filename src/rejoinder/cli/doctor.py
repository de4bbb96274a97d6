"""``rejoinder doctor``: is a drop-in endpoint ready for the callers of what it replaces?"""

from enum import StrEnum

import typer

from rejoinder.cli.console import fail


class Predecessor(StrEnum):
    """The service that callers come from."""

    PERSPECTIVE = "perspective"


def doctor(
    predecessor: Predecessor = typer.Option(Predecessor.PERSPECTIVE, "--from", help="The service that is replaced."),
    url: str = typer.Option("http://127.0.0.1:8000", help="Where Rejoinder is served, as its callers reach it."),
    key: str = typer.Option(..., help="An API key, made with rejoinder key add."),
) -> None:
    """Send a running server the calls that callers of the old service send, and compare the answers with its contract.

    Prints a line for each call and ready. Exits with 1 when an answer is not as callers expect it.

    Example:

        $ rejoinder doctor --from perspective --url https://comments.example.org --key KEY
    """
    import httpx

    from rejoinder.cli.doctor_perspective import CALLS, Unexpected

    wrong = 0
    with httpx.Client(base_url=url.rstrip("/"), params={"key": key}, timeout=10) as client:
        for name, call in CALLS.items():
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
        typer.echo(f"not ready: {wrong} of {len(CALLS)} answers are not as {predecessor.title()}'s callers expect them")
        raise typer.Exit(1)
    typer.echo("ready")
