"""Text made comparable for keyword tables; never for showing."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_ALIKE: Final = str.maketrans(
    {"ي": "ی", "ى": "ی", "ك": "ک", "ھ": "ه", "ة": "ه", "ۀ": "ه", "ı": "i", "’": "'", "ʼ": "'"}
)
"""Letters that keyboards of one language swap for another's, and the apostrophes."""


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """``text`` in small letters, without marks, tatweel and invisible characters, white space evened out."""
    plain = unicodedata.normalize("NFKD", text.replace("\u200c", "").casefold())
    kept = (c for c in plain if c != "\u0640" and unicodedata.category(c) not in ("Mn", "Cf"))
    return " ".join("".join(kept).translate(_ALIKE).split())


def bare(text: str) -> str:
    """``folded`` without the punctuation, numbers and signs around it: for comparing a whole line."""
    return re.sub(r"^[\W\d_]+|[\W\d_]+$", "", folded(text))
