"""HTML as text: parsed once, its blocks in order, nothing of it ever passed on as markup."""

import html
import re
from collections.abc import Iterator
from typing import Final

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

BLOCKS: Final = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "button",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
    }
    | {"figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "label", "li"}
    | {"main", "nav", "ol", "option", "p", "pre", "section", "summary", "table", "td", "th", "tr", "ul"}
)
"""Elements that begin a line of their own."""
SILENT: Final = frozenset(
    {
        "script",
        "style",
        "template",
        "noscript",
        "head",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "select",
        "textarea",
    }
    | {"audio", "video", "canvas", "map", "dialog"}
)
"""Elements whose content is not read: code, drawings, other pages."""
BULLET: Final = "-"

_TAG: Final = re.compile(r"<[a-z/!][^<>]*>", re.IGNORECASE)


def parsed(text: str) -> HtmlElement | None:
    """The document, None where there is none in it. No entity or address in it is ever resolved."""
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    try:
        return document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def lines_of(root: HtmlElement) -> list[str]:
    """The text a reader of the page sees, a line for each block, ``- `` before a list's items, empty ones left out."""
    pieces: list[str] = []
    for is_break, piece in _pieces(root):
        if is_break:
            pieces.append("\n")
        else:
            pieces.append(re.sub(r"\s+", " ", piece))
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return [line for line in lines if line and line != BULLET]


def drop_silent(root: HtmlElement) -> None:
    """Takes out of a document what its readers do not see; ``<head>`` stays."""
    for element in [found for found in root.iterdescendants() if found.tag != "head" and _is_silent(found)]:
        if element.getparent() is not None:
            element.drop_tree()


def _pieces(root: HtmlElement) -> Iterator[tuple[bool, str]]:
    """Text and line breaks in reading order. Not recursive: pages nest deeper than Python likes."""
    silent = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            silent += _is_silent(element)
            if element.tag in BLOCKS and not _opens_item(element):
                yield True, ""
            if element.tag == "li" and not silent:
                yield False, f"{BULLET} "
            if element.text and not silent:
                yield False, element.text
        else:
            silent -= _is_silent(element)
            if element.tag in BLOCKS:
                yield True, ""
            if element is not root and element.tail and not silent:
                yield False, element.tail


def _opens_item(element: etree._Element) -> bool:
    """Whether it is the paragraph a list item is written in; the bullet stays on its line."""
    parent = element.getparent()
    return parent is not None and parent.tag == "li" and parent[0] is element and not (parent.text or "").strip()


def _is_silent(element: etree._Element) -> bool:
    if element.tag in SILENT or element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    return "display:none" in (element.get("style") or "").replace(" ", "").lower()


def plain(value: str) -> str:
    """A value of metadata as text: entities read once, tags and the like gone, on one line."""
    text = html.unescape(value)
    if _TAG.search(text):
        root = parsed(text)
        text = " ".join(lines_of(root)) if root is not None else ""
    return " ".join(_TAG.sub(" ", text).split())
