"""What a site promises its readers, in words."""

from django import template
from django.utils.translation import ngettext

from rejoinder.comments.models import Site

register = template.Library()


@register.simple_tag
def promise(site: Site) -> str:
    """Within what time a moderator answers; ``''`` where the site promises none. Up to two hours in minutes."""
    minutes = site.promised_minutes
    if minutes is None:
        return ""
    if minutes <= 120 and minutes % 60:
        return ngettext("We answer within %(minutes)s minute.", "We answer within %(minutes)s minutes.", minutes) % {
            "minutes": minutes
        }
    hours = max(1, -(-minutes // 60))
    return ngettext("We answer within %(hours)s hour.", "We answer within %(hours)s hours.", hours) % {"hours": hours}
