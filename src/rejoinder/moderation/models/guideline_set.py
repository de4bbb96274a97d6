"""A site's guidelines, version by version."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from rejoinder.comments.models import Site


class GuidelineSetQuerySet(models.QuerySet["GuidelineSet"]):
    """Reads of guideline sets."""

    def in_force(self, site: Site) -> "GuidelineSet":
        """The newest set of the site that a person confirmed."""
        return self.filter(site=site, confirmed_at__isnull=False).latest("version")

    def proposed(self, site: Site) -> "GuidelineSetQuerySet":
        """What waits for a person to confirm or dismiss it."""
        return self.filter(site=site, confirmed_at=None, dismissed_at=None).order_by("-version")


class GuidelineSet(models.Model):
    """One version. ``document`` is the guideline file, as YAML, and never changes once written."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="guideline_sets")
    version = models.PositiveIntegerField()
    document = models.TextField()
    source = models.TextField(blank=True)
    """``built-in``, a file's name, or the address of the page it was proposed from."""
    proposed_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    dismissed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[GuidelineSetQuerySet] = GuidelineSetQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(name="guideline_set_version", fields=["site", "version"])]

    def __str__(self) -> str:
        return f"{self.site_id}/{self.version}"
