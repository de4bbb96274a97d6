"""Assessing what was submitted: claim, read, recommend, and decide where the site lets the machine.

The queue is the comments themselves (``Comment.assess_after``). A claim is a lease: a worker that dies before it
writes leaves nothing behind but a date in the future, and the comment falls due again.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import IntegrityError, InterfaceError, OperationalError, connection, transaction
from django.db.models import F

from rejoinder.comments.models import Article, Comment, Site, Status
from rejoinder.engine import (
    COULD_NOT_ASSESS,
    LABELS,
    ArticleText,
    Check,
    Context,
    Finding,
    Recommendation,
    Submission,
    assess,
    recommend,
    to_json_dict,
)
from rejoinder.engine import Assessment as EngineAssessment
from rejoinder.errors import Refusal
from rejoinder.moderation.ears import checks_of
from rejoinder.moderation.models import Assessment, GuidelineSet
from rejoinder.moderation.models import Policy as SitePolicy
from rejoinder.moderation.rules import guidelines_of, policy_of
from rejoinder.moderation.services.deciding import MACHINE, Ruling, decide_pending

logger = logging.getLogger(__name__)

MAX_ATTEMPTS: Final = 3
"""A comment on which this many workers fell silent is referred without another try: it may be what felled them."""

CLOCK_SLACK: Final = timedelta(minutes=5)
"""By how much the clocks of machines may differ before one takes from another what it holds."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A comment that this worker holds until its lease runs out."""

    pk: int
    attempts: int


def claim_due(*, limit: int, lease: timedelta, now: datetime) -> list[Claimed]:
    """Up to ``limit`` comments that wait for an assessment, oldest first, leased to the caller."""
    due = Comment.objects.due(now, latest=now + lease + CLOCK_SLACK)
    if not due.exists():
        return []  # an idle worker takes no write lock
    with transaction.atomic():
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True, no_key=True)
        rows = list(due.values_list("id", "assess_attempts")[:limit])
        mine = Comment.objects.filter(pk__in=[pk for pk, _ in rows])
        mine.update(assess_after=now + lease, assess_attempts=F("assess_attempts") + 1)
    return [Claimed(pk, attempts + 1) for pk, attempts in rows]


def assess_claimed(*, claimed: Claimed, now: datetime) -> Assessment | None:
    """The stored assessment, with the machine's decision where the site's policy allows one.

    None when another worker was faster.
    """
    for site, comments in _by_site([claimed]):
        rules = _rules_of(site)
        reads = [_read(comment, rules, given_up=claimed.attempts > MAX_ATTEMPTS) for comment in comments]
        return next(iter(_store(site, rules, reads, now)), None)
    return None


def assess_batch(*, claimed: Sequence[Claimed], clock: Callable[[], datetime], stop: Callable[[], bool]) -> int:
    """How many were assessed and stored, with the machine's decisions: read one by one, written a site at a time.

    One that can't be read is left to fall due again, and does not hold up the others; so are those not yet read when
    ``stop`` says so.
    """
    attempts = {each.pk: each.attempts for each in claimed}
    stored = 0
    for site, comments in _by_site(claimed):
        rules = _rules_of(site)
        reads: list[_Read] = []
        for comment in comments:
            if stop():
                break
            with _told(comment):
                reads.append(_read(comment, rules, given_up=attempts[comment.pk] > MAX_ATTEMPTS))
        try:
            stored += len(_store(site, rules, reads, clock()))
        except (IntegrityError, Refusal):
            # One of them can't be written as it is: all were rolled back, and are written on their own.
            for read in reads:
                with _told(read.comment):
                    stored += len(_store(site, rules, [read], clock()))
    return stored


@dataclass(frozen=True, slots=True)
class _Rules:
    """What comments of a site are read by."""

    guideline_set: GuidelineSet
    policy: SitePolicy
    checks: Sequence[Check]


@dataclass(frozen=True, slots=True)
class _Read:
    """A comment with what was found, not yet written."""

    comment: Comment
    assessment: EngineAssessment
    recommendation: Recommendation


@contextmanager
def _told(comment: Comment) -> Iterator[None]:
    """One comment must not stop the others; it is tried again, then referred."""
    try:
        yield
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:  # noqa: BLE001 - whatever a text brings down, it is told and left to a person
        # The class alone: a message may hold the reader's words.
        logger.error("comment %s: assessment failed: %s", comment.pk, type(error).__name__)


def _by_site(claimed: Sequence[Claimed]) -> list[tuple[Site, list[Comment]]]:
    """The comments in the order claimed, by site; each with article and parent."""
    rows = Comment.objects.select_related("article__site", "parent").in_bulk([each.pk for each in claimed])
    groups: dict[int, tuple[Site, list[Comment]]] = {}
    for each in claimed:
        comment = rows[each.pk]
        groups.setdefault(comment.article.site_id, (comment.article.site, []))[1].append(comment)
    return list(groups.values())


