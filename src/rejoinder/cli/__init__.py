"""The ``rejoinder`` command. Each subcommand lives in a module of its own; Django is loaded only where it is needed."""

from rejoinder.cli.main import main

__all__ = ["main"]
