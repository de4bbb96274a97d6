"""How often readers were advised before sending, and what they did: numbers only, no text of what was not sent."""

from django.db import models

from rejoinder.comments.models.site import Site


class Heeded(models.TextChoices):
    """What a reader did with advice. ``control``: advice was due, and held back for comparison."""

    KEPT = "kept"
    CHANGED = "changed"
    CONTROL = "control"


class AdviceCount(models.Model):
    """Advice that was due on one day under one guideline, shown or held back for comparison."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    guideline = models.CharField(max_length=64)
    shown = models.BooleanField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(name="advice_count_one", fields=["site", "day", "guideline", "shown"])]

    def __str__(self) -> str:
        return f"{self.day} {self.guideline}"
