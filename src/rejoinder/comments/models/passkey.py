"""Readers' passkeys."""

from django.db import models

from rejoinder.comments.models.reader import Reader


class Passkey(models.Model):
    """A public key whose private half never leaves the reader's device (Web Authentication, level 2)."""

    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="passkeys")
    credential_id = models.CharField(max_length=1400, unique=True)
    """Base64url, of at most 1023 bytes."""
    credential = models.TextField()
    """Attested credential data, base64url: id and public key."""
    name = models.CharField(max_length=80, blank=True)
    sign_count = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"passkey {self.pk}"
