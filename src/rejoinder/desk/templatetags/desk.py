"""Codes and grounds in the desk's language."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django import template
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rejoinder.comments.models import Site
from rejoinder.desk import words
from rejoinder.desk.live import Counts, counts_at
from rejoinder.moderation.grounds import ground_named
from rejoinder.moderation.models import Decision
from rejoinder.moderation.rules import guidelines_of

register = template.Library()


@register.simple_tag
def ground_title(decision: Decision) -> str:
    """The guideline that the decision names, as titled in the set it was made under; ``''`` for an approval."""
    if not decision.guideline:
        return ""
    ground = ground_named(guidelines_of(decision.guideline_set), decision.guideline, get_language() or "en")
    return ground.name


@register.simple_tag(takes_context=True)
def desk_counts(context: Mapping[str, Any], site: Site) -> Counts:
    """What waits for the user at the site."""
    return counts_at(site, context["user"])


@register.filter
def status_word(status: str) -> str:
    """Where a comment stands."""
    return words.word(words.STATUSES, status)


@register.filter
def kind_word(kind: str) -> str:
    """What a score is of."""
    return words.word(words.KINDS, kind)


@register.filter
def ago(at: datetime) -> str:
    """How long ago it was."""
    now = timezone.now()
    if now - at < timedelta(minutes=1):
        return _("just now")
    return _("%(time)s ago") % {"time": timesince(at, now)}


@register.filter
def percent(score: float) -> int:
    """A score of 0..1 as 0..100."""
    return round(score * 100)


@register.filter
def outcome_word(decision: Decision) -> str:
    """What a decision did, apart from what it did it to."""
    return words.outcome_word(decision.outcome, "")


@register.filter
def recommendation_word(recommendation: str) -> str:
    """A recommendation."""
    return words.word(words.RECOMMENDATIONS, recommendation)


@register.filter
def actor_word(name: str) -> str:
    """Who acted."""
    return words.actor_word(name)


@register.filter
def hearing_word(outcome: str) -> str:
    """How an objection ended."""
    return words.hearing_word(outcome)
