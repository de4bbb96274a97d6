"""The reactions a site may offer, and their names in words.

A fixed set: what readers press is counted across sites and languages, and a newsroom picks from it. All but one speak
well of a comment. Stroud, Muddiman and Scacco (New Media & Society 19(11), 2017) found that a button “respect” is
pressed for comments of the other side too, where “like” is not; it stands first.
"""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

REACTIONS: Final[dict[str, Promise]] = {
    # Translators: what a reader says by pressing a button under a comment.
    "respect": pgettext_lazy("reaction", "Respect"),
    "insightful": pgettext_lazy("reaction", "Insightful"),
    "thanks": pgettext_lazy("reaction", "Thanks"),
    "like": pgettext_lazy("reaction", "Like"),
    "agree": pgettext_lazy("reaction", "I agree"),
    "disagree": pgettext_lazy("reaction", "I see it differently"),
}


def default_reactions() -> list[str]:
    """What a new site offers."""
    return ["respect", "insightful", "thanks"]
