"""Perspective's attributes in terms of our scores.

Each mapping is monotone in the scores it names, so a caller's order of comments is ours. Attributes that none of our
scores speaks to honestly are known but not answered (see UNMAPPED).
"""

from collections.abc import Callable, Mapping
from typing import Final

Scores = Mapping[str, float]
Mapped = Callable[[Scores], float]


def _score(*labels: str) -> Mapped:
    return lambda scores: max(scores[label] for label in labels)


def _severe(scores: Scores) -> float:
    """Threats and abuse of a group count whole; insult and swearing only together, as their product."""
    return max(scores["threat"], scores["identity_abuse"], scores["personal_attack"] * scores["profanity"])


_TOXICITY: Final = _score("toxicity")
_IDENTITY: Final = _score("identity_abuse", "sexism", "racism", "homophobia", "xenophobia")
_SWEARING: Final = _score("profanity", "vulgarity")
_PROMOTION: Final = _score("commercial_promotion", "personal_promotion")

MAPPED: Final[Mapping[str, Mapped]] = {
    "TOXICITY": _TOXICITY,
    "SEVERE_TOXICITY": _severe,
    "IDENTITY_ATTACK": _IDENTITY,
    "INSULT": _score("personal_attack"),
    "PROFANITY": _SWEARING,
    "THREAT": _score("threat"),
    "TOXICITY_EXPERIMENTAL": _TOXICITY,
    "SEVERE_TOXICITY_EXPERIMENTAL": _severe,
    "IDENTITY_ATTACK_EXPERIMENTAL": _IDENTITY,
    "INSULT_EXPERIMENTAL": _score("personal_attack"),
    "PROFANITY_EXPERIMENTAL": _SWEARING,
    "THREAT_EXPERIMENTAL": _score("threat"),
    "TOXICITY_FAST": _TOXICITY,
    "SEXUALLY_EXPLICIT": _score("vulgarity"),
    "OBSCENE": _SWEARING,
    "SPAM": _PROMOTION,
    "LIKELY_TO_REJECT": _score("toxicity", "commercial_promotion", "personal_promotion"),
    "CONSTRUCTIVE_EXPERIMENTAL": _score("constructive"),
}

UNMAPPED: Final = frozenset(
    {
        "FLIRTATION",
        "ATTACK_ON_AUTHOR",
        "ATTACK_ON_COMMENTER",
        "INCOHERENT",
        "INFLAMMATORY",
        "UNSUBSTANTIAL",
        "AFFINITY_EXPERIMENTAL",
        "COMPASSION_EXPERIMENTAL",
        "CURIOSITY_EXPERIMENTAL",
        "NUANCE_EXPERIMENTAL",
        "PERSONAL_STORY_EXPERIMENTAL",
        "REASONING_EXPERIMENTAL",
        "RESPECT_EXPERIMENTAL",
        "ALIENATION_EXPERIMENTAL",
        "FEARMONGERING_EXPERIMENTAL",
        "GENERALIZATION_EXPERIMENTAL",
        "MORAL_OUTRAGE_EXPERIMENTAL",
        "POWER_APPEAL_EXPERIMENTAL",
        "SCAPEGOATING_EXPERIMENTAL",
    }
)
"""Known names that we can't answer honestly: they are refused as an attribute that lacks the language is, which
Perspective's clients know how to handle (drop the attribute, call again)."""


LABELS_OF: Final[Mapping[str, str]] = {
    "TOXICITY": "toxicity",
    "INSULT": "personal_attack",
    "IDENTITY_ATTACK": "identity_abuse",
    "PROFANITY": "profanity",
    "THREAT": "threat",
    "SEXUALLY_EXPLICIT": "vulgarity",
    "SPAM": "promotion",
}
"""What a score that comes back for an attribute says in the words of training data."""


def base_name(attribute: str) -> str:
    """The attribute without a version: ``TOXICITY@6`` is scored as ``TOXICITY``."""
    return attribute.partition("@")[0]
