"""The only writer of decisions, for machine and moderator alike.

Lock order, everywhere: comment, then site (which serialises the site's chain), then article. Locks leave keys free
(``no_key``), so that a row that merely refers to a locked one can be inserted meanwhile.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from django.db import transaction

from rejoinder import __version__
from rejoinder.accounts.models import User
from rejoinder.comments.models import Article, Comment, Site, Status
from rejoinder.moderation.access import require_moderator
from rejoinder.moderation.chain import GENESIS, Link, hash_of, record_of
from rejoinder.moderation.errors import AlreadyDecided, CommentNotFound, EvidenceNotInBody, GuidelineUnknown
from rejoinder.moderation.models import Announcement, Assessment, Decision, GuidelineSet, Pick
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
        decision = _append(row, site, guideline_set, ruling, actor, now)
        _apply(row, ruling, now)
        if ruling.outcome == "reject" and Pick.objects.filter(comment=row).delete()[0]:
            audit(site=site, action="pick.removed", actor_name=actor.name, at=now, comment=str(row.uuid))
        close_appeals(decision)
        close_reports(decision)
        tell_writer_of(decision)
        return decision


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
    comment: Comment, site: Site, guideline_set: GuidelineSet, ruling: Ruling, actor: Actor, now: datetime
) -> Decision:
    last = Decision.objects.filter(site=site).order_by("-sequence").only("sequence", "hash").first()
    evidence = [(start, end, comment.body[start:end]) for start, end in ruling.spans]
    link = Link(
        site=site.key,
        sequence=last.sequence + 1 if last else 1,
        comment=str(comment.uuid),
        body_sha256=comment.body_sha256,
        outcome=ruling.outcome,
        guideline=ruling.guideline,
        guideline_set=guideline_set.version,
        evidence=evidence,
        actor_kind=actor.kind,
        actor_name=actor.name,
        decided_at=now,
        previous_hash=last.hash if last else GENESIS,
    )
    record = record_of(link)
    return Decision.objects.create(
        site=site,
        sequence=link.sequence,
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
        previous_hash=link.previous_hash,
        hash=hash_of(record),
    )


def _apply(comment: Comment, ruling: Ruling, now: datetime) -> None:
    was_public = comment.status in (Status.APPROVED, Status.WITHDRAWN)
    if ruling.outcome == "approve":
        status = Status.APPROVED
    else:
        status = Status.WITHDRAWN if was_public else Status.REJECTED
    Comment.objects.filter(pk=comment.pk).update(status=status, decided_at=now, assess_after=None)
    if status == Status.APPROVED and not was_public:
        Announcement.objects.create(comment=comment)
    if was_public or status == Status.APPROVED:
        Article.objects.filter(pk=comment.article_id).raise_thread_version()
