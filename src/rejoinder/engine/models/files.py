"""The files of a model and their check: nothing is loaded whose bytes aren't those that the manifest names."""

import hashlib
import json
from pathlib import Path
from typing import Any, Final

from rejoinder.engine.errors import BadFile, MissingResource, Problem
from rejoinder.engine.models.heads import HEADS

FORMAT: Final = 2
"""Version of the layout of the files; a model of another format is refused."""

MANIFEST: Final = "manifest.json"
ENCODER: Final = "encoder.onnx"
TOKENIZER: Final = "tokenizer.json"
LINEAR: Final = "linear.npz"
STACK: Final = "stack.json"
PARTS: Final = (ENCODER, LINEAR, STACK, TOKENIZER)

SHIPPED: Final = Path(__file__).parent / "files"
"""The model that comes with Rejoinder."""


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def _bad(path: Path, message: str, hint: str = "reinstall Rejoinder, or build the model again") -> BadFile:
    return BadFile([Problem(str(path), message, hint=hint)])


def _json(path: Path, data: bytes) -> dict[str, Any]:
    try:
        content = json.loads(data)
    except ValueError as error:
        raise _bad(path, "this is no JSON") from error
    if not isinstance(content, dict):
        raise _bad(path, "a mapping is expected here")
    return content


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise MissingResource(f"the model lacks {path.name} in {path.parent}") from error


def read(folder: Path) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The manifest, and the bytes of each part.

    Raises MissingResource where a file isn't there, BadFile where one isn't what the manifest says, or the manifest
    speaks of another format or other heads.
    """
    path = folder / MANIFEST
    manifest = _json(path, _bytes(path))
    if manifest.get("format") != FORMAT:
        raise _bad(path, f"format {manifest.get('format')!r} can't be read", f"this Rejoinder reads format {FORMAT}")
    if manifest.get("heads") != list(HEADS):
        raise _bad(path, "the model has other heads than this Rejoinder")
    parts: dict[str, bytes] = {}
    problems: list[Problem] = []
    for name in PARTS:
        parts[name] = _bytes(folder / name)
        if digest(parts[name]) != manifest.get("sha256", {}).get(name):
            problems.extend(_bad(folder / name, "the file isn't the one that the manifest names").problems)
    if problems:
        raise BadFile(problems)
    return manifest, parts


def stack(folder: Path, data: bytes) -> dict[str, Any]:
    """The stack's numbers from its bytes. Raises BadFile."""
    return _json(folder / STACK, data)
