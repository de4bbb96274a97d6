"""``rejoinder migrate``."""

import hashlib
import inspect
from pathlib import Path
from typing import Final

from rejoinder.cli.console import messages
from rejoinder.cli.django import start_django

MADE_FROM: Final = ".made-from"
"""The file beside the static files that says what they were made from."""


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
    """Copies style sheets and scripts, with hashed names and compressed, to where the server sends them from.

    Only when one of them changed since they were last put there: compressing them takes seconds.
    """
    from django.conf import settings
    from django.core.management import call_command

    root = Path(settings.STATIC_ROOT)
    note, made_from = root / MADE_FROM, _fingerprint()
    try:
        if note.read_text() == made_from and (root / "staticfiles.json").is_file():
            return
    except OSError:
        pass  # nothing there yet, or nothing that can be read
    call_command("collectstatic", interactive=False, verbosity=0)
    note.write_text(made_from)


def _fingerprint() -> str:
    """SHA-256 over all static files and what handles them."""
    from importlib.metadata import version

    from django.contrib.staticfiles.finders import get_finders

    from rejoinder.conf import joined, static

    digest = hashlib.sha256(f"{version('django')} {version('whitenoise')}".encode())
    for module in (joined, static):
        digest.update(inspect.getsource(module).encode())
    for finder in get_finders():
        for path, storage in sorted(finder.list([]), key=lambda found: found[0]):
            with storage.open(path) as file:
                digest.update(path.encode() + b"\0" + hashlib.sha256(file.read()).digest())
    return digest.hexdigest()
