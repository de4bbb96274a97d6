"""Keys that are nearly ours."""

import difflib
from typing import Final

from rejoinder.engine.guidelines.model import LABEL_OF

NEARLY: Final = 0.8
"""Similarity (difflib ratio, 0..1) from which a key is one of ours misspelt; ``racsim`` has 0.83."""


def near_built_in(key: str) -> str | None:
    """The key the checks know that ``key`` is probably meant to be; None where it is one, or is like none."""
    if key in LABEL_OF:
        return None
    near = difflib.get_close_matches(key, sorted(LABEL_OF), n=1, cutoff=NEARLY)
    return near[0] if near else None
