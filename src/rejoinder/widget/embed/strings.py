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
    "order_picks": _("Editors' picks"),
    "empty": _("No comments yet."),
    "empty_open": _("No comments yet. Yours can be the first."),
    "arrived": _("New comments: %(count)s"),
    "previous": _("Previous comments"),
    "more": _("More comments"),
    "new": _("New"),
    "staff": _("Newsroom"),
    "pick": _("Editors' pick"),
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

NAMED_BY_US: Final = frozenset({"ckb", "kmr"})
"""Languages whose Gregorian months browsers name wrongly or not at all (see publishing.borrowed)."""


def strings() -> dict[str, str]:
    """All of them in the active language."""
    return {name: str(text) for name, text in READING.items()}


def months(language: str) -> list[str] | None:
    """January to December in the active language, where the browser should not name them."""
    return [gettext(month) for month in MONTHS] if language in NAMED_BY_US else None


def moment_format() -> str:
    """How date and time are written in the active language, in Django's letters."""
    return pgettext("format of a date and time", "j F Y, H:i")
