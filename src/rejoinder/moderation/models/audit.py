"""The audit log: everything done at the desk or by command that is not itself a decision."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rejoinder.comments.models import Site


class Act(models.TextChoices):
    """What can be on record, and how the desk says it. Namespaced; a code once written is never renamed."""

    APPEAL_MADE = "appeal.made", _("Objection received")
    APPEAL_UPHELD = "appeal.upheld", _("Objection heard: the decision stands")
    APPEAL_OVERTURNED = "appeal.overturned", _("Objection heard: the decision was changed")
    GUIDELINES_CONFIRMED = "guidelines.confirmed", _("Guidelines confirmed")
    GUIDELINES_DISMISSED = "guidelines.dismissed", _("Proposal of guidelines dismissed")
    LOGIN_PROVIDER_ADDED = "login.provider_added", _("Way to sign in added")
    LOGIN_PROVIDER_REMOVED = "login.provider_removed", _("Way to sign in removed")
    MEMBER_SET = "member.set", _("Role given")
    PICK_ADDED = "pick.added", _("Made an editors’ pick")
    PICK_REMOVED = "pick.removed", _("No editors’ pick any more.")
    POLICY_SET = "policy.set", _("Policy set")
    READER_ADDRESS_ERASED = "reader.address_erased", _("Address of a guest erased")
    READER_BLOCKED = "reader.blocked", _("Reader blocked")
    READER_ERASED = "reader.erased", _("Reader erased")
    READER_STAFF = "reader.staff", _("Badge of the newsroom given or taken")
    READER_UNBLOCKED = "reader.unblocked", _("Block of a reader taken back")
    REPORTS_KEPT = "reports.kept", _("Reports answered: the comment stays")
    SITE_ADDED = "site.added", _("Site added")
    SITE_CHANGED = "site.changed", _("Settings of the site changed")
    SITE_MODEL_ADOPTED = "site_model.adopted", _("Model from own decisions adopted")
    SITE_MODEL_NIGHTLY = "site_model.nightly", _("Nightly training set")
    SITE_MODEL_NOT_ADOPTED = "site_model.not_adopted", _("Model from own decisions not adopted")
    SITE_MODEL_ROLLED_BACK = "site_model.rolled_back", _("Model from own decisions rolled back")
    SSO_KEY_ADDED = "sso.key_added", _("Key of the publisher’s own login added")
    SSO_KEY_RETIRED = "sso.key_retired", _("Key of the publisher’s own login retired")


class AuditEntry(models.Model):
    """One act. ``action`` is a code of Act. Append-only; holds no comment text."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="audit_entries")
    action = models.CharField(max_length=64)
    actor_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    details = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["site", "-at"], name="audit_by_site")]

    def __str__(self) -> str:
        return self.action
