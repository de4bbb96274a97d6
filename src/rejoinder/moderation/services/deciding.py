"""The only writer of decisions, for machine and moderator alike.

Lock order, everywhere: comment, then site (which serialises the site's chain), then article. Locks leave keys free
(``no_key``), so that a row that merely refers to a locked one can be inserted meanwhile.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from django.db import transaction

from rejoinder import __version__
from rejoinder.accounts.models import User
from rejoinder.comments.errors import CommentNotFound
from rejoinder.comments.models import Article, Comment, Site, Status
from rejoinder.comments.models.comment import PUBLIC_STATUSES
from rejoinder.moderation.access import require_moderator
from rejoinder.moderation.chain import GENESIS, Link, hash_of, record_of
from rejoinder.moderation.errors import AlreadyDecided, EvidenceNotInBody, GuidelineUnknown
from rejoinder.moderation.models import Act, Announcement, Assessment, Decision, GuidelineSet, Pick
from rejoinder.moderation.rules import rejectable_keys
from rejoinder.moderation.services.auditing import audit
from rejoinder.moderation.services.closing import close_appeals, close_reports
from rejoinder.moderation.services.outcome_mail import tell_writer_of


@dataclass(frozen=True, slots=True)
class Actor:
    """Who decides. A moderator has a ``user``; the machine has a name and version."""

    kind: Literal["machine", "moderator"]
    name: str
    user: User | None = None


MACHINE: Final = Actor(kind="machine", name=f"Rejoinder {__version__}")


@dataclass(frozen=True, slots=True)
class Ruling:
    """What is decided. A rejection names a prohibition of the guidelines in force, and the words it rests on."""

    outcome: Literal["approve", "reject"]
    guideline: str = ""
    spans: Sequence[tuple[int, int]] = ()
    note: str = ""
    assessment: Assessment | None = field(default=None)


def decide(*, comment: UUID, ruling: Ruling, actor: Actor, seen: Status, now: datetime) -> Decision:
    """The new decision, committed with the comment's new status.

    ``seen`` is the status the actor looked at: of two moderators on one comment the second is refused.

    Raises:
        CommentNotFound, NotAModerator, AlreadyDecided, GuidelineUnknown, EvidenceNotInBody.
    """
    with transaction.atomic():
        row = Comment.objects.select_for_update(of=("self",), no_key=True).filter(uuid=comment).first()
        if row is None:
            raise CommentNotFound
        article = Article.objects.only("id", "site_id").get(pk=row.article_id)
        site = Site.objects.select_for_update(no_key=True).get(pk=article.site_id)
        if actor.kind == "moderator":
            require_moderator(actor.user, site)
        if row.status != seen:
            raise _already_decided(row)
        guideline_set = GuidelineSet.objects.in_force(site)
        _check_ruling(ruling, row, guideline_set)
        (decision,) = _append([(row, ruling)], site, guideline_set, actor, now)
        _apply([(row, ruling)], now)
        if row.status != Status.PENDING:  # what was never decided has no picks, objections or reports
            _close(row, decision)
        tell_writer_of(decision)
        return decision


def decide_pending(
    *, site: Site, rulings: Sequence[tuple[Comment, Ruling]], actor: Actor, now: datetime
) -> list[Decision]:
    """Decisions on comments of one site, in the order given, in the caller's transaction.

    The caller holds the comments locked and has seen that they are pending. As many statements as for one.

    Raises:
        GuidelineUnknown, EvidenceNotInBody: for any of them; then none is decided.
    """
    locked = Site.objects.select_for_update(no_key=True).get(pk=site.pk)
    guideline_set = GuidelineSet.objects.in_force(locked)
    for comment, ruling in rulings:
        _check_ruling(ruling, comment, guideline_set)
    decisions = _append(rulings, locked, guideline_set, actor, now)
    _apply(rulings, now)
    for decision in decisions:
        if decision.outcome == "reject" and decision.comment.reader_id:
            tell_writer_of(decision)
    return decisions


def _close(comment: Comment, decision: Decision) -> None:
    if decision.outcome == "reject" and Pick.objects.filter(comment=comment).delete()[0]:
        uuid, at = str(comment.uuid), decision.decided_at
        audit(site=decision.site, action=Act.PICK_REMOVED, actor_name=decision.actor_name, at=at, comment=uuid)
    close_appeals(decision)
    close_reports(decision)


def _already_decided(comment: Comment) -> AlreadyDecided:
    last = Decision.objects.filter(comment=comment).order_by("sequence").last()
    if last is None:
        return AlreadyDecided(by="", outcome=comment.status)
    return AlreadyDecided(by=last.actor_name, outcome=last.outcome, guideline=last.guideline)


def _check_ruling(ruling: Ruling, comment: Comment, guideline_set: GuidelineSet) -> None:
    if ruling.outcome == "reject" and ruling.guideline not in rejectable_keys(guideline_set):
        raise GuidelineUnknown(guideline=ruling.guideline)
    if any(not 0 <= start <= end <= len(comment.body) for start, end in ruling.spans):
        raise EvidenceNotInBody


def _append(
    rulings: Sequence[tuple[Comment, Ruling]], site: Site, guideline_set: GuidelineSet, actor: Actor, now: datetime
) -> list[Decision]:
    """The decisions, stored as the next links of the site's chain."""
    last = Decision.objects.filter(site=site).order_by("-sequence").only("sequence", "hash").first()
    sequence, previous = (last.sequence, last.hash) if last else (0, GENESIS)
    decisions: list[Decision] = []
    for comment, ruling in rulings:
        sequence += 1
        decisions.append(_decision(comment, ruling, site, guideline_set, actor, now, sequence, previous))
        previous = decisions[-1].hash
    return Decision.objects.bulk_create(decisions)


