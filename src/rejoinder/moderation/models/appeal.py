"""An appeal: the writer of a rejected comment objects, and someone who did not reject it reads it again."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from rejoinder.accounts.models import User
from rejoinder.comments.models import Comment, Site
from rejoinder.moderation.models.decision import Decision

TEXT_LIMIT_CHARS = 500


class Objection(models.TextChoices):
    """Why the reader objects."""

    QUOTATION = "quotation", _("The words are a quotation.")
    CRITICISM = "criticism", _("I criticise, I do not insult.")
    OTHER_MEANING = "other_meaning", _("The words mean something else here.")
    NOT_FORBIDDEN = "not_forbidden", _("This is not what the guideline forbids.")
    OTHER = "other", _("Something else.")


class Hearing(models.TextChoices):
    """How an appeal ended. ``superseded``: another decision came meanwhile, which can be objected to anew."""

    UPHELD = "upheld"
    OVERTURNED = "overturned"
    SUPERSEDED = "superseded"


class Answer(models.TextChoices):
    """What the reader is told: why the rejection stands, or why it was wrong."""

    BREAKS_GUIDELINE = (
        "breaks_guideline",
        _("We read it again with all that stands around it: it breaks the guideline."),
    )
    NOT_JUST_QUOTED = "not_just_quoted", _("The words are not only quoted: the comment makes them its own.")
    AIMED_AT_PEOPLE = "aimed_at_people", _("The words go beyond criticism: they are aimed at people.")
    MEETS_GUIDELINES = "meets_guidelines", _("You are right: the comment meets the guidelines.")
    MISREAD = "misread", _("You are right: the words were misread.")


UPHOLDING = (Answer.BREAKS_GUIDELINE, Answer.NOT_JUST_QUOTED, Answer.AIMED_AT_PEOPLE)
OVERTURNING = (Answer.MEETS_GUIDELINES, Answer.MISREAD)


class AppealQuerySet(models.QuerySet["Appeal"]):
    """Reads of appeals."""

    def open(self, site: Site) -> "AppealQuerySet":
        """What waits for an answer at the site, oldest first."""
        return self.filter(comment__site=site, outcome="").order_by("created_at", "id")

    def for_moderator(self, user: User) -> "AppealQuerySet":
        """What the user may answer: decisions of others."""
        return self.exclude(decision__actor=user)


class Appeal(models.Model):
    """One objection to one decision; a decision takes no second. What the reader wrote never changes."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="appeal")
    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="appeals")
    reason = models.CharField(max_length=16, choices=Objection.choices)
    text = models.TextField(blank=True)
    """The reader's own words, at most TEXT_LIMIT_CHARS code points."""
    created_at = models.DateTimeField()
    outcome = models.CharField(max_length=12, choices=Hearing.choices, blank=True)
    """Empty while it waits."""
    answer = models.CharField(max_length=20, choices=Answer.choices, blank=True)
    answer_text = models.TextField(blank=True)
    """The moderator's own words to the reader, at most TEXT_LIMIT_CHARS code points."""
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    answered_by_name = models.CharField(max_length=120, blank=True)
    new_decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, related_name="+")
    """The decision that ended it; None when the first one stands."""

    objects: ClassVar[AppealQuerySet] = AppealQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(name="appeal_reason_known", condition=models.Q(reason__in=Objection.values)),
            models.CheckConstraint(
                name="appeal_answered_has_time", condition=models.Q(outcome="") | models.Q(answered_at__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["created_at", "id"], name="appeal_open", condition=models.Q(outcome=""))]

    def __str__(self) -> str:
        return str(self.uuid)
