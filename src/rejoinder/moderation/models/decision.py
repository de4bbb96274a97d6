"""A decision: approve or reject, its ground, by whom. Append-only, chained by hash per site."""

from django.conf import settings
from django.db import models

from rejoinder.comments.models import Comment, Site
from rejoinder.moderation.models.assessment import Assessment
from rejoinder.moderation.models.guideline_set import GuidelineSet


class Outcome(models.TextChoices):
    """There are two decisions and no third. To withdraw a published comment is to reject it by a new decision."""

    APPROVE = "approve"
    REJECT = "reject"


class Decision(models.Model):
    """One decision. ``record`` is what the hash covers, as canonical JSON (RFC 8785); see moderation.chain."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="decisions")
    sequence = models.PositiveBigIntegerField()
    """1, 2, 3 … within the site."""
    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    guideline = models.CharField(max_length=64, blank=True)
    """Key of the guideline the decision rests on; empty for an approval, which rests on the whole set."""
    guideline_set = models.ForeignKey(GuidelineSet, on_delete=models.PROTECT, related_name="+")
    evidence = models.JSONField(default=list)
    """``[{"start", "end", "text"}]``, code points of the body."""
    note = models.TextField(blank=True)
    """A moderator's words to colleagues; never shown to readers."""
    actor_kind = models.CharField(max_length=10, choices=[("machine", "machine"), ("moderator", "moderator")])
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="decisions")
    actor_name = models.CharField(max_length=120)
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField()
    record = models.TextField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="decision_sequence", fields=["site", "sequence"]),
            models.UniqueConstraint(name="decision_follows_one", fields=["site", "previous_hash"]),
            models.CheckConstraint(name="decision_outcome_known", condition=models.Q(outcome__in=Outcome.values)),
            models.CheckConstraint(
                name="decision_rejection_has_guideline",
                condition=models.Q(outcome=Outcome.APPROVE) | ~models.Q(guideline=""),
            ),
        ]
        indexes = [models.Index(fields=["comment", "sequence"], name="decision_by_comment")]

    def __str__(self) -> str:
        return f"{self.site_id}/{self.sequence} {self.outcome}"
