"""Which kind of identity abuse a comment is about, from whom it names. Weak labels only: a word list is no judge."""

import re
from typing import Final

KIND_WORDS: Final = {
    "sexism": "wom[ae]n|girls?|females?|feminis\\w*|wi(?:fe|ves)|bitch\\w*|whores?|sluts?|cunts?|thots?|hoes?|"
    "feminazi\\w*",
    "racism": "blacks?|negro\\w*|nig\\w+|africans?|asians?|chinese|chinks?|arabs?|latinos?|hispanics?|gyps\\w+|roma|"
    "indians?|pakis?|non.?whites?|coloureds?|browns?|aborigin\\w+|mexicans?|kurds?",
    "homophobia": "gays?|fag\\w*|lesbian\\w*|dykes?|homo\\w*|queers?|trans\\w*|trann\\w+|lgbt\\w*|bisexual\\w*",
    "xenophobia": "immigra\\w+|migrants?|refugees?|foreign\\w*|asylum|illegals?|deport\\w*|poles?|polish|romanians?|"
    "syrians?|afghans?",
    "religious_abuse": "muslim\\w*|islam\\w*|mosl[ie]ms?|jew\\w*|kikes?|christian\\w*|catholic\\w*|hindu\\w*|"
    "sikhs?|yazidis?|allah|quran|muzz\\w*|rabbis?|imams?|atheis\\w+|shi'?a|sunn\\w+",
    "ableism": "retard\\w*|disab\\w*|cripp\\w*|autis\\w*|handicap\\w*|downs?|wheelchair\\w*|blind|deaf|"
    "spastic\\w*|mentally",
}
"""English words per kind."""

_PATTERNS: Final = {kind: re.compile(rf"\b(?:{words})\b") for kind, words in KIND_WORDS.items()}

TARGET_PARTS: Final = {
    "sexism": ("wom", "gender"),
    "racism": ("bla", "asi", "arab", "hisp", "lat", "indig", "trav", "rom", "mixed", "non.white", "eth", "african"),
    "homophobia": ("gay", "lgb", "trans", "bis", "lesb", "queer", "sexual_orientation"),
    "xenophobia": ("imm", "ref", "for", "pol", "russ", "origin"),
    "religious_abuse": ("mus", "jew", "hin", "chr", "rel", "sikh"),
    "ableism": ("dis", "special_needs"),
}
"""Beginnings of the target names that sources give, per kind."""


def kinds_by_target(targets: list[str]) -> frozenset[str]:
    """Kinds that the source's own targets stand for."""
    return frozenset(
        kind
        for kind, parts in TARGET_PARTS.items()
        for target in targets
        if any(part in target and (target.startswith(part) or kind == "sexism") for part in parts)
    )


def kinds_by_words(text: str) -> frozenset[str]:
    """Kinds whose groups an English text names; the text must be normalised."""
    return frozenset(kind for kind, pattern in _PATTERNS.items() if pattern.search(text))
