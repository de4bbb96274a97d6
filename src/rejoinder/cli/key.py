"""``rejoinder key``."""

import typer

from rejoinder.cli.django import require_migrated, start_django
from rejoinder.cli.sites import chosen_site

app = typer.Typer(help="API keys for a publisher's own programs.", no_args_is_help=True)


@app.command("add")
def add(
    name: str = typer.Argument(help="What the key is for, such as 'our CMS'."),
    site: str = typer.Option("", help="The site's key; the first site if left out."),
    short: bool = typer.Option(False, help="12 letters and digits, for clients of Akismet that take no other."),
) -> None:
    """Make an API key. It is printed once, alone on the last line, and can't be shown again.

    Example:

        $ rejoinder key add "our CMS"
    """
    start_django()
    require_migrated()
    from django.utils import timezone

    from rejoinder.comments.services.api_keys import add_api_key

    row = chosen_site(site)
    key = add_api_key(site=row, name=name, now=timezone.now(), short=short)
    typer.echo(f"Key for {row.key}; send it as: Authorization: Bearer KEY")
    typer.echo(key)
