"""Finding and loading packs: the ones that ship with Rejoinder, or a folder a newsroom wrote itself."""

import hashlib
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Final

from rejoinder.engine.errors import BadFile, MissingResource, Problem
from rejoinder.engine.lang.pack import Pack
from rejoinder.engine.lang.validate import read_lexicon, read_lists, read_patterns

FILES: Final = ("lexicon.tsv", "lists.yaml", "patterns.tsv")


def pack_codes() -> tuple[str, ...]:
    """The codes of the packs that ship, sorted. A folder without any data file is no pack yet."""
    here = resources.files(__package__)
    return tuple(sorted(folder.name for folder in here.iterdir() if folder.is_dir() and _texts(folder)))


@lru_cache(maxsize=64)
def load_pack(code: str) -> Pack:
    """The pack of a language that ships. Raises MissingResource when there is none, BadFile when it has problems."""
    folder = resources.files(__package__) / code
    if not folder.is_dir() or not _texts(folder):
        raise MissingResource(f"no language pack for {code!r}; there are: {', '.join(pack_codes())}")
    pack, problems = read_pack(folder, code)
    if problems:
        raise BadFile(problems)
    return pack


def read_pack(folder: Traversable, code: str) -> tuple[Pack, tuple[Problem, ...]]:
    """What can be read of a pack's folder, and every problem in its files. A missing file counts as empty."""
    texts = _texts(folder)
    digest = hashlib.sha256()
    for name in FILES:
        digest.update(f"{name}\0{texts.get(name, '')}\0".encode("utf-8", "surrogatepass"))
    lists, pieces, problems = read_lists(texts.get("lists.yaml", "{}"), f"{code}/lists.yaml")
    terms, term_problems = read_lexicon(texts.get("lexicon.tsv", ""), f"{code}/lexicon.tsv")
    patterns, pattern_problems = read_patterns(texts.get("patterns.tsv", ""), f"{code}/patterns.tsv", lists)
    pack = Pack(
        code,
        terms,
        MappingProxyType(dict(sorted(lists.items()))),
        patterns,
        pieces.get("proclitics", ()),
        pieces.get("enclitics", ()),
        digest.hexdigest()[:16],
    )
    return pack, (*term_problems, *problems, *pattern_problems)


def _texts(folder: Traversable) -> dict[str, str]:
    return {name: (folder / name).read_text("utf-8") for name in FILES if (folder / name).is_file()}
