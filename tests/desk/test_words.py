"""Every reason of the engine that a card shows has words."""

import ast
from pathlib import Path

from rejoinder import engine
from rejoinder.desk import words

CHECKS = Path(engine.__file__).parent / "checks"


def _held(node: ast.AST) -> list[ast.AST]:
    """Where a check gives its reasons: ``because=``, a stand, a mention, what follows a factor that is returned."""
    if isinstance(node, ast.keyword) and node.arg == "because":
        return [node.value]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return list({"Stand": node.args[2:], "_mention": node.args[:1]}.get(node.func.id, []))
    if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
        return [each for each in node.value.elts if isinstance(each, ast.Tuple)]
    return []


def _texts(node: ast.AST) -> set[str]:
    """The texts in an expression, apart from what calls in it are given."""
    if isinstance(node, ast.Call):
        return set()
    if isinstance(node, ast.Constant):
        return {node.value} if isinstance(node.value, str) else set()
    return {text for child in ast.iter_child_nodes(node) for text in _texts(child)}


def _codes() -> set[str]:
    nodes = [node for path in CHECKS.rglob("*.py") for node in ast.walk(ast.parse(path.read_text()))]
    return {text for node in nodes for held in _held(node) for text in _texts(held)}


def test_reasons_are_said_in_words() -> None:
    codes = _codes()
    assert {"reported", "aimed_at_thing", "animal_meant", "said_by_others", "own_name"} <= codes
    assert sorted(codes - set(words.BECAUSE)) == []
