"""What a sign-in rests on while it is under way."""

from django.db import models

from rejoinder.comments.models.site import Site


class SignInCode(models.Model):
    """A code that was mailed and not used yet: one at most for each address and site. Neither is kept in clear."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    email_key = models.CharField(max_length=64)
    """Keyed hash of the address."""
    code_key = models.CharField(max_length=64)
    """Keyed hash of the code: six digits would be found in any hash without a key."""
    tries = models.PositiveSmallIntegerField(default=0)
    ends_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="sign_in_code_once", fields=["site", "email_key"])]

    def __str__(self) -> str:
        return f"sign-in code {self.pk}"
