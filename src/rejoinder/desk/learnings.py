"""What the desk shows of a site's own models: words per label, and every attempt in figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from rejoinder.comments.models import Site
from rejoinder.desk import words
from rejoinder.moderation.ears import trouble_of
from rejoinder.moderation.models import SiteModel, SiteTraining

ATTEMPTS: Final = 50
"""Newest attempts shown."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """The words that now speak for a label, and those that now speak against it, strongest first."""

    title: str
    more: Sequence[str]
    less: Sequence[str]


@dataclass(frozen=True, slots=True)
class Attempt:
    """One training. Shares in percent, the gain in points of AUC with its bounds."""

    version: int
    at: datetime
    by: str
    decisions: int
    compared: int
    before: float
    after: float
    gain: float
    low: float
    high: float
    outcome: str
    """``in_force``, ``ended`` or ``not_adopted``."""


@dataclass(frozen=True, slots=True)
class Learning:
    """The page."""

    in_force: int
    """Version, 0 where the shipped model serves alone."""
    ignored: bool
    """The model in force is damaged or stands on another model: the shipped one serves."""
    nightly: bool
    tried_at: datetime | None
    """When a night last tried; None before the first."""
    learned_nothing: bool
    """That night found too few decisions."""
    lessons: Sequence[Lesson]
    attempts: Sequence[Attempt]


def learning_of(site: Site) -> Learning:
    """What the site's decisions taught."""
    rows = list(SiteModel.objects.history(site)[:ATTEMPTS])
    serving = SiteModel.objects.in_force(site)
    training = SiteTraining.objects.filter(site=site).first()
    tried_at = training.tried_at if training else None
    lessons = [
        Lesson(words.word(words.KINDS, head), told["for"], told["against"])
        for head, told in (serving.learned if serving else {}).items()
    ]
    return Learning(
        in_force=serving.version if serving else 0,
        ignored=bool(serving and trouble_of(serving)),
        nightly=bool(training and training.nightly),
        tried_at=tried_at,
        learned_nothing=bool(tried_at and (not rows or rows[0].trained_at < tried_at)),
        lessons=lessons,
        attempts=[_attempt(row) for row in rows],
    )


def _attempt(row: SiteModel) -> Attempt:
    figures = row.figures
    outcome = "not_adopted" if row.adopted_at is None else "in_force" if row.ended_at is None else "ended"
    return Attempt(
        version=row.version,
        at=row.trained_at,
        by=words.actor_word(row.trained_by),
        decisions=row.decisions,
        compared=figures["approved"] + figures["rejected"],
        before=100 * figures["present"],
        after=100 * figures["candidate"],
        gain=100 * (figures["candidate"] - figures["present"]),
        low=100 * figures["low"],
        high=100 * figures["high"],
        outcome=outcome,
    )
