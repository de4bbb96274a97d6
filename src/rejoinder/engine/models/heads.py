"""What the classifier gives a probability for, in the order of its outputs."""

from typing import Final

HEADS: Final = (
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
"""Column k of every matrix of the model speaks of HEADS[k]. New heads go to the end, with a new format version."""

IDENTITY_KINDS: Final = ("sexism", "racism", "homophobia", "xenophobia", "religious_abuse", "ableism")
"""Kinds of identity abuse."""

HARMFUL: Final = tuple(head for head in HEADS if head not in ("constructive", "criticism_of_publisher"))
"""Heads that speak against a comment."""
