"""Who may do what on which site."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from rejoinder.comments.models import Site


class Role(models.TextChoices):
    """Each role may do all that the one before it may."""

    MODERATOR = "moderator", _("Moderator")
    EDITOR = "editor", _("Editor")
    """Also confirms guidelines."""


class Membership(models.Model):
    """A user's role on a site."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.MODERATOR)

    class Meta:
        constraints = [models.UniqueConstraint(name="membership_once", fields=["user", "site"])]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.site_id}"
