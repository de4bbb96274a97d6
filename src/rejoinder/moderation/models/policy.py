"""How far a site lets the machine go, version by version."""

from typing import ClassVar

from django.db import models

from rejoinder.comments.models import Site


class PolicyQuerySet(models.QuerySet["Policy"]):
    """Reads of policies."""

    def in_force(self, site: Site) -> "Policy":
        """The site's newest policy."""
        return self.filter(site=site).latest("version")


class Policy(models.Model):
    """One version of a site's policy. A new site lets the machine decide nothing: everything is referred.

    ``thresholds`` overrides the engine's, by score label: ``{"threat": {"reject_at": 0.9, "approve_below": 0.1}}``.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="policies")
    version = models.PositiveIntegerField()
    machine_may_approve = models.BooleanField(default=False)
    machine_may_reject = models.BooleanField(default=False)
    thresholds = models.JSONField(default=dict)
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=120)

    objects: ClassVar[PolicyQuerySet] = PolicyQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(name="policy_version", fields=["site", "version"])]

    def __str__(self) -> str:
        return f"{self.site_id}/{self.version}"
