"""What keeps floods and robots away: allowances per window of time, and proofs of work that were used."""

from django.db import models


class Allowance(models.Model):
    """How much of one kind of act somebody (a keyed hash) has done in one window of time."""

    kind = models.CharField(max_length=32)
    key = models.CharField(max_length=64)
    window = models.PositiveBigIntegerField()
    """Number of the window since 1970."""
    spent = models.PositiveIntegerField(default=0)
    ends_at = models.DateTimeField(db_index=True)
    """When the row may be deleted."""

    class Meta:
        constraints = [models.UniqueConstraint(name="allowance_one", fields=["kind", "key", "window"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.window}"


class SpentProof(models.Model):
    """A proof of work that was used; each serves once."""

    digest = models.CharField(max_length=64, primary_key=True)
    ends_at = models.DateTimeField(db_index=True)
    """When the proof would have run out anyway, and the row may be deleted."""

    def __str__(self) -> str:
        return self.digest
