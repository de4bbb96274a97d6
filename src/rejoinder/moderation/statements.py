"""Statements of reasons: what the writer of a rejected or withdrawn comment is owed.

The elements are those of Regulation (EU) 2022/2065, Article 17(3): the restriction and its scope, the facts and how
they came to attention, the use of automated means, the rule and why, and what can be done about it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from rejoinder.comments.models import Article, Comment, Report
from rejoinder.comments.models.report import ReportAnswer
from rejoinder.moderation.grounds import Ground, ground_of
from rejoinder.moderation.hearing import objection_ends
from rejoinder.moderation.models import Decision

Source = Literal["own", "report", "notice"]
Means = Literal["fully", "partially", "none"]


@dataclass(frozen=True, slots=True)
class Statement:
    """A rejection in the terms of a statement of reasons, its words in the language it was made for."""

    decision: Decision
    comment: Comment
    article: Article
    ground: Ground
    is_withdrawal: bool
    source: Source
    """How it came to attention: by reading, by a reader's report, by a notice that it is illegal."""
    means: Means
    """How far the decision was automated: by software alone, by a person who saw its assessment, by a person alone."""
    ends_at: datetime
    """Until when it can be objected to."""

    @property
    def is_detected_by_software(self) -> bool:
        """True when the software's reading picked it out: no report did, and it was not recommended for approval."""
        assessment = self.decision.assessment
        is_flagged = assessment is not None and assessment.recommendation != "approve"
        return self.source == "own" and (self.means == "fully" or is_flagged)

    def paragraphs(self, *, with_words: bool = True) -> list[str]:
        """The statement in the active language and time zone; with the reader's own words it rests on, or without."""
        why = [] if self.is_withdrawal else [self.ground.rejection]
        return [
            self.fact(),
            *why,
            self.rule(),
            *(self.words() if with_words else ()),
            self.trigger(),
            self.automation(),
            self.scope(),
            self.redress(),
        ]

    def fact(self) -> str:
        """What was done, to what."""
        fields = {"time": _moment(self.comment.submitted_at), "article": self.article.title or self.article.label}
        if self.is_withdrawal:
            return _("Your comment of %(time)s on “%(article)s” was taken down.") % fields
        return _("Your comment of %(time)s on “%(article)s” was not published.") % fields

    def rule(self) -> str:
        """The guideline, with its version."""
        title = f"{self.ground.title} – {self.ground.kind}" if self.ground.kind else self.ground.title
        fields = {"title": title, "version": self.decision.guideline_set.version}
        return _("The guideline: %(title)s (version %(version)s of the guidelines).") % fields

    def words(self) -> list[str]:
        """The words the decision rests on, if any were named."""
        quoted = [f"“{span['text']}”" for span in self.decision.evidence if span["text"]]
        return [_("The words it rests on: %(words)s") % {"words": " … ".join(quoted)}] if quoted else []

    def trigger(self) -> str:
        """How it came to attention."""
        return {
            "own": _("It came to our attention as we read the comments ourselves."),
            "report": _("It came to our attention through a reader’s report."),
            "notice": _("It came to our attention through a notice that it is illegal."),
        }[self.source]

    def automation(self) -> str:
        """What software had to do with it."""
        return {
            "fully": _("Software read the comment and made the decision; if you object, a person reads it again."),
            "partially": _("Software read the comment first; a person made the decision."),
            "none": _("A person made the decision, without the help of software."),
        }[self.means]

    def scope(self) -> str:
        """Where and for how long it holds."""
        return _("The decision applies everywhere and has no end date.")

    def redress(self) -> str:
        """What the writer can do."""
        return _(
            "You can object until %(time)s, free of charge; someone who did not make the decision then reads your "
            "comment again. You may also turn to a court, or to an out-of-court body where one is responsible."
        ) % {"time": _moment(self.ends_at)}


def statement_of(decision: Decision, language: str) -> Statement:
    """The statement for a rejection, its guideline in ``language`` where the guidelines speak it.

    Raises:
        ValueError: the decision is an approval.
    """
    ground = ground_of(decision, language)
    if ground is None:
        raise ValueError("an approval takes no reasons")
    comment = decision.comment
    article = comment.article
    before = Decision.objects.filter(comment=comment, sequence__lt=decision.sequence)
    return Statement(
        decision,
        comment,
        article,
        ground,
        before.filter(outcome="approve").exists(),
        _source(decision),
        _means(decision),
        objection_ends(decision, article.site),
    )


def _source(decision: Decision) -> Source:
    answered = Report.objects.filter(
        comment=decision.comment_id, answer=ReportAnswer.WITHDRAWN, answered_at=decision.decided_at
    )
    notices = set(answered.values_list("is_notice", flat=True))
    return "notice" if True in notices else "report" if notices else "own"


def _means(decision: Decision) -> Means:
    if decision.actor_kind == "machine":
        return "fully"
    return "partially" if decision.assessment_id else "none"


def _moment(at: datetime) -> str:
    # Translators: a date and time as Django writes it: j day, F month in full, Y year, H:i hours and minutes.
    return date_format(timezone.localtime(at), pgettext("format of a date and time", "j F Y, H:i"))
