"""Characters and words of a text as hashed features for the linear part; NumPy alone, no stored vocabulary."""

import re
import zlib
from typing import Final

import numpy as np
from numpy.typing import NDArray

BUCKETS: Final = 1 << 18
SIZES: Final = (1, 2, 3, 4, 5)
"""Lengths of the character n-grams, across spaces; words and pairs of neighbouring words come on top."""

_FACTOR: Final = np.uint64(0x9E3779B97F4A7C15)
_SHIFT: Final = np.uint64(40)
_WORD: Final = re.compile(r"\w+|[^\w\s]")
_ARABIC: Final = re.compile("[\u0600-\u06ff\u0750-\u077f]")
_LATIN: Final = re.compile("[a-zß-ɏ]")

GROUPS: Final = ("latin", "arabic")
"""Scripts with a table of weights of their own."""


def group(text: str) -> str | None:
    """The script most letters of a normalised text are in, or None for any other script and for no letters."""
    arabic, latin = len(_ARABIC.findall(text)), len(_LATIN.findall(text))
    if not arabic and not latin:
        return None
    return "arabic" if arabic > latin else "latin"


def _characters(text: str) -> NDArray[np.uint64]:
    codes = np.frombuffer(f" {text} ".encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    grams: list[NDArray[np.uint64]] = []
    rolled = np.zeros(len(codes), np.uint64)
    with np.errstate(over="ignore"):
        for size in range(1, max(SIZES) + 1):
            if size > len(codes):
                break
            rolled = (rolled[: len(codes) - size + 1] * _FACTOR + codes[size - 1 :]) * _FACTOR
            if size in SIZES:
                grams.append(rolled + np.uint64(size))
        mixed: NDArray[np.uint64] = np.concatenate(grams) * _FACTOR
    return mixed >> _SHIFT


def _words(text: str) -> NDArray[np.uint64]:
    words = [word.encode("utf-8", "surrogatepass") for word in _WORD.findall(text)]
    single = [zlib.crc32(word) for word in words]
    pairs = [zlib.crc32(b + b"\x1f", a) for a, b in zip(single, words[1:], strict=False)]
    return np.array(single + pairs, np.uint64)


def features(text: str) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Buckets (sorted, each once) of a normalised text, and 1 + log of how often each occurs."""
    hashed = np.concatenate([_characters(text), _words(text)]) % np.uint64(BUCKETS)
    buckets, counts = np.unique(hashed, return_counts=True)
    return buckets.astype(np.int64), (1.0 + np.log(counts)).astype(np.float32)
