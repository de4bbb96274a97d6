"""Checks: one module per guideline family. Each reads a comment and reports what it saw; none decides.

``CHECKS`` is the one list of them, in the order in which findings of equal place are told apart.
"""

from typing import Final

from rejoinder.engine.checks.base import Check, Result
from rejoinder.engine.checks.classifier import ClassifierCheck
from rejoinder.engine.checks.constructive import ConstructiveCheck
from rejoinder.engine.checks.emoji import EmojiCheck
from rejoinder.engine.checks.lexicon import LexiconCheck
from rejoinder.engine.checks.promotion import PromotionCheck
from rejoinder.engine.checks.publisher import CriticismCheck
from rejoinder.engine.checks.relevance import RelevanceCheck
from rejoinder.engine.checks.repetition import RepetitionCheck

CHECKS: Final[tuple[Check, ...]] = (
    LexiconCheck("profanity", ("profanity", "vulgarity")),
    LexiconCheck("threats", ("threat",)),
    LexiconCheck("personal_attacks", ("personal_attack",)),
    LexiconCheck("abuse", ("identity_abuse", "sexism", "racism", "homophobia", "xenophobia")),
    EmojiCheck(),
    PromotionCheck(),
    CriticismCheck(),
    RelevanceCheck(),
    ConstructiveCheck(),
    RepetitionCheck(),
    # Last: it costs the most, and what the deadline cuts off should be what rests on no words.
    ClassifierCheck(),
)

__all__ = ["CHECKS", "Check", "Result"]
