"""A reader who is known to a site, and the sessions they are signed in with."""

import uuid
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rejoinder.comments.models.site import Site


class Notifications(models.TextChoices):
    """How often a reader wants mail about what they follow."""

    OFF = "off"
    INSTANT = "instant"
    DAILY = "daily"


class BlockReason(models.TextChoices):
    """Why a newsroom takes nothing more from a reader. Told to colleagues, and to a reader who asks what is kept."""

    ABUSE = "abuse", _("Insults or abuse, again and again")
    THREATS = "threats", _("Threats")
    PROMOTION = "promotion", _("Promotion, again and again")
    FLOODING = "flooding", _("Floods threads")
    IMPERSONATION = "impersonation", _("Pretends to be someone else")
    OTHER = "other", pgettext_lazy("why a reader is blocked", "Something else")


class ReaderQuerySet(models.QuerySet["Reader"]):
    """Reads of readers."""

    def with_verified_email(self, site: Site, email: str) -> "ReaderQuerySet":
        """The site's reader who has proved that the address is theirs (none or one)."""
        return self.filter(site=site, email=email.lower(), email_verified_at__isnull=False)

    def blocked(self, now: datetime) -> "ReaderQuerySet":
        """From whom nothing is taken now."""
        lasts = models.Q(blocked_until=None) | models.Q(blocked_until__gt=now)
        return self.filter(lasts, blocked_at__isnull=False)

    def unblocked(self, now: datetime) -> "ReaderQuerySet":
        """All others."""
        return self.filter(models.Q(blocked_at=None) | models.Q(blocked_until__lte=now))


class Reader(models.Model):
    """One person on one site. Readers are never users of the desk: the two have no table in common.

    A reader is known by a verified e-mail address, by the subject that an issuer vouches for, or by both. Guests who
    never signed in have no row.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="readers")
    display_name = models.CharField(max_length=80, blank=True)
    email = models.CharField(max_length=254, null=True, blank=True)  # None, so that no two readers share ""
    """In lower case; None when not known, or erased. Never logged."""
    email_verified_at = models.DateTimeField(null=True, blank=True)
    issuer = models.CharField(max_length=255, blank=True)
    """Who vouches for ``subject``: ``sso`` (the publisher's own login) or the address of an OpenID provider."""
    subject = models.CharField(max_length=255, null=True, blank=True)
    language = models.CharField(max_length=12, blank=True)
    notifications = models.CharField(max_length=10, choices=Notifications.choices, default=Notifications.DAILY)
    wants_replies = models.BooleanField(default=True)
    """Mail about answers to their own comments."""
    wants_mentions = models.BooleanField(default=True)
    """Mail when somebody names them with an @."""
    mail_hour = models.PositiveSmallIntegerField(default=8)
    """When the daily mail is written: an hour, 0 to 23, of ``time_zone``."""
    time_zone = models.CharField(max_length=64, blank=True)
    """Such as Asia/Baghdad; the site's when empty."""
    notified_at = models.DateTimeField(null=True, blank=True)
    """When a mail about others' comments was last written to them."""
    is_staff = models.BooleanField(default=False)
    """Shown as a badge beside the name; gives no right whatever."""
    created_at = models.DateTimeField()
    blocked_at = models.DateTimeField(null=True, blank=True)
    blocked_until = models.DateTimeField(null=True, blank=True)
    """When the block ends of itself; None while there is none, or where it lasts until it is taken back."""
    block_reason = models.CharField(max_length=16, choices=BlockReason.choices, blank=True)
    block_note = models.CharField(max_length=300, blank=True)
    """Said to colleagues; the reader gets it only with all that is kept about them."""
    erased_at = models.DateTimeField(null=True, blank=True)
    """When everything that told who this was went; the row stays, because comments point to it."""

    objects: ClassVar[ReaderQuerySet] = ReaderQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                models.F("site"),
                Lower("email"),
                name="reader_email_once",
                condition=models.Q(email_verified_at__isnull=False),
            ),
            models.UniqueConstraint(fields=["site", "issuer", "subject"], name="reader_subject_once"),
            models.CheckConstraint(
                name="reader_verified_has_email",
                condition=models.Q(email_verified_at__isnull=True) | models.Q(email__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)

    def is_blocked(self, now: datetime) -> bool:
        """Whether nothing is taken from the reader now."""
        return self.blocked_at is not None and (self.blocked_until is None or now < self.blocked_until)


class ReaderSession(models.Model):
    """A sign-in that lasts. Only the token's SHA-256 is kept: the token has 256 random bits."""

    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="sessions")
    token_sha256 = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    """When the reader last proved who they are; a passkey is taken only soon after."""
    last_used_at = models.DateTimeField()
    ends_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"session {self.pk}"
