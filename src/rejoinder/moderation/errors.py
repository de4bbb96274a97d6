"""Why a decision or a change of rules is not made.

Refusal
├── AlreadyDecided             409: someone else was faster; carries the decision there is
├── NotAModerator              403
├── CommentNotFound            404
├── NotPublished               409: only what readers can read is picked
├── GuidelineUnknown           422: a rejection needs a prohibition of the guidelines in force
├── EvidenceNotInBody          422
├── ProposalNotFound           404
└── BadThresholds              422
"""

from django.utils.translation import gettext_lazy as _

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


class CommentNotFound(Refusal):
    """No such comment, or not one of your sites."""

    code = "comment_not_found"
    status = 404
    message = _("There is no such comment.")


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
