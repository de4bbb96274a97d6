"""Telling by mail what became of a comment, an objection or a report, to those who want to know."""

import logging
from datetime import datetime
from typing import Final

from django.db import Error as DatabaseFailure
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone, translation

from rejoinder.comments.errors import EmailNotValid
from rejoinder.comments.models import Comment, Reader, Report, Site
from rejoinder.comments.receipts import receipt_token
from rejoinder.comments.services.gate import check_email
from rejoinder.moderation.hearing import last_decision
from rejoinder.moderation.letters import Letter, of_hearing, of_outcome, of_receipt, of_report
from rejoinder.moderation.models import About, Appeal, Decision, OutcomeNotice
from rejoinder.moderation.services.mailing import queue_mail
from rejoinder.moderation.statements import statement_of

logger = logging.getLogger(__name__)

BATCH: Final = 20


def tell_outcome(*, comment: Comment, address: str, language: str, now: datetime) -> None:
    """Has the writer told once the comment is decided. An ``address`` of ``''`` asks for nothing.

    Raises:
        EmailNotValid
    """
    if address.strip():
        OutcomeNotice.objects.create(
            about=About.COMMENT, comment=comment, address=check_email(address), language=language, created_at=now
        )


def tell_hearing(*, appeal: Appeal, address: str, language: str, now: datetime) -> None:
    """Has whoever objected told of the answer: at ``address``, else at the address their comment's reader verified.

    Raises:
        EmailNotValid
    """
    reader = appeal.comment.reader
    address = check_email(address) if address.strip() else address_of(reader)
    if address:
        OutcomeNotice.objects.create(
            about=About.APPEAL,
            comment=appeal.comment,
            appeal=appeal,
            address=address,
            language=language,
            created_at=now,
        )


def tell_report(*, report: Report, name: str, address: str, language: str, now: datetime) -> None:
    """Has whoever reported told of the answer; who gave a notice is told at once that it came.

    ``address`` is one that passed check_email; ``''`` asks for nothing.
    """
    if not address:
        return
    OutcomeNotice.objects.create(
        about=About.REPORT,
        comment=report.comment,
        report=report,
        name=name,
        address=address,
        language=language,
        created_at=now,
    )
    if report.is_notice:
        site = report.comment.article.site
        with translation.override(language):
            _queue(of_receipt(report), address, language, site, now)


def tell_writer_of(decision: Decision) -> None:
    """Has a reader who is known by a verified address told why their comment was rejected or withdrawn.

    They are owed it (Regulation (EU) 2022/2065, Article 17), whatever mail they want otherwise. Called with the
    decision; guests are told where they asked for it.
    """
    reader = Reader.objects.filter(comments=decision.comment).select_related("site").first()
    address = address_of(reader)
    waiting = OutcomeNotice.objects.filter(about=About.COMMENT, comment=decision.comment, told_at=None)
    if decision.outcome == "reject" and reader and address and not waiting.exists():
        OutcomeNotice.objects.create(
            about=About.COMMENT,
            comment=decision.comment,
            address=address,
            language=reader.language or reader.site.language,
            created_at=decision.decided_at,
        )


def address_of(reader: Reader | None) -> str:
    """The reader's verified address; ``''`` where there is none (any more)."""
    if reader is None or reader.email_verified_at is None or reader.erased_at is not None:
        return ""
    return reader.email or ""


def mail_outcomes(*, base_url: str, now: datetime, limit: int = BATCH) -> int:
    """Queues up to ``limit`` mails about outcomes; how many it were. Each is queued once: its row is locked."""
    waiting = OutcomeNotice.objects.due().values_list("pk", flat=True)[:limit]
    return sum([_mail(pk, base_url, now) for pk in list(waiting)])


def _mail(pk: int, base_url: str, now: datetime) -> bool:
    with transaction.atomic():
        rows = OutcomeNotice.objects.filter(pk=pk, told_at=None)
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True, of=("self",))
        notice = rows.select_related("comment__article__site", "appeal", "report").first()
        if notice is None:
            return False
        site = notice.comment.article.site
        try:
            with translation.override(notice.language), timezone.override(site.time_zone):
                letter = _letter(notice, base_url)
            if letter is not None:
                _queue(letter, notice.address, notice.language, site, now)
        except DatabaseFailure:
            raise
        except Exception as error:  # noqa: BLE001 - one letter that can't be written must not hold up all mail
            # The class alone: a message may hold a reader's words.
            logger.error("outcome notice %s: can't be written: %s", pk, type(error).__name__)
        OutcomeNotice.objects.filter(pk=pk).update(address="", name="", told_at=now)
        return True


def _letter(notice: OutcomeNotice, base_url: str) -> Letter | None:
    comment = notice.comment
    receipt = base_url + reverse("reader:receipt", args=[receipt_token(comment)])
    if notice.appeal is not None:
        return of_hearing(notice.appeal, receipt)
    if notice.report is not None:
        return of_report(notice.report, base_url + reverse("reader:comment", args=[comment.uuid]))
    decision = last_decision(comment)
    if decision is None:
        return None
    is_rejected = decision.outcome == "reject"
    return of_outcome(comment, statement_of(decision, notice.language) if is_rejected else None, receipt)


def _queue(letter: Letter, address: str, language: str, site: Site, now: datetime) -> None:
    try:
        queue_mail(to=address, template="letter", context={"letter": letter}, language=language, site=site, now=now)
    except EmailNotValid:
        logger.warning("a letter was not sent: the address takes no mail")
