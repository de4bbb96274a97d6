"""Template filters for text from readers."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.safestring import SafeString

from rejoinder.publishing.verbatim import marked_html, verbatim_html

register = template.Library()
register.filter("verbatim", verbatim_html)


@register.filter
def marked(text: str, evidence: Iterable[Mapping[str, Any]]) -> SafeString:
    """The text with the words of a decision's ``evidence`` marked."""
    return marked_html(text, [(span["start"], span["end"]) for span in evidence])


@register.filter
def language_attribute(language: str) -> SafeString | str:
    """The value of a ``lang`` attribute; empty (unknown, by the HTML standard) for ``und``."""
    return "" if language == "und" else language
