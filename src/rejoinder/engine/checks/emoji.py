"""Emoji that speak: an animal or filth beside a people, a weapon pointed at somebody, and comments of nothing else.

What these rules find is referred, never rejected alone: the same pictures stand in plain talk. The sets are our own,
from the names of Unicode's emoji; skin tones and joiners are gone in folded text.
"""

from typing import Final

from rejoinder.engine.assessment import Finding
from rejoinder.engine.checks.aim import GROUPS
from rejoinder.engine.checks.base import Result
from rejoinder.engine.checks.classifier import classifier
from rejoinder.engine.lang.matcher import Span
from rejoinder.engine.reading import Reading

WEAPONS: Final = frozenset("🔪🗡⚔🔫💣🧨🪓🏹")
POINTING: Final = frozenset("👉👈👇👆🫵")
HOMES: Final = frozenset("🏠🏡🏘🚗🚙")
VERMIN: Final = frozenset("🐀🐁🪳🐒🐵🙈🐖🐷🐽🐍🦝🦟🪱🐛🕷🐗🐑🐐🦍🦧🦎🪰")
FILTH: Final = frozenset("💩🗑🚽🤮🤢")
SCORN: Final = frozenset("🤡🐷🐍🐀💩🤮🐑🐴🐽🐒")
"""What a person is called by; an office or a name before it tells from the animal."""
KITCHEN: Final = frozenset("🍳🍽🧹🧽🧺")
JEERS: Final = frozenset("😂🤣👉👎🙄")
OUT: Final = frozenset("🚪✈👢")
WORKERS: Final = frozenset("👩👨🧑")
WARM: Final = frozenset("❤🧡💛💚💙💜💕💖🥰😍😘🌹🌷💐🙏🎉🥳👏💪🤝😊😋🤗🕯✊🫶")
"""Kind pictures: what stands among them is no abuse."""
GROUP_SIGNS: Final = {
    "🌈": "homophobia", "⚧": "homophobia", "👬": "homophobia", "👭": "homophobia", "✡": "identity_abuse",
    "🕎": "identity_abuse", "☪": "identity_abuse", "✝": "identity_abuse", "🕌": "identity_abuse",
    "🕍": "identity_abuse", "🧕": "identity_abuse", "👳": "xenophobia", "♿": "identity_abuse",
    "🦽": "identity_abuse", "🦼": "identity_abuse", "👩": "sexism", "👧": "sexism", "👰": "sexism",
}  # fmt: skip
KIND_OF_LIST: Final = {
    "groups_sexism": "sexism",
    "groups_racism": "racism",
    "groups_homophobia": "homophobia",
    "groups_xenophobia": "xenophobia",
    "groups_religion": "identity_abuse",
    "groups_disability": "identity_abuse",
}
REACH: Final = 3
SHORT_WORDS: Final = 10
"""A weapon among more words than this is more likely a story than a threat."""
SCORE: Final = 0.6
"""Under every ``reject_at``, over every ``approve_below`` of policy.DEFAULT_THRESHOLDS."""
ALONE: Final = 0.6
"""Probability from which a comment without a word is not approved unread; its score is then DOUBT."""
DOUBT: Final = 0.45


class EmojiCheck:
    """Findings over emoji, and the classifier's word on comments of emoji alone, which have no language."""

    id: Final = "emoji"
    labels: Final = ("identity_abuse", "sexism", "racism", "homophobia", "xenophobia", "threat", "personal_attack")

    def run(self, reading: Reading) -> Result:
        """One finding for each kind of abuse: the first emoji that turns on a group, a person or a home, and its run.

        Raises:
            MissingResource, BadFile: the model that ships with Rejoinder is not there or damaged.
        """
        places = [at for at, token in enumerate(reading.tokens) if token.emoji]
        if not places:
            return Result()
        found: dict[str, Finding] = {}
        for at in places:
            reading.deadline.keep()
            kind = self._kind(reading, at)
            if kind and kind not in found:
                found[kind] = reading.finding(_run(reading, at), kind, SCORE, self.id, because=("emoji",))
        return Result(tuple(sorted(found.values())), self._alone(reading))

    def _kind(self, reading: Reading, at: int) -> str:
        sentence = reading.sentence(Span(at, at + 1))
        around = [token.text for token in reading.tokens[sentence.first : sentence.last]]
        if not WARM.isdisjoint(around) or reading.has("animal_context", within=sentence):
            return ""
        sign = reading.tokens[at].text
        if sign in WEAPONS or (sign == "🔥" and _beside(reading, at, HOMES)):
            return "threat" if _pointed(reading, at, sentence) else ""
        if sign in OUT and at and reading.tokens[at - 1].text in WORKERS:
            return ""  # a pilot, not a way out
        if sign in VERMIN | FILTH | OUT and (kind := _group_near(reading, at, sentence)):
            return kind
        if sign in KITCHEN and (_woman_near(reading, sentence) and not JEERS.isdisjoint(around)):
            return "sexism"
        return "personal_attack" if sign in SCORN and _person_before(reading, at, sentence) else ""

    def _alone(self, reading: Reading) -> dict[str, float]:
        if any(ch.isalpha() for ch in reading.folded.text):
            return {}
        language = reading.article_language or "en"
        (scores,) = classifier().scores([reading.text], [reading.parent], [language])
        return {label: DOUBT for label in self.labels if scores.get(label, 0.0) >= ALONE}


def _run(reading: Reading, at: int) -> Span:
    last = at + 1
    while last < len(reading.tokens) and reading.tokens[last].text == reading.tokens[at].text:
        last += 1
    return Span(at, last)


def _beside(reading: Reading, at: int, signs: frozenset[str]) -> bool:
    return any(token.text in signs for token in reading.tokens[max(0, at - 1) : at + 2])


def _pointed(reading: Reading, at: int, sentence: Span) -> bool:
    """Whether a weapon or fire is meant for somebody: a hand beside it, or the reader in so short a comment."""
    if _beside(reading, at, POINTING):
        return True
    if len(reading.tokens) > SHORT_WORDS or reading.has("actors", "harm_news", within=sentence):
        return False
    return reading.has("you", "you_are", "veiled", "harm_you", "die_you", within=sentence)


def _group_near(reading: Reading, at: int, sentence: Span) -> str:
    """The kind of abuse where a group, by word or sign, stands within reach before an emoji or right behind it."""
    near = Span(max(sentence.first, at - REACH), min(sentence.last, at + 2))
    for name in GROUPS:
        if reading.has(name, within=near):
            return KIND_OF_LIST[name]
    for token in reading.tokens[near.first : near.last]:
        if token.text in GROUP_SIGNS:
            return GROUP_SIGNS[token.text]
        if len(token.text) == 2 and all("\U0001f1e6" <= ch <= "\U0001f1ff" for ch in token.text):
            return "xenophobia"
    return ""


def _woman_near(reading: Reading, sentence: Span) -> bool:
    signs = {token.text for token in reading.tokens[sentence.first : sentence.last]}
    return "👩" in signs or reading.has("groups_sexism", within=sentence)


def _person_before(reading: Reading, at: int, sentence: Span) -> bool:
    before = Span(max(sentence.first, at - REACH), at)
    if reading.has("i", "we", within=before):
        return False
    return reading.has("public_figures", "person_nouns", "you", "you_are", "they_are", within=before)
