"""The queue of notifications: first of comments to be told, then of readers to be told of them."""

from datetime import datetime
from typing import ClassVar

from django.db import models

from rejoinder.comments.models import Comment, Reader


class Announcement(models.Model):
    """A comment that became public and of which nobody has been told yet. Written with the decision."""

    comment = models.OneToOneField(Comment, on_delete=models.PROTECT, related_name="announcement")

    def __str__(self) -> str:
        return str(self.comment_id)


class Reason(models.TextChoices):
    """Why a reader is told; the first that holds."""

    MENTION = "mention"
    REPLY = "reply"
    THREAD = "thread"
    ARTICLE = "article"


class NotificationQuerySet(models.QuerySet["Notification"]):
    """Reads of notifications."""

    def due(self, now: datetime) -> "NotificationQuerySet":
        """What should be mailed by now."""
        return self.filter(due_at__lte=now)


class Notification(models.Model):
    """A reader is to be told of a comment. Deleted once it is mailed, or once there is no reason any more."""

    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="+")
    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=10, choices=Reason.choices)
    due_at = models.DateTimeField(db_index=True)

    objects: ClassVar[NotificationQuerySet] = NotificationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(name="notification_once", fields=["reader", "comment"])]

    def __str__(self) -> str:
        return f"{self.reader_id} {self.reason} {self.comment_id}"
