"""The vocabulary of language packs: the names of lists (explained in LISTS.md), labels, aims and scopes."""

from typing import Final, Literal

Aim = Literal["always", "person", "group", "context"]
Scope = Literal["any", "own"]

AIMS: Final[tuple[Aim, ...]] = ("always", "person", "group", "context")
SCOPES: Final[tuple[Scope, ...]] = ("any", "own")

PACK_LABELS: Final = (
    "profanity",
    "vulgarity",
    "threat",
    "personal_attack",
    "identity_abuse",
    "sexism",
    "racism",
    "homophobia",
    "xenophobia",
    "commercial_promotion",
    "personal_promotion",
    "constructive",
    "criticism_of_publisher",
)
"""The labels a row of a pack may speak to: those of assessment.LABELS that words alone can tell."""

LIST_NAMES: Final = frozenset(
    """
    you you_are i i_will we they they_are this_that person_nouns public_figures actors thing_nouns
    animals animal_context self_naming all_of body_home_family
    be will should negation no_denial conditional wish question intensifier time_soon
    reporting described_as calling quote_intro condemn denied_after endorse
    condemn_violence thanks_polite short_reactions constructive source_words
    harm harm_you harm_news die die_you kill_yourself weapons deserve incite veiled
    insult insult_you silence degrading dehumanise inferior exclude eliminate country crime_nouns
    groups_sexism groups_racism groups_homophobia groups_xenophobia groups_religion groups_disability place_of_women
    publisher_words journalism_criticism
    promo_commercial promo_personal promo_call promo_place contact earn goods currencies
    idioms_harmless never no_slip proclitics enclitics
    """.split()
)

UNMATCHED: Final = frozenset({"proclitics", "enclitics"})
"""Lists that hold pieces of words; nothing looks for them in a text, and no pattern may name them."""
