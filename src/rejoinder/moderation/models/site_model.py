"""What a site's own decisions taught the classifier: every attempt, whether it was adopted, and why."""

from typing import ClassVar

from django.db import models

from rejoinder.comments.models import Site


class SiteModelQuerySet(models.QuerySet["SiteModel"]):
    """Reads of site models."""

    def in_force(self, site: Site) -> "SiteModel | None":
        """The one that serves beside the shipped model, without its data; None where there is none."""
        return self.filter(site=site, adopted_at__isnull=False, ended_at__isnull=True).defer("data", "learned").first()

    def history(self, site: Site) -> "SiteModelQuerySet":
        """Every attempt, newest first, without data."""
        return self.filter(site=site).defer("data").order_by("-version")


class SiteModel(models.Model):
    """One training from a site's decisions. One that was not adopted keeps its figures and no data.

    ``data`` is what engine.models.tuning writes, ``sha256`` its digest: other bytes are never used.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="site_models")
    version = models.PositiveIntegerField()
    base = models.CharField(max_length=64)
    """Version of the shipped model that it stands on."""
    data = models.BinaryField(default=bytes)
    sha256 = models.CharField(max_length=64, blank=True)
    decisions = models.PositiveIntegerField()
    """How many it learned from."""
    trained_until = models.DateTimeField()
    """When the last of them was made."""
    trained_at = models.DateTimeField()
    trained_by = models.CharField(max_length=120)
    figures = models.JSONField(default=dict)
    """engine.models.learning.Comparison, as a mapping."""
    learned = models.JSONField(default=dict)
    """``{label: {"for": [words], "against": [words]}}``, strongest first."""
    adopted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    """When a newer one took its place, or an editor rolled it back."""

    objects: ClassVar[SiteModelQuerySet] = SiteModelQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(name="site_model_version", fields=["site", "version"]),
            models.UniqueConstraint(
                name="one_site_model_in_force",
                fields=["site"],
                condition=models.Q(adopted_at__isnull=False, ended_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What assessments call it: its version and the first digits of its digest."""
        return f"{self.version}+{self.sha256[:8]}"


class SiteTraining(models.Model):
    """Whether a site trains every night, and when it was last tried."""

    site = models.OneToOneField(Site, on_delete=models.PROTECT, related_name="training")
    nightly = models.BooleanField(default=False)
    tried_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.site_id} {'nightly' if self.nightly else 'by hand'}"
