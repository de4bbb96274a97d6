"""What a moderator sees of one comment: its text with the findings in it, what is recommended, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import get_language

from rejoinder.comments.models import Article, Comment, Site
from rejoinder.desk import words
from rejoinder.desk.marks import Segment, segments
from rejoinder.moderation.grounds import ground_named, rejectable_grounds
from rejoinder.moderation.models import Assessment, GuidelineSet
from rejoinder.moderation.rules import guidelines_of

PICK_KEYS: Final = "1234567890"


@dataclass(frozen=True, slots=True)
class Option:
    """A guideline that a rejection can name. ``pick_key`` is the key that picks it, ``''`` past the tenth."""

    key: str
    title: str
    is_kind: bool
    pick_key: str


@dataclass(frozen=True, slots=True)
class Note:
    """A finding in words. ``number`` from 1 ties it to its mark in the text."""

    number: int
    guideline: str
    kind: str
    title: str
    score: float
    standing: str
    standing_words: str
    because: Sequence[str]
    evidence: str
    start: int
    end: int
    is_ground: bool

    @property
    def percent(self) -> int:
        """The score, 0 to 100."""
        return round(self.score * 100)


@dataclass(frozen=True, slots=True)
class Advice:
    """The recommendation in words. ``picked`` is the option it suggests for a rejection, or ``''``."""

    outcome: str
    words: str
    reason: str
    ground: str = ""
    picked: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A comment at the desk."""

    comment: Comment
    assessment: Assessment | None
    segments: Sequence[Segment]
    notes: Sequence[Note]
    failures: Sequence[str]
    """Why parts of it could not be assessed."""
    advice: Advice
    options: Sequence[Option]
    passage: str
    """The paragraph of the article that the comment speaks to, or ``''``."""
    language: str

    @property
    def evidence(self) -> Sequence[Note]:
        """Findings whose words a rejection can rest on."""
        return [note for note in self.notes if note.standing != "protected" and note.end > note.start]


def options_of(row: GuidelineSet, site: Site) -> tuple[Option, ...]:
    """What a rejection can name, in the desk's language where the guidelines speak it, else in the site's."""
    found = []
    for index, (key, ground) in enumerate(rejectable_grounds(row, *_languages(site)).items()):
        pick_key = PICK_KEYS[index] if index < len(PICK_KEYS) else ""
        found.append(Option(key, ground.name, bool(ground.kind), pick_key))
    return tuple(found)


def card_of(comment: Comment, assessment: Assessment | None, in_force: GuidelineSet, site: Site) -> Card:
    """The card. ``comment`` comes with its article and parent."""
    document: Mapping[str, Any] = assessment.document if assessment else {}
    options = options_of(in_force, site)
    ground = document.get("ground")
    notes = _notes(document.get("findings", ()), ground, in_force, site)
    return Card(
        comment=comment,
        assessment=assessment,
        segments=segments(comment.body, notes),
        notes=notes,
        failures=_failures(document.get("findings", ())),
        advice=_advice(document, options, in_force, site),
        options=options,
        passage=_passage(comment.article, document.get("findings", ())),
        language=words.word(words.LANGUAGES, comment.language),
    )


def _notes(
    findings: Sequence[Mapping[str, Any]], ground: Mapping[str, Any] | None, row: GuidelineSet, site: Site
) -> list[Note]:
    shown = [f for f in findings if f["standing"] != "observation" and f["end"] > f["start"]]
    shown.sort(key=lambda f: (f["start"], -f["end"], -f["score"], f["kind"]))
    return [
        Note(
            number=number,
            guideline=f["guideline"],
            kind=f["kind"],
            title=words.word(words.KINDS, f["kind"]),
            score=f["score"],
            standing=f["standing"],
            standing_words=words.word(words.STANDINGS, f["standing"]),
            because=words.because_words(f["because"]),
            evidence=f["evidence"],
            start=f["start"],
            end=f["end"],
            is_ground=_is_ground(f, ground),
        )
        for number, f in enumerate(shown, start=1)
    ]


def _is_ground(finding: Mapping[str, Any], ground: Mapping[str, Any] | None) -> bool:
    if ground is None or finding["standing"] != "use":
        return False
    return all(finding[name] == ground[name] for name in ("kind", "start", "end"))


def _failures(findings: Sequence[Mapping[str, Any]]) -> list[str]:
    codes = [code for f in findings if f["kind"] == "could_not_assess" for code in f["because"] or (f["evidence"],)]
    return [words.word(words.BECAUSE, code) for code in dict.fromkeys(codes)]


def _advice(document: Mapping[str, Any], options: Sequence[Option], row: GuidelineSet, site: Site) -> Advice:
    outcome = document.get("recommendation", "none")
    reason = words.word(words.REASONS, document["reason"]) if document else ""
    ground = document.get("ground")
    if not ground or not ground["guideline"]:
        return Advice(outcome, words.word(words.RECOMMENDATIONS, outcome), reason)
    keys = {option.key for option in options}
    picked = next((key for key in (ground["kind"], ground["guideline"]) if key in keys), "")
    title = ground_named(guidelines_of(row), ground["guideline"], *_languages(site)).title
    return Advice(outcome, words.word(words.RECOMMENDATIONS, outcome), reason, title, picked)


def _passage(article: Article, findings: Sequence[Mapping[str, Any]]) -> str:
    codes = [code for f in findings if f["kind"] == "relevance" for code in f["because"]]
    numbers = [int(code.removeprefix("paragraph_")) for code in codes if code.startswith("paragraph_")]
    paragraphs: list[str] = article.paragraphs
    return paragraphs[numbers[0] - 1] if numbers and numbers[0] <= len(paragraphs) else ""


def _languages(site: Site) -> tuple[str, str]:
    return get_language() or site.language, site.language
