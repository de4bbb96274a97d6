"""OpenID providers that a site lets its readers sign in with."""

from django.db import models

from rejoinder.comments.models.site import Site


class OpenIdProvider(models.Model):
    """One provider of one site. Its addresses are those that were found, and seen by whoever added it: nothing that a
    reader or the provider sends later leads the server anywhere else.
    """

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="providers")
    key = models.SlugField(max_length=40)
    name = models.CharField(max_length=80)
    """As readers know it."""
    issuer = models.CharField(max_length=255)
    client_id = models.CharField(max_length=255)
    sealed_secret = models.TextField(blank=True)
    """See comments.sealing; empty for a client without a secret."""
    posts_secret = models.BooleanField(default=False)
    """The secret goes in the body, for a provider that takes it no other way."""
    authorization_endpoint = models.CharField(max_length=2000)
    token_endpoint = models.CharField(max_length=2000)
    jwks_uri = models.CharField(max_length=2000)
    userinfo_endpoint = models.CharField(max_length=2000, blank=True)
    is_private = models.BooleanField(default=False)
    """On the publisher's own network; else it is called on public addresses only."""
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="provider_once", fields=["site", "key"])]

    def __str__(self) -> str:
        return self.key
