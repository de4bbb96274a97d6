"""Advice before sending: which guideline a text may break, and on which words. Never more than that, and no score.

The reader may change the text or send it as it is. What is not sent is not kept; the site learns numbers alone. A part
of the readers can be left without advice for comparison (``Site.advice_share``): the same ones all day.
"""

import hashlib
import hmac
import threading
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import F

from rejoinder.comments.models import AdviceCount, Article, Comment, Heeded, Site
from rejoinder.engine import COULD_NOT_ASSESS, Assessment, Budget, Submission, assess, recommend
from rejoinder.engine.guidelines import Guideline
from rejoinder.engine.policy import labels_of
from rejoinder.moderation.ears import checks_of
from rejoinder.moderation.models import GuidelineSet, Policy
from rejoinder.moderation.rules import guidelines_of, policy_of
from rejoinder.moderation.services.assessing import context_of

BUDGET: Final = Budget(total_ms=800.0, check_ms=500.0)
MOST_SPANS: Final = 8
_WAIT_S: Final = 0.4
# The engine holds the interpreter: more than one reading at a time would only keep published pages waiting.
_ONE_AT_A_TIME: Final = threading.BoundedSemaphore(1)


@dataclass(frozen=True, slots=True)
class Advice:
    """What a reader is told: the guideline, and the words as (start, end) in code points. ``shown`` False: the reader
    is one of those who are not told."""

    guideline: Guideline
    spans: tuple[tuple[int, int], ...]
    shown: bool


def advise(
    *, article: Article, body: str, parent: UUID | None, reader_key: str, secret: str, now: datetime
) -> Advice | None:
    """Advice on a text that is not sent yet, counted; None when there is nothing to say, when the site gives no advice
    or when there is no time: a reader never waits long for advice. ``article`` comes with its site."""
    site = article.site
    if not site.advice_share or not _ONE_AT_A_TIME.acquire(timeout=_WAIT_S):
        return None
    try:
        found = _read(article, body, parent)
    finally:
        _ONE_AT_A_TIME.release()
    if found is None:
        return None
    guideline, spans = found
    shown = _percentile(secret, site.key, reader_key, now) < site.advice_share
    _count(site, guideline.key, shown, now)
    return Advice(guideline, spans, shown)


def heeded(*, advised: str, body: str, shown: bool) -> Heeded:
    """What the reader did: ``advised`` is the fingerprint of the text that advice was given on."""
    if not shown:
        return Heeded.CONTROL
    return Heeded.KEPT if hmac.compare_digest(fingerprint(body), advised) else Heeded.CHANGED


def fingerprint(body: str) -> str:
    """Tells one text from another, and nothing else of it."""
    return hashlib.sha256(b"rejoinder.advice\0" + body.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _read(article: Article, body: str, parent: UUID | None) -> tuple[Guideline, tuple[tuple[int, int], ...]] | None:
    guidelines = guidelines_of(GuidelineSet.objects.in_force(article.site))
    policy = policy_of(Policy.objects.in_force(article.site))
    names = (*article.site.publisher_names, *guidelines.publisher_names)
    answered = Comment.objects.published().filter(article=article, uuid=parent).first() if parent else None
    context = context_of(article, answered, names)
    assessment = assess(
        Submission("", body), context=context, guidelines=guidelines, budget=BUDGET, checks=checks_of(article.site)
    )
    ground = recommend(assessment, policy=policy, guidelines=guidelines).ground
    guideline = guidelines.get(ground.guideline) if ground and ground.kind != COULD_NOT_ASSESS else None
    return (guideline, _spans(assessment, guideline)) if guideline else None


def _spans(assessment: Assessment, guideline: Guideline) -> tuple[tuple[int, int], ...]:
    labels = labels_of(guideline)
    used = (f for f in assessment.findings if f.standing == "use" and f.start < f.end)
    speaking = (f for f in used if f.guideline == guideline.key or f.kind in labels)
    strongest = sorted(speaking, key=lambda f: (-f.score, f.start))[:MOST_SPANS]
    return tuple(sorted({(f.start, f.end) for f in strongest}))


def _percentile(secret: str, site: str, reader_key: str, now: datetime) -> int:
    message = f"{site}\0{reader_key}\0{now:%Y-%m-%d}".encode()
    return int(hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()[:8], 16) % 100


def _count(site: Site, guideline: str, shown: bool, now: datetime) -> None:
    row, _ = AdviceCount.objects.get_or_create(site=site, day=now.date(), guideline=guideline, shown=shown)
    AdviceCount.objects.filter(pk=row.pk).update(count=F("count") + 1)
