"""Mail that waits to be sent."""

import uuid
from datetime import datetime
from typing import ClassVar

from django.db import models

from rejoinder.comments.models import Site


class MailQuerySet(models.QuerySet["MailOutbox"]):
    """Reads of the outbox."""

    def due(self, now: datetime) -> "MailQuerySet":
        """What should go out and is held by no living worker, oldest first."""
        return self.filter(send_after__lte=now).order_by("send_after", "id")


class MailOutbox(models.Model):
    """One message to one address, written in the transaction of what it tells of.

    ``send_after`` is the queue: pushed ahead by the worker that claims the row and after each failed try, None once
    the message is sent or given up. Then address and text are emptied; what stays tells only that mail went.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    """Stands in the Message-ID, so that a message sent twice by mischance is seen as one."""
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    template = models.CharField(max_length=64)
    language = models.CharField(max_length=12)
    recipient = models.CharField(max_length=254, blank=True)
    subject = models.TextField(blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    send_after = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)

    objects: ClassVar[MailQuerySet] = MailQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [
            models.Index(fields=["send_after", "id"], name="mail_due", condition=models.Q(send_after__isnull=False))
        ]

    def __str__(self) -> str:
        return f"mail {self.pk}"