def _decision(
    comment: Comment,
    ruling: Ruling,
    site: Site,
    guideline_set: GuidelineSet,
    actor: Actor,
    now: datetime,
    sequence: int,
    previous_hash: str,
) -> Decision:
    evidence = [(start, end, comment.body[start:end]) for start, end in ruling.spans]
    link = Link(
        site=site.key,
        sequence=sequence,
        comment=str(comment.uuid),
        body_sha256=comment.body_sha256,
        outcome=ruling.outcome,
        guideline=ruling.guideline,
        guideline_set=guideline_set.version,
        evidence=evidence,
        actor_kind=actor.kind,
        actor_name=actor.name,
        decided_at=now,
        previous_hash=previous_hash,
    )
    record = record_of(link)
    return Decision(
        site=site,
        sequence=sequence,
        comment=comment,
        outcome=ruling.outcome,
        guideline=ruling.guideline,
        guideline_set=guideline_set,
        evidence=[{"start": start, "end": end, "text": text} for start, end, text in evidence],
        note=ruling.note,
        actor_kind=actor.kind,
        actor=actor.user,
        actor_name=actor.name,
        assessment=ruling.assessment,
        decided_at=now,
        record=record,
        previous_hash=previous_hash,
        hash=hash_of(record),
    )


def _apply(rulings: Sequence[tuple[Comment, Ruling]], now: datetime) -> None:
    by_status: defaultdict[Status, list[Comment]] = defaultdict(list)
    for comment, ruling in rulings:
        by_status[_status_after(comment, ruling)].append(comment)
    for status, comments in by_status.items():
        pks = [comment.pk for comment in comments]
        Comment.objects.filter(pk__in=pks).update(status=status, decided_at=now, assess_after=None)
    new = [comment for comment in by_status[Status.APPROVED] if comment.status not in PUBLIC_STATUSES]
    Announcement.objects.bulk_create(Announcement(comment=comment) for comment in new)
    changed = {comment.article_id for comment, _ in rulings if comment.status in PUBLIC_STATUSES}
    changed |= {comment.article_id for comment in new}
    if changed:
        Article.objects.filter(pk__in=changed).raise_thread_version()


def _status_after(comment: Comment, ruling: Ruling) -> Status:
    if ruling.outcome == "approve":
        return Status.APPROVED
    return Status.WITHDRAWN if comment.status in PUBLIC_STATUSES else Status.REJECTED
