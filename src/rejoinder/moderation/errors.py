"""Why a decision or a change of rules is not made.

Refusal
├── AlreadyDecided             409: someone else was faster; carries the decision there is
├── NotAModerator              403
├── NotPublished               409: only what readers can read is picked
├── GuidelineUnknown           422: a rejection needs a prohibition of the guidelines in force
├── EvidenceNotInBody          422
├── ProposalNotFound           404
├── BadThresholds, BadSetting  422
├── NothingToObjectTo          409: the comment is not rejected
├── AlreadyObjected            409: one objection per decision
├── ObjectionTooLate           409
├── ObjectionUnknown           422: a reason that is not on the list
├── TextTooLong, TextNotValid  413, 422: a reader's or moderator's own words
├── AppealNotFound             404
├── AppealAnswered             409: someone else was faster; carries the answer there is
├── OwnDecision                403: whoever decided first does not hear the objection
├── AnswerUnknown              422
├── AlreadyReported            409: one report per reader and comment
├── NoticeIncomplete           422: what a notice of illegal content must say
├── ReportsAnswered            409: someone else was faster; carries the answer there is
├── BadBlock                   422
├── BadPublicKey               422
└── SsoKeyNotFound             404
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from rejoinder.errors import Refusal


class AlreadyDecided(Refusal):
    """The comment is no longer as the moderator saw it."""

    code = "already_decided"
    status = 409
    message = _("%(by)s has already decided: %(outcome)s.")


class NotAModerator(Refusal):
    """No role on this site that allows it."""

    code = "not_a_moderator"
    status = 403
    message = _("You have no role on this site that allows this.")


class NotPublished(Refusal):
    """The comment is not published (any more)."""

    code = "not_published"
    status = 409
    message = _("The comment is not published (any more).")


class GuidelineUnknown(Refusal):
    """A rejection must name what was broken."""

    code = "guideline_unknown"
    status = 422
    message = _("Please pick the guideline that the comment breaks.")


class EvidenceNotInBody(Refusal):
    """The words marked are not in the comment."""

    code = "evidence_not_in_body"
    status = 422
    message = _("The marked words are not in the comment.")


class ProposalNotFound(Refusal):
    """The proposed guidelines are gone: confirmed, dismissed or never there."""

    code = "proposal_not_found"
    status = 404
    message = _("There is no such proposal of guidelines.")


class BadThresholds(Refusal):
    """A threshold out of range or for a score that does not exist."""

    code = "bad_thresholds"
    status = 422
    message = _("The thresholds can't be used: %(problem)s")


class NothingToObjectTo(Refusal):
    """The comment is published or waits."""

    code = "nothing_to_object_to"
    status = 409
    message = _("The comment is not rejected, so there is nothing to object to.")


class AlreadyObjected(Refusal):
    """A decision takes one objection."""

    code = "already_objected"
    status = 409
    message = _("You have already objected to this decision.")


class ObjectionTooLate(Refusal):
    """The site's days for objecting are over."""

    code = "objection_too_late"
    status = 409
    message = ngettext_lazy(
        "This decision could be objected to for %(days)s day; it is over.",
        "This decision could be objected to for %(days)s days; they are over.",
        "days",
    )


class ObjectionUnknown(Refusal):
    """A reason that is not on the list."""

    code = "objection_unknown"
    status = 422
    message = _("Please choose why you object.")


class TextTooLong(Refusal):
    """Longer than the place for it."""

    code = "text_too_long"
    status = 413
    message = ngettext_lazy(
        "The text has %(length)s character; at most %(limit)s are taken.",
        "The text has %(length)s characters; at most %(limit)s are taken.",
        "length",
    )


class TextNotValid(Refusal):
    """Half of a surrogate pair, or U+0000."""

    code = "text_not_valid"
    status = 422
    message = _("The text holds something that is not valid Unicode text.")


class AppealNotFound(Refusal):
    """No such objection, or not at one of your sites."""

    code = "appeal_not_found"
    status = 404
    message = _("There is no such objection.")


class AppealAnswered(Refusal):
    """The objection is no longer open."""

    code = "appeal_answered"
    status = 409
    message = _("%(by)s has already answered this objection.")


class OwnDecision(Refusal):
    """Whoever decided first does not hear the objection."""

    code = "own_decision"
    status = 403
    message = _("You made this decision, so someone else hears the objection.")


class AnswerUnknown(Refusal):
    """An answer that is not on the list, or does not fit the outcome."""

    code = "answer_unknown"
    status = 422
    message = _("Please choose an answer to the reader.")


class AlreadyReported(Refusal):
    """One report per reader and comment."""

    code = "already_reported"
    status = 409
    message = _("You have already reported this comment. A moderator looks at it.")


class NoticeIncomplete(Refusal):
    """A notice of illegal content lacks what the law asks for."""

    code = "notice_incomplete"
    status = 422
    message = _(
        "To say that a comment is illegal, please say why, give your name and e-mail address, and confirm that "
        "you say it in good faith."
    )


class ReportsAnswered(Refusal):
    """The reports are no longer open."""

    code = "reports_answered"
    status = 409
    message = _("%(by)s has already answered these reports.")


class BadBlock(Refusal):
    """A block that ends before it begins, or in another age."""

    code = "bad_block"
    status = 422
    message = _("A block lasts from 1 to %(days)s days, or, with 0, until it is taken back.")


class BadPublicKey(Refusal):
    """Not a key that tokens can be verified with."""

    code = "bad_public_key"
    status = 422
    message = _("This is no public key in PEM of RSA (2048 bits or more) or of the P-256 curve.")


class SsoKeyNotFound(Refusal):
    """No key of the site that still holds."""

    code = "sso_key_not_found"
    status = 404
    message = _("There is no such key, or more than one begins so.")


class BadSetting(Refusal):
    """A setting of a site that can't be."""

    code = "bad_setting"
    status = 422
    message = _("The site can't be changed: %(problem)s")


class TooFewDecisions(Refusal):
    """A site's moderators have not decided enough to learn from, or to tell whether what was learned is right."""

    code = "too_few_decisions"
    status = 409
    message = _("There are too few decisions of moderators to learn from: %(problem)s")


class NothingToRollBack(Refusal):
    """The site has no model of its own in force."""

    code = "nothing_to_roll_back"
    status = 409
    message = _("The shipped model serves this site; there is nothing to roll back.")
