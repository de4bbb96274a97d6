"""Template filters for text from readers."""

from django import template
from django.utils.safestring import SafeString

from rejoinder.publishing.verbatim import verbatim_html

register = template.Library()
register.filter("verbatim", verbatim_html)


@register.filter
def language_attribute(language: str) -> SafeString | str:
    """The value of a ``lang`` attribute; empty (unknown, by the HTML standard) for ``und``."""
    return "" if language == "und" else language
