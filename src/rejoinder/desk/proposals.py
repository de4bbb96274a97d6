"""Guideline sets as the desk shows them: in force, and proposed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from rejoinder.comments.models import Site
from rejoinder.engine.guidelines import Guideline, in_language
from rejoinder.moderation.grounds import kind_name
from rejoinder.moderation.models import GuidelineSet
from rejoinder.moderation.rules import guidelines_of


@dataclass(frozen=True, slots=True)
class Rule:
    """A guideline in words. ``page_words`` are those of the page it was proposed from; ``is_new``: not yet in force."""

    key: str
    role: str
    title: str
    text: str
    kinds: Sequence[str]
    page_words: str
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class ShownSet:
    """A guideline set. ``dropped`` are titles that are in force now and would no longer be."""

    row: GuidelineSet
    rules: Sequence[Rule]
    dropped: Sequence[str] = ()

    def with_role(self, role: str) -> list[Rule]:
        """Its rules of one role, in their order."""
        return [rule for rule in self.rules if rule.role == role]

    @property
    def groups(self) -> Sequence[tuple[str, Sequence[Rule]]]:
        """Rules by role, in the order they are shown; roles without rules are left out."""
        roles = ("welcome", "prohibition", "procedure")
        return [(role, self.with_role(role)) for role in roles if self.with_role(role)]


def set_in_force(site: Site) -> ShownSet:
    """The set that decisions are made under."""
    row = GuidelineSet.objects.in_force(site)
    return ShownSet(row, [_rule(g, site) for g in guidelines_of(row).guidelines])


def proposals_of(site: Site, in_force: ShownSet) -> list[ShownSet]:
    """What waits for an editor, newest first."""
    known = {rule.key: rule.title for rule in in_force.rules}
    return [_proposal(row, site, known) for row in GuidelineSet.objects.proposed(site)]


def _proposal(row: GuidelineSet, site: Site, known: dict[str, str]) -> ShownSet:
    rules = [_rule(g, site, is_new=g.key not in known) for g in guidelines_of(row).guidelines]
    keys = {rule.key for rule in rules}
    return ShownSet(row, rules, [title for key, title in known.items() if key not in keys])


def _rule(guideline: Guideline, site: Site, *, is_new: bool = False) -> Rule:
    languages = (get_language() or site.language, site.language)
    return Rule(
        guideline.key,
        guideline.role,
        in_language(guideline.title, *languages),
        in_language(guideline.text, *languages),
        [kind_name(kind) for kind in guideline.kinds],
        guideline.words,
        is_new,
    )
