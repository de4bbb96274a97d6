"""``rejoinder site login``."""

import typer

from rejoinder.cli.console import fail
from rejoinder.cli.django import require_migrated, start_django
from rejoinder.cli.sites import chosen_site
from rejoinder.moderation.actors import COMMAND_LINE

app = typer.Typer(help="How readers of a site sign in.", no_args_is_help=True)


@app.command("add-oidc")
def add_oidc(
    key: str = typer.Argument(help="Short name for addresses, such as google."),
    issuer: str = typer.Option(..., help="The provider's issuer, such as https://accounts.google.com."),
    client_id: str = typer.Option(..., help="What the provider knows this installation by."),
    name: str = typer.Option("", help="The provider's name, as readers know it; the key if left out."),
    site: str = typer.Option("", help="The site's key; the first site if left out."),
    private: bool = typer.Option(False, help="The provider is on your own network."),
) -> None:
    """Let readers sign in with an OpenID provider, and print what it must be told. The secret is asked for.

    Example:

        $ rejoinder site login add-oidc google --issuer https://accounts.google.com --client-id 123.apps --name Google
    """
    start_django()
    require_migrated()
    import sys

    from django.conf import settings
    from django.core.validators import slug_re
    from django.urls import reverse
    from django.utils import timezone

    from rejoinder.errors import Refusal
    from rejoinder.moderation.services.sign_in_ways import add_provider

    if not slug_re.fullmatch(key) or len(key) > 40:
        fail(f"{key!r} can't be a provider's key; it should be letters a to z, digits, - and _, such as google")
    row = chosen_site(site)
    terminal = sys.stdin.isatty()
    secret = typer.prompt("Client secret", hide_input=True, default="") if terminal else sys.stdin.readline().strip()
    environment = settings.ENVIRONMENT
    try:
        add_provider(
            site=row,
            key=key,
            name=name or key,
            issuer=issuer,
            client_id=client_id,
            client_secret=secret,
            is_private=private,
            secret=environment.secret_key,
            actor_name=COMMAND_LINE,
            now=timezone.now(),
        )
    except Refusal as refusal:
        fail(refusal.text(), status=1)
    typer.echo(f"Readers of {row.key} can sign in with {name or key}. Its redirect address:")
    typer.echo(environment.base_url + reverse("reader:sign_in_callback"))


@app.command("remove")
def remove(
    key: str = typer.Argument(help="The provider's key."),
    site: str = typer.Option("", help="The site's key; the first site if left out."),
) -> None:
    """End signing in with a provider. Readers who did stay known.

    Example:

        $ rejoinder site login remove google
    """
    start_django()
    require_migrated()
    from django.utils import timezone

    from rejoinder.moderation.services.sign_in_ways import remove_provider

    row = chosen_site(site)
    if not remove_provider(site=row, key=key, actor_name=COMMAND_LINE, now=timezone.now()):
        fail(f"{row.key} has no provider {key!r}", status=1)
    typer.echo(f"Readers of {row.key} no longer sign in with {key}.")


@app.command("list")
def list_ways(site: str = typer.Argument("", help="The site's key; the first site if left out.")) -> None:
    """List how readers sign in.

    Example:

        $ rejoinder site login list
    """
    start_django()
    require_migrated()
    from rejoinder.comments.models import OpenIdProvider, SsoKey

    row = chosen_site(site)
    typer.echo(f"guests\t{'may write' if row.guests_may_write else 'may only read'}")
    typer.echo("mail\tcode of six digits")
    if SsoKey.objects.valid(row).exists():
        typer.echo("sso\tthe publisher's own login")
    for provider in OpenIdProvider.objects.filter(site=row).order_by("key"):
        typer.echo(f"{provider.key}\t{provider.issuer}\t{provider.name}")