def _rules_of(site: Site) -> _Rules:
    return _Rules(GuidelineSet.objects.in_force(site), SitePolicy.objects.in_force(site), checks_of(site))


def _store(site: Site, rules: _Rules, reads: Sequence[_Read], now: datetime) -> list[Assessment]:
    """Assessments and the machine's decisions, written together or not at all. What another worker has written
    meanwhile is left out.
    """
    if not reads:
        return []
    with transaction.atomic():
        mine = Comment.objects.filter(pk__in=[read.comment.pk for read in reads]).order_by("pk")
        waiting = {row.pk: row for row in mine.select_for_update(no_key=True) if row.assess_after is not None}
        reads = [read for read in reads if read.comment.pk in waiting]
        rows = Assessment.objects.bulk_create(_row(read, rules, now) for read in reads)
        for language, outcome in {_found(read) for read in reads}:
            alike = [read.comment.pk for read in reads if _found(read) == (language, outcome)]
            Comment.objects.filter(pk__in=alike).update(assess_after=None, language=language, recommendation=outcome)
        rulings = [
            (waiting[read.comment.pk], _ruling(read.recommendation, row))
            for read, row in zip(reads, rows, strict=True)
            if waiting[read.comment.pk].status == Status.PENDING and _machine_may(rules.policy, read.recommendation)
        ]
        # Rules that changed while these were read were not those that they were read by: a person decides.
        if rulings and _rules_of(site) == rules:
            decide_pending(site=site, rulings=rulings, actor=MACHINE, now=now)
        return rows


def _found(read: _Read) -> tuple[str, str]:
    return read.assessment.language, read.recommendation.outcome


def _row(read: _Read, rules: _Rules, now: datetime) -> Assessment:
    return Assessment(
        comment=read.comment,
        document=to_json_dict(read.assessment, read.recommendation),
        recommendation=read.recommendation.outcome,
        guideline_set=rules.guideline_set,
        policy=rules.policy,
        assessed_at=now,
    )


def _read(comment: Comment, rules: _Rules, *, given_up: bool) -> _Read:
    submission = Submission(id=str(comment.uuid), text=comment.body)
    guidelines, policy = guidelines_of(rules.guideline_set), policy_of(rules.policy)
    if given_up:
        logger.warning("comment %s: given to a person after %s attempts", comment.uuid, MAX_ATTEMPTS)
        assessment = _given_up(submission)
        return _Read(comment, assessment, recommend(assessment, policy=policy, guidelines=guidelines))
    publisher_names = (*comment.article.site.publisher_names, *guidelines.publisher_names)
    context = context_of(comment.article, comment.parent, publisher_names)
    assessment = assess(submission, context=context, guidelines=guidelines, checks=rules.checks)
    recommendation = recommend(assessment, policy=policy, guidelines=guidelines)
    if recommendation.outcome == "approve" and comment.author_name:
        name = Submission(id=f"{comment.uuid}/author_name", text=comment.author_name, language=assessment.language)
        found = assess(name, context=context, guidelines=guidelines, checks=rules.checks).findings
        # A name is too short for the classifier: it suspects what a name alludes to, or whom it belongs to.
        if any(finding.standing == "use" and not finding.suspected for finding in found):
            recommendation = Recommendation(outcome="refer", ground=None, reason="author_name")
    return _Read(comment, assessment, recommendation)


def _given_up(submission: Submission) -> EngineAssessment:
    finding = Finding(0, 0, "", COULD_NOT_ASSESS, 0.0, "worker_lost", "worker", "observation", 0.0, ("worker_lost",))
    return EngineAssessment(submission.id, "und", dict.fromkeys(LABELS, 0.0), (finding,))


def context_of(article: Article, parent: Comment | None, publisher_names: tuple[str, ...]) -> Context:
    """What a comment on ``article`` that answers ``parent`` is read against."""
    captions: list[Mapping[str, Any]] = article.captions
    return Context(
        article=ArticleText(
            title=article.title,
            paragraphs=tuple(article.paragraphs),
            section=article.section,
            caption="\n".join(caption["text"] for caption in captions),
        ),
        parent=parent.body if parent else None,
        publisher_names=publisher_names,
    )


def _machine_may(policy: SitePolicy, recommendation: Recommendation) -> bool:
    if recommendation.outcome == "approve":
        return policy.machine_may_approve
    return recommendation.outcome == "reject" and policy.machine_may_reject


def _ruling(recommendation: Recommendation, assessment: Assessment) -> Ruling:
    ground = recommendation.ground
    return Ruling(
        outcome="approve" if recommendation.outcome == "approve" else "reject",
        guideline=ground.guideline if ground and recommendation.outcome == "reject" else "",
        spans=((ground.start, ground.end),) if ground and recommendation.outcome == "reject" else (),
        assessment=assessment,
    )
