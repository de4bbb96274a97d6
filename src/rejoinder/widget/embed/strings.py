"""What the comment section says, by name: one catalogue for pages that the server renders and for the element.

``%(name)s`` marks a place that the element fills. Numbers stand after a colon, since not every browser knows the plural
forms of Sorani and Kurmanji.
"""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from rejoinder.publishing.borrowed import MONTHS

READING: Final[dict[str, Promise]] = {
    "comments": _("Comments"),
    "order": _("Order of comments"),
    "order_oldest": _("Oldest first"),
    "order_newest": _("Newest first"),
    "order_discussed": _("Most discussed"),
    "order_picks": _("Editors’ picks"),
    "empty": _("No comments yet."),
    "empty_open": _("No comments yet. Yours can be the first."),
    "arrived": _("New comments: %(count)s"),
    "previous": _("Previous comments"),
    "more": _("More comments"),
    "new": _("New"),
    "staff": _("Newsroom"),
    "pick": _("Editors’ pick"),
    "a_reader": _("A reader"),
    "withdrawn": _("This comment was withdrawn."),
    "reply_to": _("In reply to %(name)s"),
    "reply_to_reader": _("In reply to a reader"),
    "reply_to_withdrawn": _("In reply to a withdrawn comment"),
    "show_replies": _("Show replies: %(count)s"),
    "hide_replies": _("Hide replies: %(count)s"),
    "reply": _("Reply"),
    "quote": _("Quote"),
    "feed": _("Comments as a feed"),
    "guidelines_full": _("The guidelines in full"),
    "offline": _("The connection was lost. What you wrote is still here; please try again."),
    "failed": _("Something went wrong on our side. What you wrote is still here; please try again."),
}
"""What is said while reading."""

WRITING: Final[dict[str, Promise]] = {
    "post": _("Post a comment"),
    "your_comment": _("Your comment"),
    "your_reply": _("Your reply"),
    "your_name": _("Your name"),
    "optional": _("(optional)"),
    "tell_outcome": _("Your e-mail address, if you want to be told the outcome"),
    "tell_me": _("Tell me the outcome by e-mail"),
    "tell_answer": _("Your e-mail address, if you want an answer"),
    "email_deleted": _("It is used for that alone, and deleted then."),
    "characters_left": _("Characters remaining: %(count)s"),
    "characters_over": _("Characters too many: %(count)s"),
    "quote_article": _("Quote the selected passage"),
    "send": _("Send"),
    "sending": _("Sending…"),
    "cancel": _("Cancel"),
    "promise": _("Every comment is read before it appears. It is published exactly as you write it, or not at all."),
    "closed": _("This article takes no more comments. Those that were published stay here to be read."),
    "guidelines": _("Our guidelines for comments"),
    "welcome": _("Welcome"),
    "not_tolerated": _("Not tolerated"),
    "advice_title": _("Before you send it"),
    "advice_text": _("This may break the guideline “%(guideline)s”. You can change it, or send it as it is."),
    "advice_change": _("Change it"),
    "advice_send": _("Send it as it is"),
}
"""What is said while writing."""

OUTCOME: Final[dict[str, Promise]] = {
    "received": _("Your comment has been received"),
    "is_read": _(
        "It is read before it appears. If it meets the guidelines it is published exactly as you wrote it; nobody "
        "edits it."
    ),
    "by_moderator": _("A moderator is reading it."),
    "by_moderator_within": _("A moderator is reading it. Minutes it takes at most: %(count)s"),
    "is_late": _("It takes longer than we promised; it has not been forgotten."),
    "published": _("Your comment is published"),
    "published_text": _("It met the guidelines and stands under the article exactly as you wrote it."),
    "see": _("Read it on the page"),
    "not_published": _("Your comment was not published"),
    "taken_down": _("Your comment was withdrawn"),
    "the_guideline": _("The guideline"),
    "the_words": _("The words it rests on"),
    "what_you_wrote": _("What you wrote"),
    "who_decided": _("Who decided, and when"),
    "by_machine_on": _("Decided automatically, by software that reads comments against the guidelines, on %(time)s."),
    "by_moderator_on": _("Decided by a moderator, on %(time)s."),
    "receipt": _("Your receipt"),
    "close": _("Close"),
    "object_title": _("Do you object?"),
    "object_text": _(
        "If you think the decision is wrong, say why. Someone who did not make it reads your comment again."
    ),
    "why_wrong": _("Why is it wrong?"),
    "in_your_words": _("In your words"),
    "object": _("Object"),
    "appeal_open": _(
        "You have objected. Someone who did not make the decision reads your comment again. The answer will stand here."
    ),
    "appeal_upheld": _("Your objection was heard: the decision stands."),
    "appeal_overturned": _("Your objection was heard: the decision was changed."),
    "appeal_superseded": _("A new decision has taken the place of the one you objected to."),
}
"""What is said about a comment that was sent."""

BETWEEN: Final[dict[str, Promise]] = {
    "sign_in": _("Sign in"),
    "sign_out": _("Sign out"),
    "signed_in": _("You are signed in as %(name)s."),
    "must_sign_in": _("Please sign in for this."),
    "your_account": _("Your account"),
    "you_write_as": _("You write as %(name)s."),
    "email": _("E-mail"),
    "send_code": _("Send me a code"),
    "code_sent": _("If the address can receive mail, a code is on its way. Please type it here."),
    "code": _("Code"),
    "sign_in_window": _("Sign in with a passkey or another account"),
    "mail": _("Mail about comments"),
    "mail_off": _("Never"),
    "mail_daily": _("Once a day"),
    "mail_instant": _("At once"),
    "mail_hour": _("At what hour"),
    "mail_replies": _("Answers to my comments"),
    "mail_mentions": _("Comments that name me"),
    "save": _("Save"),
    "follow": _("Follow this discussion"),
    "unfollow": _("Stop following this discussion"),
    "follow_comment": _("Follow the answers"),
    "unfollow_comment": _("Stop following the answers"),
    "mute": _("Mute this reader"),
    "unmute": _("Unmute this reader"),
    "muted": _("You have muted this reader."),
    "show": _("Show"),
    "more_actions": _("More"),
    "done": _("Done."),
    "report": _("Report"),
    "report_title": _("Report this comment"),
    "which_guideline": _("Which guideline does it break?"),
    "illegal": _("It is illegal, not only against the guidelines."),
    "reported": _("Thank you. A moderator will read it again."),
}
"""What readers do with each other's comments, and who they are."""

NAMED_BY_US: Final = frozenset({"ckb", "kmr"})
"""Languages whose Gregorian months browsers name wrongly or not at all (see publishing.borrowed)."""


def strings() -> dict[str, str]:
    """All of them in the active language."""
    return {name: str(text) for name, text in (READING | WRITING | OUTCOME | BETWEEN).items()}


def months(language: str) -> list[str] | None:
    """January to December in the active language, where the browser should not name them."""
    return [gettext(month) for month in MONTHS] if language in NAMED_BY_US else None


def moment_format() -> str:
    """How date and time are written in the active language, in Django's letters."""
    return pgettext("format of a date and time", "j F Y, H:i")
