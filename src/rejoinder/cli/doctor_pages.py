"""``rejoinder doctor --pages``: can published pages be kept where they should lie?"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from rejoinder.publishing.formats import PUBLISHED
from rejoinder.publishing.store import Root, folder_at

_PLACE: Final = "doctor"
_CONTENT: Final = b'"rejoinder doctor wrote this and removes it"'


def place_of(root: Root) -> str:
    """Where pages lie, as one reads it in the settings; without what may be secret."""
    if isinstance(root, Path):
        return str(root / PUBLISHED)
    return "s3://" + "/".join(part for part in (root.name, root.prefix, PUBLISHED) if part)


def checks(root: Root) -> Iterator[tuple[str, str]]:
    """What was tried, and what is wrong with it or the empty string. Ends at the first that fails.

    Raises:
        OSError: the place does not answer, or refuses.
    """
    folder = folder_at(_PLACE, root)
    name = f"{hashlib.sha256(_CONTENT).hexdigest()}.json"
    folder.write([(name, _CONTENT)])
    yield "a file is written", ""
    yield "and read", "" if folder.read(name) == _CONTENT else "it is another"
    yield "and listed", "" if name in folder.names() else "it is not in the list"
    folder.remove([name])
    yield "and removed", "" if folder.read(name) is None else "it is still there"
    if isinstance(root, Path):
        (root / PUBLISHED / _PLACE).rmdir()
    elif root.client.keeps_what_is_removed():
        yield "what is removed is gone", "the bucket keeps earlier versions, of withdrawn comments too: turn that off"
    else:
        yield "what is removed is gone", ""
