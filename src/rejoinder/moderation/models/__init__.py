"""The tables of moderation, one module per concept."""

from rejoinder.moderation.models.appeal import OVERTURNING, UPHOLDING, Answer, Appeal, Hearing, Objection
from rejoinder.moderation.models.assessment import Assessment
from rejoinder.moderation.models.audit import Act, AuditEntry
from rejoinder.moderation.models.decision import Decision
from rejoinder.moderation.models.feedback import Feedback
from rejoinder.moderation.models.guideline_set import GuidelineSet
from rejoinder.moderation.models.mail import MailOutbox
from rejoinder.moderation.models.membership import Membership, Role
from rejoinder.moderation.models.notification import Announcement, Notification, Reason
from rejoinder.moderation.models.outcome_notice import About, OutcomeNotice
from rejoinder.moderation.models.pick import Pick
from rejoinder.moderation.models.policy import Policy
from rejoinder.moderation.models.site_model import SiteModel, SiteTraining
from rejoinder.moderation.models.worker import WorkerBeat

__all__ = [
    "OVERTURNING",
    "UPHOLDING",
    "About",
    "Act",
    "Announcement",
    "Answer",
    "Appeal",
    "Assessment",
    "AuditEntry",
    "Decision",
    "Feedback",
    "GuidelineSet",
    "Hearing",
    "MailOutbox",
    "Membership",
    "Notification",
    "Objection",
    "OutcomeNotice",
    "Pick",
    "Policy",
    "Reason",
    "Role",
    "SiteModel",
    "SiteTraining",
    "WorkerBeat",
]
