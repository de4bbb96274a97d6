"""Assessing what was submitted: claim, read, recommend, and decide where the site lets the machine.

The queue is the comments themselves (``Comment.assess_after``). A claim is a lease: a worker that dies before it
writes leaves nothing behind but a date in the future, and the comment falls due again.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import connection, transaction

from rejoinder.comments.models import Article, Comment, Status
from rejoinder.engine import (
    COULD_NOT_ASSESS,
    LABELS,
    ArticleText,
    Context,
    Finding,
    Policy,
    Recommendation,
    Submission,
    assess,
    recommend,
    to_json_dict,
)
from rejoinder.engine import Assessment as EngineAssessment
from rejoinder.moderation.models import Assessment, GuidelineSet
from rejoinder.moderation.models import Policy as SitePolicy
from rejoinder.moderation.rules import guidelines_of, policy_of
from rejoinder.moderation.services.deciding import MACHINE, Ruling, decide

logger = logging.getLogger(__name__)

MAX_ATTEMPTS: Final = 3
"""A comment on which this many workers fell silent is referred without another try: it may be what felled them."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A comment that this worker holds until its lease runs out."""

    pk: int
    attempts: int


def claim_due(*, limit: int, lease: timedelta, now: datetime) -> list[Claimed]:
    """Up to ``limit`` comments that wait for an assessment, oldest first, leased to the caller."""
    if not Comment.objects.due(now).exists():
        return []  # an idle worker takes no write lock
    with transaction.atomic():
        due = Comment.objects.due(now)
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True, no_key=True)
        rows = list(due.only("id", "assess_attempts")[:limit])
        for row in rows:
            row.assess_after = now + lease
            row.assess_attempts += 1
        Comment.objects.bulk_update(rows, ["assess_after", "assess_attempts"])
    return [Claimed(row.pk, row.assess_attempts) for row in rows]


def assess_claimed(*, claimed: Claimed, now: datetime) -> Assessment | None:
    """The stored assessment, with the machine's decision where the site's policy allows one.

    None when another worker was faster.
    """
    comment = Comment.objects.select_related("article__site", "parent").get(pk=claimed.pk)
    site = comment.article.site
    guideline_set = GuidelineSet.objects.in_force(site)
    policy = SitePolicy.objects.in_force(site)
    given_up = claimed.attempts > MAX_ATTEMPTS
    assessment, recommendation = _read(comment, guideline_set, policy_of(policy), given_up=given_up)
    with transaction.atomic():
        locked = Comment.objects.select_for_update(no_key=True).get(pk=comment.pk)
        if locked.assess_after is None:
            return None
        row = Assessment.objects.create(
            comment=comment,
            document=to_json_dict(assessment, recommendation),
            recommendation=recommendation.outcome,
            guideline_set=guideline_set,
            policy=policy,
            assessed_at=now,
        )
        Comment.objects.filter(pk=comment.pk).update(assess_after=None, language=assessment.language)
        if locked.status == Status.PENDING and _machine_may(policy, recommendation):
            _decide(comment, recommendation, row, now)
        return row


def _read(
    comment: Comment, guideline_set: GuidelineSet, policy: Policy, *, given_up: bool
) -> tuple[EngineAssessment, Recommendation]:
    submission = Submission(id=str(comment.uuid), text=comment.body)
    guidelines = guidelines_of(guideline_set)
    if given_up:
        logger.warning("comment %s: given to a person after %s attempts", comment.uuid, MAX_ATTEMPTS)
        assessment = _given_up(submission)
        return assessment, recommend(assessment, policy=policy, guidelines=guidelines)
    publisher_names = (*comment.article.site.publisher_names, *guidelines.publisher_names)
    context = context_of(comment.article, comment.parent, publisher_names)
    assessment = assess(submission, context=context, guidelines=guidelines)
    recommendation = recommend(assessment, policy=policy, guidelines=guidelines)
    if recommendation.outcome == "approve" and comment.author_name:
        name = Submission(id=f"{comment.uuid}/author_name", text=comment.author_name, language=assessment.language)
        found = assess(name, context=context, guidelines=guidelines).findings
        # A name is too short for the classifier: it suspects what a name alludes to, or whom it belongs to.
        if any(finding.standing == "use" and not finding.suspected for finding in found):
            return assessment, Recommendation(outcome="refer", ground=None, reason="author_name")
    return assessment, recommendation


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


def _decide(comment: Comment, recommendation: Recommendation, assessment: Assessment, now: datetime) -> None:
    ground = recommendation.ground
    ruling = Ruling(
        outcome="approve" if recommendation.outcome == "approve" else "reject",
        guideline=ground.guideline if ground and recommendation.outcome == "reject" else "",
        spans=((ground.start, ground.end),) if ground and recommendation.outcome == "reject" else (),
        assessment=assessment,
    )
    decide(comment=comment.uuid, ruling=ruling, actor=MACHINE, seen=Status.PENDING, now=now)
