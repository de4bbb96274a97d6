"""The ground of a decision in words that people read."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rejoinder.engine.guidelines import Guideline, in_language
from rejoinder.engine.guidelines import GuidelineSet as EngineGuidelines
from rejoinder.moderation.models import Decision, GuidelineSet
from rejoinder.moderation.rules import guidelines_of, rejectable_keys

KIND_NAMES = {
    "sexism": gettext_lazy("Sexism"),
    "racism": gettext_lazy("Racism"),
    "homophobia": gettext_lazy("Homophobia"),
    "xenophobia": gettext_lazy("Xenophobia"),
    "commercial_promotion": gettext_lazy("Commercial promotion"),
    "personal_promotion": gettext_lazy("Personal promotion"),
}
"""What guidelines list as kinds of something wider, by key; such a key has no title of its own in a guideline set."""


@dataclass(frozen=True, slots=True)
class Ground:
    """``title`` and ``text`` are the guideline's, ``kind`` what kind of it (or ``''``); ``rejection`` is said to the
    reader.
    """

    title: str
    kind: str
    rejection: str
    text: str = ""

    @property
    def name(self) -> str:
        """What it is called: by the kind where there is one, else by the guideline."""
        return self.kind or self.title


def ground_of(decision: Decision, language: str) -> Ground | None:
    """The ground of a rejection, in ``language`` where the guidelines speak it; None for an approval."""
    if not decision.guideline:
        return None
    return ground_named(guidelines_of(decision.guideline_set), decision.guideline, language)


def ground_named(guidelines: EngineGuidelines, key: str, *languages: str) -> Ground:
    """The ground that the key names: a guideline, or a kind that a guideline lists. In the first language there is."""
    guideline = guidelines.get(key)
    if guideline is not None:
        return _ground(guideline, "", *languages)
    kind = kind_name(key)
    wider = next((g for g in guidelines.prohibitions() if key in g.kinds), None)
    if wider is None:
        return Ground(kind, "", "")
    return _ground(wider, kind, *languages)


def rejectable_grounds(row: GuidelineSet, *languages: str) -> dict[str, Ground]:
    """All that a rejection or a report can name, by key, in the order of the guidelines."""
    guidelines = guidelines_of(row)
    return {key: ground_named(guidelines, key, *languages) for key in rejectable_keys(row)}


def kind_name(key: str) -> str:
    """A kind's name in the active language; a kind of the publisher's own is shown by its key."""
    return str(KIND_NAMES.get(key, key.replace("_", " ")))


def _ground(guideline: Guideline, kind: str, *languages: str) -> Ground:
    title, text = in_language(guideline.title, *languages), in_language(guideline.text, *languages)
    return Ground(title, kind, _rejection(guideline, *languages), text)


def _rejection(guideline: Guideline, *languages: str) -> str:
    if guideline.rejection:
        return in_language(guideline.rejection, *languages)
    return _("Your comment was not published because it does not meet our guidelines.")
