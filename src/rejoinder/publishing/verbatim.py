"""Text as HTML that a browser reads back code point for code point.

The HTML standard (13.2.3.5) turns CR and CR LF into LF while reading, so a carriage return is written as a character
reference; everything else that the gate lets in survives as it is once markup characters are escaped.
"""

from collections.abc import Iterable
from typing import Final

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

_CONTROLS_XML_CANT_HOLD: Final = {
    code: f"&#{code};" for code in (*range(0x01, 0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0xFFFE, 0xFFFF)
}
"""XML 1.0 (2.2) has no way to write these; HTML inside a feed can, as character references."""


def verbatim_html(text: str) -> SafeString:
    """HTML whose ``textContent`` is the text."""
    return mark_safe(escape(text).replace("\r", "&#13;"))  # noqa: S308 - escaped just here


def marked_html(text: str, spans: Iterable[tuple[int, int]]) -> SafeString:
    """As verbatim_html, the code points of ``spans`` in ``<mark>``; spans that overlap are marked as one."""
    pieces: list[str] = []
    at = 0
    for start, end in sorted(spans):
        start, end = max(start, at), min(end, len(text))
        if start >= end:
            continue
        pieces += [verbatim_html(text[at:start]), "<mark>", verbatim_html(text[start:end]), "</mark>"]
        at = end
    return mark_safe("".join([*pieces, verbatim_html(text[at:])]).replace("</mark><mark>", ""))  # noqa: S308 - escaped


def verbatim_feed_html(text: str) -> str:
    """HTML for an Atom ``content type="html"``: as verbatim_html, with line breaks that feed readers show."""
    return str(verbatim_html(text)).translate(_CONTROLS_XML_CANT_HOLD).replace("\n", "<br>\n")
