"""What the newsroom does about a reader: block, badge, hand their data out, erase it. Each is on record."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction

from rejoinder.comments.errors import UnknownChoice
from rejoinder.comments.models import Article, BlockReason, Comment, Notifications, Reader, Site
from rejoinder.moderation.errors import BadBlock
from rejoinder.moderation.models import Act, Decision, MailOutbox, Notification, OutcomeNotice
from rejoinder.moderation.services.auditing import audit
from rejoinder.moderation.texts import check_text

LONGEST_BLOCK_DAYS: Final = 3650
BLOCK_NOTE_LIMIT_CHARS: Final = 300
_NO_BLOCK: Final = {"blocked_at": None, "blocked_until": None, "block_reason": "", "block_note": ""}


@dataclass(frozen=True, slots=True)
class Block:
    """Why nothing more is taken from a reader, and for how many days; 0: until it is taken back."""

    reason: str = BlockReason.OTHER.value
    days: int = 0
    note: str = ""
    """For colleagues alone."""


def block_reader(*, reader: Reader, block: Block, actor_name: str, now: datetime) -> None:
    """From now on nothing is taken from the reader; a new block takes an older one's place. What they wrote stays.

    Raises:
        UnknownChoice, BadBlock, TextTooLong, TextNotValid
    """
    if block.reason not in BlockReason.values:
        raise UnknownChoice(field="reason", known=", ".join(BlockReason.values))
    if not 0 <= block.days <= LONGEST_BLOCK_DAYS:
        raise BadBlock(days=LONGEST_BLOCK_DAYS)
    note = check_text(block.note, limit_chars=BLOCK_NOTE_LIMIT_CHARS)
    until = now + timedelta(days=block.days) if block.days else None
    with transaction.atomic():
        changed = Reader.objects.filter(pk=reader.pk, erased_at=None).update(
            blocked_at=now, blocked_until=until, block_reason=block.reason, block_note=note
        )
        if changed:
            _record(reader, Act.READER_BLOCKED, actor_name, now, reason=block.reason, until=_iso(until))


def unblock_reader(*, reader: Reader, actor_name: str, now: datetime) -> None:
    """Takes the block back."""
    with transaction.atomic():
        if Reader.objects.filter(pk=reader.pk, blocked_at__isnull=False).update(**_NO_BLOCK):
            _record(reader, Act.READER_UNBLOCKED, actor_name, now)


def set_staff(*, reader: Reader, is_staff: bool, actor_name: str, now: datetime) -> None:
    """Gives the badge of the newsroom, or takes it; the pages with comments of the reader are made anew."""
    with transaction.atomic():
        if Reader.objects.filter(pk=reader.pk).exclude(is_staff=is_staff).update(is_staff=is_staff):
            Article.objects.filter(comments__reader=reader).raise_thread_version()
            _record(reader, Act.READER_STAFF, actor_name, now, is_staff=is_staff)


def exported_reader(reader: Reader) -> dict[str, Any]:
    """All that is kept about a reader, as JSON (Regulation (EU) 2016/679, Articles 15 and 20)."""
    comments = reader.comments.select_related("article").order_by("id")
    return {
        "id": str(reader.uuid),
        "site": reader.site.key,
        "name": reader.display_name,
        "email": reader.email,
        "email_verified_at": _iso(reader.email_verified_at),
        "login": {"issuer": reader.issuer, "subject": reader.subject} if reader.subject else None,
        "language": reader.language,
        "mail": {
            "notifications": reader.notifications,
            "replies": reader.wants_replies,
            "mentions": reader.wants_mentions,
            "hour": reader.mail_hour,
            "time_zone": reader.time_zone,
            "last_written_at": _iso(reader.notified_at),
        },
        "is_staff": reader.is_staff,
        "created_at": _iso(reader.created_at),
        "blocked_at": _iso(reader.blocked_at),
        "blocked_until": _iso(reader.blocked_until),
        "block": {"reason": reader.block_reason, "note": reader.block_note} if reader.block_reason else None,
        "sessions": [
            {"began_at": _iso(session.created_at), "last_used_at": _iso(session.last_used_at)}
            for session in reader.sessions.order_by("id")
        ],
        "passkeys": [
            {"name": passkey.name, "added_at": _iso(passkey.created_at), "last_used_at": _iso(passkey.last_used_at)}
            for passkey in reader.passkeys.order_by("id")
        ],
        "comments": [_comment(comment) for comment in comments.prefetch_related("decisions")],
        "reactions": [
            {"comment": str(row.comment.uuid), "name": row.name, "at": _iso(row.reacted_at)}
            for row in reader.reactions.select_related("comment").order_by("id")
        ],
        "mutes": [str(row.muted.uuid) for row in reader.mutes.select_related("muted").order_by("id")],
        "follows": [
            {
                "article": row.article.key if row.article else None,
                "comment": str(row.comment.uuid) if row.comment else None,
            }
            for row in reader.follows.select_related("article", "comment").order_by("id")
        ],
    }


def erase_reader(*, reader: Reader, actor_name: str, now: datetime) -> None:
    """Erases all that tells who the reader is, for good (Article 17). What they wrote stays, without a name.

    The row stays as well, because comments point to it; it says no more than that one person wrote them.
    """
    with transaction.atomic():
        row = Reader.objects.select_for_update(no_key=True).get(pk=reader.pk)
        if row.email:
            _forget_address(row.email)
        for kept in (row.sessions, row.passkeys, row.reactions, row.mutes, row.follows):
            kept.all().delete()
        Notification.objects.filter(reader=row).delete()
        written = Comment.objects.filter(reader=row)
        Article.objects.filter(comments__in=written).raise_thread_version()
        written.exclude(author_name="").update(author_name="")
        Reader.objects.filter(pk=row.pk).update(
            display_name="",
            email=None,
            email_verified_at=None,
            issuer="",
            subject=None,
            language="",
            notifications=Notifications.OFF,
            time_zone="",
            notified_at=None,
            is_staff=False,
            block_note="",
            erased_at=now,
        )
        _record(row, Act.READER_ERASED, actor_name, now)


def forget_address(*, site: Site, email: str, actor_name: str, now: datetime) -> int:
    """Erases an address that a guest left for mail to come; how often it stood there."""
    with transaction.atomic():
        found = _forget_address(email.strip().lower())
        audit(site=site, action=Act.READER_ADDRESS_ERASED, actor_name=actor_name, at=now, found=found)
        return found


def _forget_address(email: str) -> int:
    notices = OutcomeNotice.objects.filter(address=email, told_at=None)
    mails = MailOutbox.objects.filter(recipient=email)
    found = notices.count() + mails.count()
    notices.delete()
    mails.update(recipient="", subject="", text="", html="", headers={}, send_after=None)
    return found


def _comment(comment: Comment) -> dict[str, Any]:
    decisions: list[Decision] = sorted(comment.decisions.all(), key=lambda row: row.sequence)
    return {
        "id": str(comment.uuid),
        "article": comment.article.key,
        "name": comment.author_name,
        "body": comment.body,
        "submitted_at": _iso(comment.submitted_at),
        "language": comment.language,
        "status": comment.status,
        "decisions": [
            {"outcome": row.outcome, "guideline": row.guideline, "by": row.actor_kind, "at": _iso(row.decided_at)}
            for row in decisions
        ],
    }


def _record(reader: Reader, action: Act, actor_name: str, now: datetime, **details: object) -> None:
    audit(site=reader.site, action=action, actor_name=actor_name, at=now, reader=str(reader.uuid), **details)


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
