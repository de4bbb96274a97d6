"""Modules that are read at the same time go out as one file: a phone waits for one answer and not for ten.

Each module stays a scope of its own, a function that is called once, so that names meet no others. Only what our own
modules write is understood: imports of one line, from beside them, and exports of what is declared.
"""

import re
from collections.abc import Callable, Iterable
from typing import Final

_IMPORT: Final = re.compile(r'^import \{ (.+) \} from "\./(\w+)\.js";$', re.MULTILINE)
_EXPORT: Final = re.compile(r"^export (?=(?:async )?(?:function|class|const) (\w+))", re.MULTILINE)
_LEFT: Final = re.compile(r"^(?:import|export)\b.*$", re.MULTILINE)
ENTRIES: Final = ("element", "writing")
"""What the loader brings, in this order. Each takes with it all that it stands on and that none before it has."""


def joined_modules(read: Callable[[str], str]) -> dict[str, str]:
    """The text of each of ENTRIES as one file; ``read`` gives the text of the module of a name."""
    there: dict[str, str] = {}
    return {entry: _joined(entry, read, there) for entry in ENTRIES}


def _joined(entry: str, read: Callable[[str], str], there: dict[str, str]) -> str:
    """The entry with what it needs; ``there`` says in which file the modules of earlier entries stand, and grows."""
    parts: dict[str, str] = {}
    brought: set[str] = set()

    def add(name: str) -> None:
        text = read(name)
        for _, other in _IMPORT.findall(text):
            if other in there:
                brought.add(other)
            elif other not in parts:
                add(other)
        parts[name] = _scope(name, text)

    add(entry)
    imports = [f'import {{ {_names(brought, there, file)} }} from "./{file}.js";' for file in ENTRIES if file in there]
    exported = f"export const {{ {', '.join(_EXPORT.findall(read(entry)))} }} = ${entry};"
    there |= dict.fromkeys(parts, entry)
    return "\n".join(
        [*imports, *parts.values(), exported, f"export {{ {', '.join(f'${name}' for name in parts)} }};\n"]
    )


def _names(brought: Iterable[str], there: dict[str, str], file: str) -> str:
    return ", ".join(f"${name}" for name in sorted(brought) if there[name] == file)


def _scope(name: str, text: str) -> str:
    """A module as a function that gives what it exports."""
    exports = ", ".join(_EXPORT.findall(text))
    body = _EXPORT.sub(
        "", _IMPORT.sub(lambda found: f"const {{ {found[1].replace(' as ', ': ')} }} = ${found[2]};", text)
    )
    if left := _LEFT.search(body):
        raise ValueError(f"{name}.js: this can't be joined with other modules: {left[0]}")
    return f"const ${name} = (() => {{\n{body}\nreturn {{ {exports} }};\n}})();"
