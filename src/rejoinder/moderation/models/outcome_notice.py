"""Who wants to be told by mail what became of something. The address goes as soon as they are told."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from rejoinder.comments.models import Comment, Report, Status
from rejoinder.moderation.models.appeal import Appeal


class About(models.TextChoices):
    """What they wait for: a decision on their comment, an answer to their objection or to their report."""

    COMMENT = "comment"
    APPEAL = "appeal"
    REPORT = "report"


class OutcomeNoticeQuerySet(models.QuerySet["OutcomeNotice"]):
    """Reads of notices."""

    def due(self) -> "OutcomeNoticeQuerySet":
        """What there is an outcome of, and nobody was told."""
        decided = Q(about=About.COMMENT) & ~Q(comment__status=Status.PENDING)
        heard = Q(about=About.APPEAL) & ~Q(appeal__outcome="")
        answered = Q(about=About.REPORT) & ~Q(report__answer="")
        return self.filter(decided | heard | answered, told_at=None).order_by("id")


class OutcomeNotice(models.Model):
    """One mail to come. ``address`` is in lower case and blanked with the sending, as ``name`` is."""

    about = models.CharField(max_length=8, choices=About.choices)
    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="+")
    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, null=True, related_name="+")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=80, blank=True)
    """Of who gave a notice that a comment is illegal."""
    address = models.CharField(max_length=254, blank=True)
    language = models.CharField(max_length=12)
    created_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[OutcomeNoticeQuerySet] = OutcomeNoticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="outcome_notice_told_is_blank", condition=Q(told_at=None) | Q(address="", name="")
            )
        ]
        indexes = [models.Index(fields=["id"], name="outcome_notice_open", condition=Q(told_at=None))]

    def __str__(self) -> str:
        return f"{self.about} {self.pk}"
