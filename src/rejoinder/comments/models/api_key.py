"""Keys by which a publisher's own programs speak to the API."""

from django.db import models

from rejoinder.comments.models.site import Site


class ApiKey(models.Model):
    """A key of one site. Only its SHA-256 is kept: the key has 256 random bits, so a slow hash adds nothing.

    Short keys, for clients that take no other, have 62: still far too many to try over the network.
    """

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="api_keys")
    name = models.CharField(max_length=120)
    key_sha256 = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name
