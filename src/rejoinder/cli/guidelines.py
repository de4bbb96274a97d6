"""``rejoinder guidelines``."""

from pathlib import Path

import typer

from rejoinder.cli.console import counted, fail
from rejoinder.cli.django import require_migrated, start_django
from rejoinder.cli.sites import chosen_site

app = typer.Typer(help="Guidelines: show, check, propose, confirm.", no_args_is_help=True)
SITE = typer.Option("", help="The site's key; the first site if left out.")


@app.command("default")
def default() -> None:
    """Print the built-in guidelines as a file to start from.

    Example:

        $ rejoinder guidelines default > guidelines.yaml
    """
    from rejoinder.engine.guidelines import default_guidelines, dump_guidelines

    typer.echo(dump_guidelines(default_guidelines()), nl=False)


@app.command("check")
def check(file: Path = typer.Argument(help="A guideline file (YAML or JSON).")) -> None:
    """Check a guideline file; every problem is named with its line and what would be right.

    Example:

        $ rejoinder guidelines check guidelines.yaml
    """
    from rejoinder.engine import EngineError
    from rejoinder.engine.guidelines import load_guidelines

    try:
        guidelines = load_guidelines(file)
    except EngineError as error:
        fail(f"\n{error}", status=1)
    typer.echo(f"{file}: {counted(len(guidelines.guidelines), 'guideline')}, no problems.")


@app.command("show")
def show(site: str = SITE, version: int = typer.Option(0, help="A version; the one in force if left out.")) -> None:
    """Print a site's guidelines, as a file.

    Example:

        $ rejoinder guidelines show --version 2
    """
    start_django()
    require_migrated()
    from rejoinder.moderation.models import GuidelineSet

    row = chosen_site(site)
    found = (
        GuidelineSet.objects.filter(site=row, version=version).first()
        if version
        else (GuidelineSet.objects.in_force(row))
    )
    if found is None:
        fail(f"{row.key} has no guidelines of version {version}", status=1)
    typer.echo(found.document, nl=False)


@app.command("list")
def list_sets(site: str = SITE) -> None:
    """List a site's guideline sets: proposed, in force, past.

    Example:

        $ rejoinder guidelines list
    """
    start_django()
    require_migrated()
    from rejoinder.moderation.models import GuidelineSet

    row = chosen_site(site)
    in_force = GuidelineSet.objects.in_force(row)
    for found in GuidelineSet.objects.filter(site=row).order_by("version"):
        state = "proposed" if found.confirmed_at is None else "past"
        state = "dismissed" if found.dismissed_at else ("in force" if found.pk == in_force.pk else state)
        typer.echo(f"{found.version}\t{state}\t{found.source}")


@app.command("propose")
def propose(file: Path = typer.Argument(help="A guideline file (YAML or JSON)."), site: str = SITE) -> None:
    """Propose a guideline file for a site; an editor confirms it at the desk or with guidelines confirm.

    Example:

        $ rejoinder guidelines propose guidelines.yaml
    """
    start_django()
    require_migrated()
    from django.utils import timezone

    from rejoinder.engine import EngineError
    from rejoinder.engine.guidelines import load_guidelines
    from rejoinder.moderation.services.guidelines import propose_guidelines

    try:
        guidelines = load_guidelines(file)
    except EngineError as error:
        fail(f"\n{error}", status=1)
    proposal = propose_guidelines(site=chosen_site(site), guidelines=guidelines, source=file.name, now=timezone.now())
    typer.echo(f"Proposed as version {proposal.version}.")


@app.command("confirm")
def confirm(
    version: int = typer.Argument(help="The proposal's version (see guidelines list)."),
    by: str = typer.Option(..., help="E-mail address of the editor who confirms."),
    site: str = SITE,
) -> None:
    """Put proposed guidelines in force, in an editor's name.

    Example:

        $ rejoinder guidelines confirm 2 --by shirin@example.org
    """
    start_django()
    require_migrated()
    from django.utils import timezone

    from rejoinder.accounts.models import User
    from rejoinder.errors import Refusal
    from rejoinder.moderation.services.guidelines import confirm_guidelines

    user = User.objects.filter(email=by.lower()).first()
    if user is None:
        fail(f"there is no user {by}", status=1)
    try:
        confirm_guidelines(site=chosen_site(site), version=version, user=user, now=timezone.now())
    except Refusal as error:
        fail(error.text(), status=1)
    typer.echo(f"Guidelines {version} are in force.")
