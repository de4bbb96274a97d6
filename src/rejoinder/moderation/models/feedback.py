"""What callers of the drop-in endpoints report back: a text, and what their moderators made of it."""

import uuid
from typing import ClassVar

from django.db import models

from rejoinder.comments.models import Site


class Feedback(models.Model):
    """A label for calibration and training. It belongs to no comment, article or reader of ours, and names none.

    ``labels`` are numbers 0..1 by label of the training data: ``{"toxicity": 1.0}``.
    """

    class Source(models.TextChoices):
        """The protocol it came by."""

        PERSPECTIVE = "perspective"
        AKISMET = "akismet"

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="feedback")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    source = models.CharField(max_length=20, choices=Source.choices)
    text = models.TextField()
    text_sha256 = models.CharField(max_length=64)
    language = models.CharField(max_length=12, blank=True)
    labels = models.JSONField(default=dict)
    received_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Feedback"]] = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="feedback_once", fields=["site", "source", "text_sha256"])]

    def __str__(self) -> str:
        return str(self.uuid)
