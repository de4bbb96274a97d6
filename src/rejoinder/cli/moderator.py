"""``rejoinder moderator``."""

import sys
from typing import TYPE_CHECKING

import typer

from rejoinder.cli.console import fail
from rejoinder.cli.django import require_migrated, start_django
from rejoinder.cli.sites import chosen_site

if TYPE_CHECKING:
    from rejoinder.accounts.models import User

app = typer.Typer(help="People who work at the desk.", no_args_is_help=True)


@app.command("add")
def add(
    email: str = typer.Argument(help="The e-mail address they sign in with."),
    name: str = typer.Option("", help="The name that stands beside their decisions."),
    site: str = typer.Option("", help="The site's key; the first site if left out."),
    editor: bool = typer.Option(False, help="Editors also confirm guidelines."),
) -> None:
    """Add a moderator, or give one who is there a role on another site.

    The password is asked for, or read from standard input when that is no terminal.

    Examples:

        $ rejoinder moderator add shirin@example.org --name "Shirin A." --editor

        $ rejoinder moderator add omid@example.org < password-file
    """
    start_django()
    require_migrated()
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email
    from django.utils import timezone

    from rejoinder.accounts.models import User
    from rejoinder.moderation.models import Role
    from rejoinder.moderation.services.sites import add_member

    row = chosen_site(site)
    try:
        validate_email(email)
        user = User.objects.filter(email=email.lower()).first() or _new_user(email, name)
    except ValidationError as error:
        fail(" ".join(error.messages))
    add_member(site=row, user=user, role=Role.EDITOR if editor else Role.MODERATOR, now=timezone.now())
    typer.echo(f"{email} is {'an editor' if editor else 'a moderator'} of {row.key}.")


@app.command("password")
def password(email: str = typer.Argument(help="The e-mail address they sign in with.")) -> None:
    """Set a new password for someone who forgot theirs. It is asked for, or read from standard input.

    Example:

        $ rejoinder moderator password shirin@example.org
    """
    start_django()
    require_migrated()
    from django.core.exceptions import ValidationError

    from rejoinder.accounts.models import User

    user = User.objects.filter(email=email.lower()).first()
    if user is None:
        fail(f"there is no user {email}", status=1)
    try:
        user.set_password(_asked_password(user))
    except ValidationError as error:
        fail(" ".join(error.messages))
    user.save(update_fields=["password"])
    typer.echo(f"{email} has a new password; sessions signed in with the old one have ended.")


def _new_user(email: str, name: str) -> "User":
    from rejoinder.accounts.models import User

    return User.objects.create_user(email, _asked_password(User(email=email, name=name)), name=name)


def _asked_password(user: "User") -> str:
    from django.contrib.auth.password_validation import validate_password

    if sys.stdin.isatty():
        text = str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    else:
        text = sys.stdin.readline().rstrip("\n")
    validate_password(text, user)
    return text
