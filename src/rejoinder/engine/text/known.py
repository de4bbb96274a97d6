"""Words that exist: those the classifier's vocabulary holds whole. What is none of them may be a word in disguise."""

import json
from functools import cache
from typing import Final

from rejoinder.engine.models import files
from rejoinder.engine.text.folding import fold_text

MIN_CHARS: Final = 3
_WORD_START: Final = "▁"


@cache
def known_words() -> frozenset[str]:
    """Folded words of three letters and more, in all languages together; some thirty thousand.

    Raises:
        OSError, ValueError: the vocabulary that ships with Rejoinder is not there or damaged.
    """
    with (files.SHIPPED / files.TOKENIZER).open(encoding="utf-8") as file:
        pieces = json.load(file)["model"]["vocab"]
    words = (piece[1:] for piece, _ in pieces if piece.startswith(_WORD_START) and len(piece) > MIN_CHARS)
    return frozenset(fold_text(word) for word in words if word.isalpha())
