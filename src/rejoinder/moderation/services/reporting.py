"""Reports by readers: taking one, and keeping what was reported. To withdraw it is to reject it (services.deciding).

Written under the lock of the comment, so that a report never waits at a comment that was withdrawn meanwhile.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from rejoinder.accounts.models import User
from rejoinder.comments.errors import CommentNotFound
from rejoinder.comments.models import Comment, Report, Site, Status
from rejoinder.comments.models.report import NOTE_LIMIT_CHARS, NOTICE_LIMIT_CHARS, ReportAnswer
from rejoinder.comments.services.allowances import Limit, spend
from rejoinder.comments.services.gate import NAME_LIMIT_CHARS, check_email
from rejoinder.moderation.access import require_moderator
from rejoinder.moderation.errors import AlreadyReported, GuidelineUnknown, NoticeIncomplete, ReportsAnswered
from rejoinder.moderation.models import Act, GuidelineSet
from rejoinder.moderation.rules import rejectable_keys
from rejoinder.moderation.services.auditing import audit
from rejoinder.moderation.services.outcome_mail import tell_report
from rejoinder.moderation.texts import check_text

REPORT_LIMIT: Final = Limit("report", 10, timedelta(minutes=10))


@dataclass(frozen=True, slots=True)
class NewReport:
    """What a reader reports. Either ``guideline`` is named, or it is a notice that the comment is illegal.

    A notice needs ``note`` (why), ``name``, ``email`` and ``good_faith``; name and address may be left out where it is
    about the sexual abuse of a child (Regulation (EU) 2022/2065, Article 16(2)).
    """

    guideline: str = ""
    note: str = ""
    is_notice: bool = False
    name: str = ""
    email: str = ""
    good_faith: bool = False
    is_child_abuse: bool = False


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who reports, as keyed hashes (see comments.identity), and the language they read."""

    key: str
    address_key: str = ""
    language: str = "en"


def report_comment(*, comment: UUID, new: NewReport, reporter: Reporter, now: datetime) -> Report:
    """The stored report.

    Raises:
        CommentNotFound: it is not published.
        GuidelineUnknown, NoticeIncomplete, EmailNotValid, TextTooLong, TextNotValid, AlreadyReported, TooManyRequests
    """
    note = check_text(new.note, limit_chars=NOTICE_LIMIT_CHARS if new.is_notice else NOTE_LIMIT_CHARS)
    name = check_text(new.name, limit_chars=NAME_LIMIT_CHARS)
    email = check_email(new.email) if new.email.strip() else ""
    if new.is_notice:
        _check_notice(new, note, name, email)
    spend(limit=REPORT_LIMIT, key=reporter.address_key, now=now)
    with transaction.atomic():
        row, site = _published(comment)
        if not new.is_notice and new.guideline not in rejectable_keys(GuidelineSet.objects.in_force(site)):
            raise GuidelineUnknown(guideline=new.guideline[:64])
        report, made = Report.objects.get_or_create(
            comment=row,
            reporter_key=reporter.key,
            is_notice=new.is_notice,
            defaults={"guideline": "" if new.is_notice else new.guideline, "note": note, "created_at": now},
        )
        if not made:
            raise AlreadyReported
        tell_report(report=report, name=name, address=email, language=reporter.language, now=now)
        return report


def keep_reported(*, comment: UUID, upto: int, user: User, now: datetime) -> int:
    """How many reports were answered: the comment stays. ``upto`` is the newest report that the moderator saw.

    Raises:
        CommentNotFound, NotAModerator
        ReportsAnswered: someone else was faster.
    """
    with transaction.atomic():
        row = Comment.objects.select_for_update(of=("self",), no_key=True).filter(uuid=comment).first()
        if row is None:
            raise CommentNotFound
        site = Site.objects.get(articles=row.article_id)
        require_moderator(user, site)
        waiting = Report.objects.filter(comment=row, answer="", pk__lte=upto)
        count = waiting.update(
            answer=ReportAnswer.KEPT, answered_at=now, answered_by=user, answered_by_name=user.display_name
        )
        if not count:
            raise _answered(row)
        audit(
            site=site,
            action=Act.REPORTS_KEPT,
            actor_name=user.display_name,
            at=now,
            comment=str(row.uuid),
            reports=count,
        )
        return count


def _check_notice(new: NewReport, note: str, name: str, email: str) -> None:
    if not note:
        raise NoticeIncomplete(missing="note")
    if not new.good_faith:
        raise NoticeIncomplete(missing="good_faith")
    if not new.is_child_abuse and not (name and email):
        raise NoticeIncomplete(missing="name" if not name else "email")


def _published(comment: UUID) -> tuple[Comment, Site]:
    row = Comment.objects.select_for_update(of=("self",), no_key=True).filter(uuid=comment).first()
    if row is None or row.status != Status.APPROVED:
        raise CommentNotFound
    return row, Site.objects.get(articles=row.article_id)


def _answered(comment: Comment) -> ReportsAnswered:
    last = Report.objects.filter(comment=comment).exclude(answer="").order_by("-answered_at", "-id").first()
    return ReportsAnswered(by=last.answered_by_name if last else "", answer=last.answer if last else "")
