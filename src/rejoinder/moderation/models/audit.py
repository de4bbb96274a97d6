"""The audit log: everything done at the desk or by command that is not itself a decision."""

from django.db import models

from rejoinder.comments.models import Site


class AuditEntry(models.Model):
    """One act. ``action`` is namespaced (``guidelines.confirmed``). Append-only; holds no comment text."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="audit_entries")
    action = models.CharField(max_length=64)
    actor_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    details = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["site", "-at"], name="audit_by_site")]

    def __str__(self) -> str:
        return self.action
