"""Signs of life of the workers."""

from django.db import models


class WorkerBeat(models.Model):
    """When a worker last said that it runs. ``/readyz`` looks for one not older than a few seconds."""

    worker = models.CharField(max_length=120, unique=True)
    seen_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.worker
