"""The labels and languages of the contrast sets."""

from typing import Final, Literal

LABELS: Final = (
    "toxicity",
    "profanity",
    "vulgarity",
    "threat",
    "personal_attack",
    "identity_abuse",
    "sexism",
    "racism",
    "homophobia",
    "xenophobia",
    "religious_abuse",
    "ableism",
    "commercial_promotion",
    "personal_promotion",
    "constructive",
    "criticism_of_publisher",
)
"""Every row states every one of these."""

LANGUAGES: Final = ("en", "ar", "tr", "fa", "ckb", "kmr")
"""In the order the rows come; each with every functionality."""

SMALLER: Final = ("de", "fr", "es")
"""Languages with fewer templates: groups, threats and insults, where use and mention have to be told apart."""

Split = Literal["train", "test"]
SPLITS: Final[tuple[Split, ...]] = ("train", "test")


def states(positive: frozenset[str]) -> dict[str, float]:
    """A value for every label: 1 for those named, else 0. Raises ValueError on a name that is no label."""
    unknown = sorted(positive.difference(LABELS))
    if unknown:
        raise ValueError(f"unknown labels: {', '.join(unknown)}")
    return {label: int(label in positive) for label in LABELS}
