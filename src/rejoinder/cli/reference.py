"""The command reference, made from the commands themselves: ``python -m rejoinder.cli.reference > docs/…``."""

import sys
from collections.abc import Iterator
from typing import Any

import typer.main


def reference() -> str:
    """The page docs/reference/commands.md."""
    from rejoinder.cli.main import app

    root = typer.main.get_command(app)
    head = "# Commands\n\nEvery command has `--help`. Exit status: 0 done, 1 not as it should be, 2 wrongly called.\n"
    return head + "".join(_page(command, path) for command, path in _commands(root, "rejoinder"))


# Typer carries its own copy of click under a private name, so its commands are Any here.
def _commands(command: Any, path: str) -> Iterator[tuple[Any, str]]:
    group = getattr(command, "commands", None)
    if group is None:
        yield command, path
    else:
        if command.invoke_without_command:  # does something by itself, too
            yield command, path
        for name in sorted(group):
            yield from _commands(group[name], f"{path} {name}")


def _page(command: Any, path: str) -> str:
    context = command.make_context(path, [], resilient_parsing=True)
    usage = " ".join([path, *command.collect_usage_pieces(context)])
    rows = [record for parameter in command.params if (record := parameter.get_help_record(context))]
    options = "".join(f"| `{names}` | {text} |\n".replace("PATH|URL", "PATH\\|URL") for names, text in rows)
    table = f"\n| option | |\n|---|---|\n{options}" if options else ""
    return f"\n## {path}\n\n    {usage}\n\n{_text(command.help or '')}\n{table}"


def _text(help_text: str) -> str:
    lines = [line.strip() for line in help_text.strip().splitlines()]
    return "\n".join(f"    {line.removeprefix('$ ')}" if line.startswith("$ ") else line for line in lines)


if __name__ == "__main__":
    sys.stdout.write(reference())
