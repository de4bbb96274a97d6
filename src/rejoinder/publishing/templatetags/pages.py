"""Words and dates of the pages that readers see."""

from collections.abc import Mapping
from datetime import datetime

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, get_language_info, pgettext

from rejoinder.engine.guidelines import in_language
from rejoinder.moderation import grounds
from rejoinder.moderation.models import Decision

register = template.Library()
register.filter("kind_name", grounds.kind_name)


@register.filter
def words(texts: Mapping[str, str]) -> str:
    """A guideline's title or text in the language of the page."""
    return in_language(texts, get_language() or "en")


@register.filter
def words_in(texts: Mapping[str, str], language: str) -> str:
    """A guideline's title or text in a language of its own."""
    return in_language(texts, language)


@register.filter
def language_name(code: str) -> str:
    """The language's name as its own speakers write it; the code where Django does not know it."""
    try:
        return str(get_language_info(code)["name_local"])
    except KeyError:
        return code


@register.filter
def direction_of(code: str) -> str:
    """``rtl`` or ``ltr``."""
    try:
        return "rtl" if get_language_info(code)["bidi"] else "ltr"
    except KeyError:
        return "auto"


@register.filter
def ground(decision: Decision) -> grounds.Ground | None:
    """The decision's ground in the language of the page."""
    return grounds.ground_of(decision, get_language() or "en")


@register.filter
def day(at: datetime) -> str:
    """The date, in the active time zone."""
    # Translators: a date as Django writes it: j day, F month in full, Y year.
    return date_format(timezone.localtime(at), pgettext("format of a date", "j F Y"))


@register.filter
def moment(at: datetime) -> str:
    """Date and time, in the active time zone."""
    # Translators: a date and time as Django writes it: j day, F month in full, Y year, H:i hours and minutes.
    return date_format(timezone.localtime(at), pgettext("format of a date and time", "j F Y, H:i"))


@register.simple_tag
def comment_limit() -> int:
    """The longest comment taken, in code points."""
    return settings.ENVIRONMENT.comment_limit_chars
