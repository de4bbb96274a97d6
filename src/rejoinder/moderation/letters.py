"""What is written to readers about an outcome.

No letter holds a word that a reader wrote: the address may be another's than the writer's, and a comment that was
rejected must not reach anyone by our own mail. What it rests on word for word stands on the receipt.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from rejoinder.comments.models import Comment, Report
from rejoinder.comments.models.report import ReportAnswer
from rejoinder.moderation.models import Appeal, Hearing
from rejoinder.moderation.statements import Statement


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail about an outcome, in the active language. ``link`` is where more is told."""

    title: str
    paragraphs: Sequence[str]
    link: str = ""


def of_outcome(comment: Comment, statement: Statement | None, receipt: str) -> Letter:
    """To the writer of a comment; ``statement`` is None for one that is published."""
    fields = {"site": comment.article.site.name, "article": _article(comment)}
    if statement is None:
        return Letter(
            _("Your comment on %(site)s is published") % fields,
            [_("Your comment on “%(article)s” is published, exactly as you wrote it.") % fields],
            receipt,
        )
    title = (
        _("Your comment on %(site)s was taken down")
        if statement.is_withdrawal
        else _("Your comment on %(site)s was not published")
    )
    paragraphs = statement.paragraphs(with_words=False)
    if statement.decision.evidence:
        paragraphs.append(_("The words it rests on are marked on your receipt. There you can also object:"))
    else:
        paragraphs.append(_("This is your receipt. There you can also object:"))
    return Letter(title % fields, paragraphs, receipt)


def of_hearing(appeal: Appeal, receipt: str) -> Letter:
    """To whoever objected."""
    fields = {"site": appeal.comment.article.site.name, "article": _article(appeal.comment)}
    how = {
        Hearing.UPHELD: _("Your objection was heard: the decision stands."),
        Hearing.OVERTURNED: _("Your objection was heard: the decision was changed."),
        Hearing.SUPERSEDED: _("A new decision has taken the place of the one you objected to."),
    }[Hearing(appeal.outcome)]
    answer = [str(appeal.get_answer_display())] if appeal.answer else []
    own_words = [appeal.answer_text] if appeal.answer_text else []
    return Letter(
        _("Your objection at %(site)s was heard") % fields,
        [_("It is about your comment on “%(article)s”.") % fields, how, *answer, *own_words],
        receipt,
    )


def of_report(report: Report, page: str) -> Letter:
    """To whoever reported a comment."""
    fields = {"site": report.comment.article.site.name, "article": _article(report.comment)}
    if report.answer == ReportAnswer.WITHDRAWN:
        what = _("The comment you reported on “%(article)s” was taken down.") % fields
    else:
        what = _("The comment you reported on “%(article)s” stays: a moderator found that it meets the guidelines.")
        what %= fields
    paragraphs = [what, _("A person decided this.")]
    if report.is_notice:
        paragraphs.append(_("You may also turn to a court, or to an out-of-court body where one is responsible."))
    return Letter(_("Your report at %(site)s was answered") % fields, paragraphs, page)


def of_receipt(report: Report) -> Letter:
    """That a notice came in (Regulation (EU) 2022/2065, Article 16(4))."""
    fields = {"site": report.comment.article.site.name, "article": _article(report.comment)}
    return Letter(
        _("Your notice to %(site)s was received") % fields,
        [
            _("You said that a comment on “%(article)s” is illegal.") % fields,
            _("A moderator looks at it. You will be told what was decided."),
        ],
    )


def _article(comment: Comment) -> str:
    return comment.article.title or comment.article.label
