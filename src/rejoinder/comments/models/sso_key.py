"""What a publisher signs its readers' tokens with."""

import uuid
from typing import ClassVar

from django.db import models

from rejoinder.comments.models.site import Site


class Algorithm(models.TextChoices):
    """How a key signs (RFC 7518, 3.1). One key, one algorithm: a token never chooses."""

    HS256 = "HS256"
    RS256 = "RS256"
    ES256 = "ES256"


class SsoKeyQuerySet(models.QuerySet["SsoKey"]):
    """Reads of keys."""

    def valid(self, site: Site) -> "SsoKeyQuerySet":
        """The site's keys that still hold, the newest first."""
        return self.filter(site=site, retired_at=None).order_by("-id")


class SsoKey(models.Model):
    """A key of one site. A shared secret is not kept: it is derived from the installation's secret and ``uuid``."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="sso_keys")
    algorithm = models.CharField(max_length=8, choices=Algorithm.choices)
    public_key = models.TextField(blank=True)
    """PEM; empty for a shared secret."""
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    objects: ClassVar[SsoKeyQuerySet] = SsoKeyQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return f"{self.algorithm} {self.uuid}"
