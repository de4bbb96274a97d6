"""``rejoinder migrate``."""

from rejoinder.cli.console import messages
from rejoinder.cli.django import start_django


def migrate() -> None:
    """Bring the database up to date, and put the static files in place. Safe to run again at any time.

    Example:

        $ REJOINDER_DATA_DIR=/srv/rejoinder rejoinder migrate
    """
    start_django()
    prepare()
    messages.print("The database is up to date.")


def prepare() -> None:
    """Migrations and static files; quick when there is nothing to do."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    put_static_files()


def put_static_files() -> None:
    """Copies style sheets and scripts, with hashed names, to where the server sends them from."""
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)
