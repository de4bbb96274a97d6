"""A report: a reader says that a published comment breaks a guideline, or (a notice) the law."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models

from rejoinder.comments.models.comment import Comment
from rejoinder.comments.models.site import Site

NOTE_LIMIT_CHARS = 300
NOTICE_LIMIT_CHARS = 3000


class ReportAnswer(models.TextChoices):
    """What became of the comment that was reported."""

    KEPT = "kept"
    WITHDRAWN = "withdrawn"


class ReportQuerySet(models.QuerySet["Report"]):
    """Reads of reports."""

    def open(self, site: Site) -> "ReportQuerySet":
        """What waits for an answer at the site, oldest first."""
        return self.filter(comment__site=site, answer="").order_by("created_at", "id")


class Report(models.Model):
    """One report of one comment. A reader reports a comment once, and may give one notice beside it.

    A notice says that the comment is illegal (Regulation (EU) 2022/2065, Article 16); who gave it is kept apart, and
    only until they are answered.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="reports")
    is_notice = models.BooleanField(default=False)
    guideline = models.CharField(max_length=64, blank=True)
    """Key of the guideline it may break; empty for a notice."""
    note = models.TextField(blank=True)
    """The reader's own words; for a notice why it is illegal."""
    reporter_key = models.CharField(max_length=64)
    """Keyed hash that tells one reporter from another."""
    created_at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=ReportAnswer.choices, blank=True)
    """Empty while it waits."""
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    answered_by_name = models.CharField(max_length=120, blank=True)

    objects: ClassVar[ReportQuerySet] = ReportQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(name="report_once", fields=["comment", "reporter_key", "is_notice"]),
            models.CheckConstraint(
                name="report_answered_has_time", condition=models.Q(answer="") | models.Q(answered_at__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["created_at", "id"], name="report_open", condition=models.Q(answer=""))]

    def __str__(self) -> str:
        return str(self.uuid)
