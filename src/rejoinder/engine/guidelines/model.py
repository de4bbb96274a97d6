"""Guidelines as data: what a site welcomes, what it does not tolerate, and how it decides."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

GuidelineRole = Literal["prohibition", "welcome", "procedure"]

LABEL_OF: Final[Mapping[str, str]] = {
    "profanity": "profanity",
    "threats": "threat",
    "personal_attacks": "personal_attack",
    "vulgarity": "vulgarity",
    "abuse": "identity_abuse",
    "sexism": "sexism",
    "racism": "racism",
    "homophobia": "homophobia",
    "xenophobia": "xenophobia",
    "promotion": "promotion",
    "commercial_promotion": "commercial_promotion",
    "personal_promotion": "personal_promotion",
}
"""The score (one of assessment.LABELS) that speaks to a guideline, by its key. ``promotion`` is both its kinds."""


@dataclass(frozen=True, slots=True)
class Guideline:
    """One rule. ``key`` is stable across versions; ``kinds`` are the keys of what it names as examples."""

    key: str
    role: GuidelineRole
    kinds: tuple[str, ...] = ()
    title: Mapping[str, str] = field(default_factory=dict)
    text: Mapping[str, str] = field(default_factory=dict)
    """Title and text by language code; ``text`` is what the reader is shown."""
    rejection: Mapping[str, str] = field(default_factory=dict)
    """By language code: the sentence a statement of reasons opens with. Prohibitions have one, others don't."""
    family: str = ""
    """The key of the wider rule it belongs to: ``promotion`` for commercial and for personal promotion."""
    words: str = ""
    """The words it rests on, as they stood on the page it was proposed from."""


@dataclass(frozen=True, slots=True)
class GuidelineSet:
    """A site's guidelines at one version."""

    version: str
    guidelines: tuple[Guideline, ...]
    source: str = ""
    """Where it came from: ``built-in``, a file, or the page it was proposed from."""
    publisher_names: tuple[str, ...] = ()
    """Names readers call the publisher by; criticism of them is welcome."""

    def prohibitions(self) -> tuple[Guideline, ...]:
        """The guidelines a comment can break."""
        return tuple(g for g in self.guidelines if g.role == "prohibition")

    def get(self, key: str) -> Guideline | None:
        """The guideline of that key, or None."""
        return next((g for g in self.guidelines if g.key == key), None)

    def languages(self) -> tuple[str, ...]:
        """Codes of the languages in which every guideline can be shown, sorted."""
        spoken = [set(g.text) for g in self.guidelines]
        return tuple(sorted(set.intersection(*spoken))) if spoken else ()


def in_language(texts: Mapping[str, str], *languages: str) -> str:
    """The text in the first of ``languages`` there is; ``ku-IQ`` is satisfied by ``ku``. Then English, then any.

    ``''`` only where ``texts`` is empty.
    """
    for wanted in (*languages, "en"):
        for code in (wanted, wanted.split("-")[0]):
            if code in texts:
                return texts[code]
    return texts[min(texts)] if texts else ""


def content_version(guidelines: Sequence[Guideline], publisher_names: Sequence[str] = ()) -> str:
    """A version that changes whenever a word does: the first 12 hexadecimal digits of a SHA-256 over the content."""
    rows = [
        [g.key, g.role, list(g.kinds), dict(g.title), dict(g.text), dict(g.rejection), g.family, g.words]
        for g in guidelines
    ]
    content = json.dumps([rows, list(publisher_names)], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(content.encode()).hexdigest()[:12]
