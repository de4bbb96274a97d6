"""``rejoinder sso``."""

from pathlib import Path

import typer

from rejoinder.cli.console import fail
from rejoinder.cli.django import require_migrated, start_django
from rejoinder.cli.sites import chosen_site
from rejoinder.moderation.actors import COMMAND_LINE

app = typer.Typer(help="Readers who are signed in on the publisher's own site.", no_args_is_help=True)


@app.command("secret")
def secret(site: str = typer.Argument("", help="The site's key; the first site if left out.")) -> None:
    """Make a secret to sign readers' tokens with, and print it, alone on the last line. It can't be shown again.

    The secret before it still holds, so that you can change over; one more ends it.

    Example:

        $ rejoinder sso secret daily-star
    """
    start_django()
    require_migrated()
    from django.conf import settings
    from django.utils import timezone

    from rejoinder.moderation.services.sso_keys import new_secret

    row = chosen_site(site)
    made = new_secret(site=row, actor_name=COMMAND_LINE, secret=settings.ENVIRONMENT.secret_key, now=timezone.now())
    typer.echo(f"Secret of {row.key}; it signs tokens (HS256) whose aud is {row.key}:")
    typer.echo(made)


@app.command("public-key")
def public_key(
    file: Path = typer.Argument(help="The public key in PEM: RSA of at least 2048 bits, or the P-256 curve."),
    site: str = typer.Option("", help="The site's key; the first site if left out."),
) -> None:
    """Take readers' tokens that are signed with the private half of a key (RS256 or ES256).

    Example:

        $ rejoinder sso public-key login.pem --site daily-star
    """
    start_django()
    require_migrated()
    from django.utils import timezone

    from rejoinder.errors import Refusal
    from rejoinder.moderation.services.sso_keys import add_public_key

    try:
        row = chosen_site(site)
        key = add_public_key(site=row, pem=file.read_bytes(), actor_name=COMMAND_LINE, now=timezone.now())
    except OSError as error:
        fail(f"{file}: {error.strerror}")
    except Refusal as refusal:
        fail(refusal.text())
    typer.echo(f"{row.key} takes tokens signed with this key ({key.algorithm}) whose aud is {row.key}.")


@app.command("list")
def list_keys(site: str = typer.Argument("", help="The site's key; the first site if left out.")) -> None:
    """List the keys that hold: id, algorithm, day it was made.

    Example:

        $ rejoinder sso list daily-star
    """
    start_django()
    require_migrated()
    from rejoinder.comments.models import SsoKey

    for key in SsoKey.objects.valid(chosen_site(site)):
        typer.echo(f"{key.uuid.hex[:8]}\t{key.algorithm}\t{key.created_at:%Y-%m-%d}")


@app.command("retire")
def retire(
    key: str = typer.Argument(help="The key's id, as rejoinder sso list shows it."),
    site: str = typer.Option("", help="The site's key; the first site if left out."),
) -> None:
    """End a key at once, such as one that leaked. Sessions begun with it go on until they end.

    Example:

        $ rejoinder sso retire 3f2a91bc --site daily-star
    """
    start_django()
    require_migrated()
    from django.utils import timezone

    from rejoinder.errors import Refusal
    from rejoinder.moderation.services.sso_keys import retire_key

    try:
        retire_key(site=chosen_site(site), key=key, actor_name=COMMAND_LINE, now=timezone.now())
    except Refusal as refusal:
        fail(refusal.text(), status=1)
    typer.echo(f"{key} no longer holds.")
