"""What the engine said about a comment, kept as it said it."""

from django.db import models

from rejoinder.comments.models import Comment
from rejoinder.moderation.models.guideline_set import GuidelineSet
from rejoinder.moderation.models.policy import Policy


class Assessment(models.Model):
    """One assessment of one comment, under the guidelines and the policy then in force. Append-only."""

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="assessments")
    document = models.JSONField()
    """The engine's assessment and recommendation, in the shape of ``rejoinder assess``."""
    recommendation = models.CharField(max_length=10)
    guideline_set = models.ForeignKey(GuidelineSet, on_delete=models.PROTECT, related_name="+")
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="+")
    assessed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="assessment_recommendation_known",
                condition=models.Q(recommendation__in=["approve", "reject", "refer"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.recommendation} {self.comment_id}"
