"""What a page says of its article in JSON-LD: schema.org NewsArticle, alone, in a list or in an ``@graph``.

Source: https://schema.org/NewsArticle and its parents Article and CreativeWork.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from lxml.html import HtmlElement

from rejoinder.intake.markup import plain
from rejoinder.intake.model import Caption

ARTICLE_TYPES: Final = frozenset(
    {
        "Article",
        "NewsArticle",
        "AnalysisNewsArticle",
        "AskPublicNewsArticle",
        "BackgroundNewsArticle",
        "LiveBlogPosting",
    }
    | {"OpinionNewsArticle", "ReportageNewsArticle", "ReviewNewsArticle", "BlogPosting", "AdvertiserContentArticle"}
)
DEPTH: Final = 6
"""How deep articles are looked for; ``@graph`` in a list is 2."""

Node = Mapping[str, Any]


def article_node(root: HtmlElement) -> Node:
    """The page's article as its JSON-LD has it; empty where it has none. Scripts that are no JSON are passed over."""
    for script in root.xpath("//script[@type]"):
        if script.get("type", "").partition(";")[0].strip().lower() != "application/ld+json":
            continue
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data, DEPTH):
            types = node.get("@type")
            if ARTICLE_TYPES.intersection(types if isinstance(types, list) else [types] if types else []):
                return node
    return {}


def _nodes(data: object, depth: int) -> Iterator[Node]:
    if isinstance(data, list) and depth:
        for item in data:
            yield from _nodes(item, depth - 1)
    elif isinstance(data, dict):
        yield data
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            if depth and name in data:
                yield from _nodes(data[name], depth - 1)


def text_of(value: object) -> str:
    """A property as text, whichever way schema.org lets it be written: text, a thing with a name, or a list of them."""
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, Mapping):
        return next((text_of(value[name]) for name in ("name", "alternateName", "@value") if name in value), "")
    if isinstance(value, list):
        return ", ".join(
            dict.fromkeys(text for item in value[:20] if not isinstance(item, list) if (text := text_of(item)))
        )
    return ""


def address_of(value: object) -> str:
    """A property that is an address, or a thing with one."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, Mapping):
        return next((item.strip() for name in ("@id", "url") if isinstance(item := value.get(name), str)), "")
    return ""


def image_captions(node: Node) -> Iterator[Caption]:
    """Captions of the article's images, with their credits."""
    images = node.get("image")
    for image in images if isinstance(images, list) else [images]:
        if isinstance(image, Mapping):
            text = text_of(image.get("caption"))
            credit = text_of(image.get("creditText")) or text_of(image.get("creator"))
            if text:
                yield Caption(text, credit)
