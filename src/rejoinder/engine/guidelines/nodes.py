"""Reading a YAML node tree with every problem collected, each at its line and column."""

import difflib
from collections.abc import Collection, Iterator
from typing import Final

import yaml

from rejoinder.engine.errors import Problem

DEFAULT_TAGS: Final = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map"))
MISSPELT: Final = 0.75
"""Similarity (difflib ratio, 0..1) from which a name is offered as what was meant."""


class Reader:
    """Takes nodes apart; what it can't take it notes in ``problems`` and gives an empty value for."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.lines = text.splitlines()
        self.problems: list[Problem] = []

    def note(self, node: yaml.Node, message: str, hint: str = "", code: str = "invalid") -> None:
        """Records a problem at ``node``."""
        line, column = node.start_mark.line, node.start_mark.column
        source = self.lines[line].replace("\t", " ") if line < len(self.lines) else ""
        self.problems.append(Problem(self.name, message, line + 1, column + 1, hint, source, code))

    def fields(self, node: yaml.Node, what: str, known: Collection[str] = ()) -> dict[str, tuple[yaml.Node, yaml.Node]]:
        """A mapping's values with their key nodes. ``known``: the names allowed, any when empty."""
        if self._is_tagged(node, what):
            return {}
        if not isinstance(node, yaml.MappingNode):
            self.note(node, f"{what} must be a set of 'name: value' lines, not {kind_of(node)}.", code="wrong_shape")
            return {}
        found: dict[str, tuple[yaml.Node, yaml.Node]] = {}
        for key_node, value in node.value:
            key = self.string(key_node, "A name")
            if not key:
                continue
            if key in found:
                first = found[key][0].start_mark.line + 1
                self.note(key_node, f"'{key}' is given twice.", f"It is given in line {first} already.", "duplicate")
            elif known and key not in known:
                self.note(key_node, f"{what} has no '{key}'.", suggestion(key, known), "unknown_key")
            else:
                found[key] = (key_node, value)
        return found

    def items(self, node: yaml.Node, what: str) -> Iterator[yaml.Node]:
        """The entries of a list."""
        if self._is_tagged(node, what):
            return
        if isinstance(node, yaml.SequenceNode):
            yield from node.value
        else:
            hint = "Begin each entry with '- ' on a line of its own."
            self.note(node, f"{what} must be a list, not {kind_of(node)}.", hint, "wrong_shape")

    def string(self, node: yaml.Node, what: str, *, empty: bool = False) -> str:
        """A text, as written: BaseLoader turns no scalar into a number, a date or a truth value."""
        if self._is_tagged(node, what):
            return ""
        if not isinstance(node, yaml.ScalarNode):
            self.note(node, f"{what} must be text, not {kind_of(node)}.", code="wrong_shape")
            return ""
        value = whole_characters(str(node.value))
        if value is None:
            self.note(node, f"{what} holds half a character (an unpaired surrogate).", code="bad_text")
            return ""
        if not empty and (not value.strip() or (node.style is None and value in ("~", "null"))):
            self.note(node, f"{what} is empty.", code="missing_text")
            return ""
        return value

    def _is_tagged(self, node: yaml.Node, what: str) -> bool:
        """Whether the node asks to be read as a type; notes it, since a guideline file holds text alone."""
        tagged = node.tag not in DEFAULT_TAGS
        if tagged:
            self.note(node, f"{what} has a tag ({node.tag}); guideline files use none.", "Leave the tag out.", "tag")
        return tagged


def whole_characters(value: str) -> str | None:
    """``value`` with surrogate pairs, as JSON escapes write emoji, joined; None where half of a pair is missing."""
    try:
        return value.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        return None


def suggestion(name: str, known: Collection[str]) -> str:
    """A hint naming what was probably meant, or all there is to choose from."""
    near = difflib.get_close_matches(name, sorted(known), n=1, cutoff=MISSPELT)
    if near:
        return f"Did you mean '{near[0]}'?"
    return f"There is: {', '.join(sorted(known))}."


def kind_of(node: yaml.Node) -> str:
    """What a node is, in the words of somebody who writes files."""
    if isinstance(node, yaml.MappingNode):
        return "a set of 'name: value' lines"
    return "a list" if isinstance(node, yaml.SequenceNode) else "a single text"
