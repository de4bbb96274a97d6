"""A site: one publication with its own guidelines. A publisher may have many."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rejoinder.comments.reactions import default_reactions


class Site(models.Model):
    """One publication. ``key`` is chosen by the publisher and stands in addresses and in the decision chain."""

    key = models.SlugField(_("key"), max_length=64, unique=True)
    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(_("language"), max_length=12, default="en")
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    publisher_names = models.JSONField(_("names readers call the publisher by"), default=list)
    origins = models.JSONField(default=list)
    """Origins of the publisher's pages, such as ``https://www.example.org``, from which readers may write."""
    advice_share = models.PositiveSmallIntegerField(default=100)
    """Percent of readers who are advised before they send; the others are the comparison. 0 turns advice off."""
    reactions = models.JSONField(default=default_reactions)
    """Names of the reactions offered (comments.reactions), in the order shown; none turns them off."""
    promised_minutes = models.PositiveIntegerField(null=True, blank=True)
    """Within how many minutes a moderator reads what the machine leaves to people; None promises nothing."""
    appeal_days = models.PositiveSmallIntegerField(default=30)
    """For how many days after a rejection its writer may object."""
    guests_may_write = models.BooleanField(default=True)
    """False: only readers who are signed in may send comments from a page."""
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name
