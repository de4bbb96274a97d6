"""``rejoinder reader``."""

import json
from typing import TYPE_CHECKING

import typer

from rejoinder.cli.console import fail
from rejoinder.cli.django import require_migrated, start_django
from rejoinder.cli.sites import chosen_site
from rejoinder.moderation.actors import COMMAND_LINE

if TYPE_CHECKING:
    from rejoinder.comments.models import Reader, Site

app = typer.Typer(help="Readers who are known to a site.", no_args_is_help=True)

WHO = typer.Argument(help="The reader's e-mail address, or their id.")
SITE = typer.Option("", help="The site's key; the first site if left out.")


@app.command("export")
def export(who: str = WHO, site: str = SITE) -> None:
    """Print all that is kept about a reader, as JSON, for a reader who asks for it.

    Example:

        $ rejoinder reader export mina@example.org > mina.json
    """
    _start()
    from rejoinder.moderation.services.readers import exported_reader

    typer.echo(json.dumps(exported_reader(_reader(chosen_site(site), who)), ensure_ascii=False, indent=1))


@app.command("erase")
def erase(
    who: str = WHO, site: str = SITE, yes: bool = typer.Option(False, help="Don't ask; it can't be taken back.")
) -> None:
    """Erase all that tells who a reader is. What they wrote stays, without a name.

    Example:

        $ rejoinder reader erase mina@example.org
    """
    _start()
    from django.utils import timezone

    from rejoinder.moderation.services.readers import erase_reader, forget_address

    row = chosen_site(site)
    reader = _found(row, who)
    if reader is None and "@" not in who:
        fail(f"{row.key} knows no such reader", status=1)
    if not yes:
        typer.confirm("Erase for good who this reader is?", abort=True)
    if reader is not None:
        erase_reader(reader=reader, actor_name=COMMAND_LINE, now=timezone.now())
        typer.echo(f"{reader.uuid}: erased. Published pages follow as soon as a worker runs.")
    else:
        found = forget_address(site=row, email=who, actor_name=COMMAND_LINE, now=timezone.now())
        typer.echo(f"No reader signed in with it; mail that waited for it: {found}, erased.")


@app.command("block")
def block(
    who: str = WHO,
    site: str = SITE,
    reason: str = typer.Option(
        "other", help="For colleagues: abuse, threats, promotion, flooding, impersonation or other."
    ),
    days: int = typer.Option(0, help="Ends of itself after so many days; 0: when you take it back."),
) -> None:
    """Take nothing more from a reader. What they wrote stays as it was decided.

    Example:

        $ rejoinder reader block 4b1d0a2e-2f7c-4a55-9a3e-0c6d3c1f5b11 --reason promotion --days 30
    """
    _start()
    from django.utils import timezone

    from rejoinder.errors import Refusal
    from rejoinder.moderation.services.readers import Block, block_reader

    reader = _reader(chosen_site(site), who)
    try:
        block_reader(reader=reader, block=Block(reason, days), actor_name=COMMAND_LINE, now=timezone.now())
    except Refusal as refusal:
        fail(refusal.text())
    typer.echo(f"{reader.uuid}: blocked.")


@app.command("unblock")
def unblock(who: str = WHO, site: str = SITE) -> None:
    """Take a block back.

    Example:

        $ rejoinder reader unblock 4b1d0a2e-2f7c-4a55-9a3e-0c6d3c1f5b11
    """
    _start()
    from django.utils import timezone

    from rejoinder.moderation.services.readers import unblock_reader

    reader = _reader(chosen_site(site), who)
    unblock_reader(reader=reader, actor_name=COMMAND_LINE, now=timezone.now())
    typer.echo(f"{reader.uuid}: not blocked.")


@app.command("staff")
def staff(who: str = WHO, site: str = SITE, remove: bool = typer.Option(False, help="Take the badge instead.")) -> None:
    """Give a reader the newsroom's badge, which stands beside their name. It gives no right.

    Example:

        $ rejoinder reader staff editor@example.org
    """
    _start()
    from django.utils import timezone

    from rejoinder.moderation.services.readers import set_staff

    reader = _reader(chosen_site(site), who)
    set_staff(reader=reader, is_staff=not remove, actor_name=COMMAND_LINE, now=timezone.now())
    typer.echo(f"{reader.uuid}: {'no badge' if remove else 'has the badge'}.")


def _start() -> None:
    start_django()
    require_migrated()


def _reader(site: "Site", who: str) -> "Reader":
    found = _found(site, who)
    if found is None:
        fail(f"{site.key} knows no such reader", status=1)
    return found


def _found(site: "Site", who: str) -> "Reader | None":
    from uuid import UUID

    from rejoinder.comments.models import Reader

    if "@" in who:
        return Reader.objects.with_verified_email(site, who.strip()).first()
    try:
        return Reader.objects.filter(site=site, uuid=UUID(who)).first()
    except ValueError:
        return None
