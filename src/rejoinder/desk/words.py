"""The engine's codes in words that moderators read."""

import re
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from rejoinder.moderation import actors
from rejoinder.moderation.models import Act

KINDS = {
    "toxicity": gettext_lazy("Toxicity"),
    "profanity": gettext_lazy("Swearing"),
    "vulgarity": gettext_lazy("Vulgarity"),
    "threat": gettext_lazy("Threat"),
    "personal_attack": gettext_lazy("Personal attack"),
    "identity_abuse": gettext_lazy("Abuse of a group"),
    "sexism": gettext_lazy("Sexism"),
    "racism": gettext_lazy("Racism"),
    "homophobia": gettext_lazy("Homophobia"),
    "xenophobia": gettext_lazy("Xenophobia"),
    "religious_abuse": gettext_lazy("Abuse for a religion"),
    "ableism": gettext_lazy("Abuse for a disability"),
    "commercial_promotion": gettext_lazy("Commercial promotion"),
    "personal_promotion": gettext_lazy("Personal promotion"),
    "relevance": gettext_lazy("Relevance to the article"),
    "constructive": gettext_lazy("Constructive"),
    "criticism_of_publisher": gettext_lazy("Criticism of the publisher"),
    "could_not_assess": gettext_lazy("Could not assess"),
}

STANDINGS = {
    "use": pgettext_lazy("how words stand", "the reader's own words"),
    "mention": pgettext_lazy("how words stand", "mentioned, not meant"),
    "protected": pgettext_lazy("how words stand", "welcome: protected"),
    "observation": pgettext_lazy("how words stand", "observed"),
}

RECOMMENDATIONS = {
    "approve": gettext_lazy("Approve recommended"),
    "reject": gettext_lazy("Reject recommended"),
    "refer": gettext_lazy("For a person to decide"),
    "none": gettext_lazy("Not assessed yet"),
}

REASONS = {
    "within_guidelines": gettext_lazy("Nothing found that breaks a guideline."),
    "breaks_guideline": gettext_lazy("Breaks a guideline."),
    "uncertain": gettext_lazy("May break a guideline; the software is not sure."),
    "could_not_assess": gettext_lazy("The software could not assess it."),
    "language_uncertain": gettext_lazy("The software is not sure what language it is in."),
    "author_name": gettext_lazy("The name the reader chose may break a guideline."),
}

BECAUSE = {
    "quotes_article": gettext_lazy("quotes the article"),
    "quotes_parent": gettext_lazy("quotes the comment replied to"),
    "reported": gettext_lazy("reports what others said"),
    "condemned": gettext_lazy("condemns it"),
    "counter_speech": gettext_lazy("objects to it"),
    "negated": gettext_lazy("negated"),
    "in_quotation_marks": gettext_lazy("in quotation marks"),
    "said_to_reader": gettext_lazy("was said to the reader"),
    "aimed_at_reader": gettext_lazy("aimed at another reader"),
    "aimed_at_person": gettext_lazy("aimed at a person"),
    "aimed_at_group": gettext_lazy("aimed at a group"),
    "aimed_at_nobody": gettext_lazy("aimed at nobody"),
    "criticism_of_publisher": gettext_lazy("criticism of the publisher"),
    "aimed_at_thing": gettext_lazy("aimed at a thing"),
    "aimed_at_work": gettext_lazy("aimed at what somebody did"),
    "animal_meant": gettext_lazy("a real animal is meant"),
    "said_by_others": gettext_lazy("may be what others said"),
    "own_name": gettext_lazy("may be what a group calls itself"),
    "argues": gettext_lazy("gives reasons"),
    "emoji": gettext_lazy("said by an emoji"),
    "repeats_characters": gettext_lazy("the same characters again and again"),
    "repeats_lines": gettext_lazy("the same lines again and again"),
    "repeats_words": gettext_lazy("the same words again and again"),
    "points_at_somebody": gettext_lazy("points at somebody"),
    "says_nothing_else": gettext_lazy("says nothing else"),
    "no_group_named": gettext_lazy("names no group"),
    "weak_alone": gettext_lazy("weak on its own"),
    "names_publisher": gettext_lazy("names the publisher"),
    "names_its_work": gettext_lazy("speaks of the publisher's work"),
    "selling_words": gettext_lazy("words of selling"),
    "inviting_words": gettext_lazy("words of inviting"),
    "suspected": gettext_lazy("the classifier suspects it"),
    "link": gettext_lazy("a link"),
    "invite": gettext_lazy("an invitation link"),
    "email": gettext_lazy("an e-mail address"),
    "phone": gettext_lazy("a phone number"),
    "handle": gettext_lazy("an account name"),
    "price": gettext_lazy("a price"),
    "code": gettext_lazy("a discount code"),
    "worker_lost": gettext_lazy("reading it failed several times"),
    "out_of_time": gettext_lazy("ran out of time"),
    "check_failed": gettext_lazy("a check failed"),
    "too_long": gettext_lazy("too long to be read in full"),
    "language_unknown": gettext_lazy("unknown language"),
    "language_not_covered": gettext_lazy("a language without word lists"),
}
"""What context changed, and why something could not be assessed. A code without words here is shown as it is."""

STATUSES = {
    "pending": gettext_lazy("Waiting"),
    "approved": gettext_lazy("Published"),
    "rejected": gettext_lazy("Rejected"),
    "withdrawn": gettext_lazy("Withdrawn"),
}

ACTORS = {
    actors.COMMAND_LINE: pgettext_lazy("who did it", "command line"),
    actors.BUILT_IN: pgettext_lazy("who did it", "built-in"),
    actors.NIGHT: pgettext_lazy("who did it", "every night"),
    actors.READER: pgettext_lazy("who did it", "a reader"),
    actors.DEMO: pgettext_lazy("who did it", "demo"),
}

HEARINGS = {
    "upheld": gettext_lazy("Objection heard: the decision stands"),
    "overturned": gettext_lazy("Objection heard: the decision was changed"),
    "superseded": gettext_lazy("Ended by a new decision"),
}

LANGUAGES = {
    "ar": gettext_lazy("Arabic"),
    "ckb": gettext_lazy("Sorani Kurdish"),
    "de": gettext_lazy("German"),
    "en": gettext_lazy("English"),
    "es": gettext_lazy("Spanish"),
    "fa": gettext_lazy("Persian"),
    "fr": gettext_lazy("French"),
    "kmr": gettext_lazy("Kurmanji Kurdish"),
    "tr": gettext_lazy("Turkish"),
    "und": gettext_lazy("Unknown language"),
    "": gettext_lazy("Unknown language"),
}


def word(table: dict[str, Any], code: str) -> str:
    """The code in words; the code itself, spaced, where the table has none."""
    return str(table.get(code, code.replace("_", " ")))


def because_words(codes: list[str]) -> list[str]:
    """What context changed, in words. Places in the article are left out: they are shown as a passage."""
    return [word(BECAUSE, code) for code in codes if not re.fullmatch(r"paragraph_\d+|headline", code)]


def outcome_word(outcome: str, status: str) -> str:
    """What a decision did: a rejection of what was published is a withdrawal."""
    if outcome == "approve":
        return _("Approved")
    return _("Withdrawn") if status == "withdrawn" else _("Rejected")


def act_word(action: str) -> str:
    """What is on record. A code of a later version is shown as it is."""
    return str(Act(action).label) if action in Act.values else action


def actor_word(name: str) -> str:
    """Who acted: a person's name as it is, the command line and its like in words."""
    return str(ACTORS.get(name, name))


def hearing_word(outcome: str) -> str:
    """How an objection ended."""
    return word(HEARINGS, outcome)
