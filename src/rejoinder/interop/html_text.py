"""What a reader of a comment sees, when a caller sends the comment as HTML or doesn't say whether it does."""

import html
import re
from typing import Final

_MARKUP: Final = frozenset(
    {"a", "b", "blockquote", "br", "cite", "code", "del", "div", "em", "i", "li", "ol", "p", "pre", "q", "s", "small"}
    | {"span", "strike", "strong", "sub", "sup", "u", "ul"}
)
"""Tags that Coral and WordPress write for the style and layout of a comment."""

_BREAKS: Final = frozenset({"br", "/p", "/div", "/li", "/blockquote", "/pre"})

_TAG: Final = re.compile(
    r"""<(?P<name>/?[a-z]+)(?P<attributes>(?:\s+[a-z-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'))*)\s*/?>""", re.IGNORECASE
)
_ATTRIBUTE: Final = re.compile(r"""([a-z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_SILENT: Final = re.compile(r"(?:_blank|noopener|noreferrer|nofollow|ugc|external|ltr|rtl|auto|coral[\w-]*|\s)*")
"""Values of attributes that say nothing to a reader."""


def text_of(body: str) -> str:
    """The text of ``body``, trimmed: line breaks for ``<br>`` and the ends of blocks, entities decoded, a link's
    address beside its words.

    Only tags that can't say anything are dropped. Any other stays as it is written, so that nothing can be hidden
    from the checks in what a reader would see: plain text passes as it is, but for its entities.
    """
    return html.unescape(_TAG.sub(_replaced, body)).strip()


def _replaced(tag: re.Match[str]) -> str:
    name = tag["name"].lower()
    if name.lstrip("/") not in _MARKUP:
        return tag[0]
    address = ""
    for key, double, single in _ATTRIBUTE.findall(tag["attributes"]):
        value = double or single
        if key.lower() == "href":
            address = f" {value} "
        elif not _SILENT.fullmatch(value):
            return tag[0]
    return "\n" if name in _BREAKS else address
