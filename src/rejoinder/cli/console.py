"""What commands print: results to stdout, everything else to stderr."""

import sys
from typing import NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

messages = Console(stderr=True, highlight=False)


def fail(message: str, *, status: int = 2) -> NoReturn:
    """Ends the command with a message and a status that a script can read."""
    typer.echo(f"rejoinder: {message}", err=True)
    raise typer.Exit(status)


def progress(description: str, total: int | None = None) -> Progress:
    """A progress bar on stderr; silent when stderr is no terminal."""
    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=messages,
        disable=not sys.stderr.isatty(),
        transient=True,
    )
    bar.add_task(description, total=total)
    return bar


def counted(number: int, thing: str, things: str = "") -> str:
    """``1 paragraph``, ``2 paragraphs``."""
    return f"{number} {thing if number == 1 else things or thing + 's'}"
