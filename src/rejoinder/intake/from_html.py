"""A page as its server sends it: trafilatura finds the body; JSON-LD, OpenGraph and the markup say what it is."""

import unicodedata
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement
from tld import get_fld
from trafilatura import bare_extraction

from rejoinder.intake.assembling import completed
from rejoinder.intake.captions import caption_of
from rejoinder.intake.dates import instant
from rejoinder.intake.errors import NoArticleFound, TooLarge
from rejoinder.intake.furniture import (
    ends_as_sentence,
    is_comments_heading,
    is_paragraph,
    is_post_comment,
    without_furniture,
)
from rejoinder.intake.layout import laid_out
from rejoinder.intake.markup import drop_silent, lines_of, parsed, plain
from rejoinder.intake.model import Caption, Intake, IntakeArticle
from rejoinder.intake.propose import propose_guidelines
from rejoinder.intake.rules_section import split_off_rules
from rejoinder.intake.runs import without_repeated_runs
from rejoinder.intake.structured import Node, address_of, article_node, image_captions, text_of

NOT_CAPTIONS: Final = ("ancestor::figcaption", "ancestor::nav", "ancestor::aside", "ancestor::footer")
"""Where a caption stands that belongs to another article, or within another."""
LIMIT_ELEMENTS: Final = 20_000
"""A page of more elements is no article; front pages of large papers have some five thousand."""
TITLE_JOINTS: Final = (" | ", " - ", " – ", " — ", " :: ")
"""Between a title and the site's name in ``<title>``."""


def read_html(text: str, *, url: str = "") -> Intake:
    """The article and the rules on an HTML page; everything that comes out is text.

    Raises:
        NoArticleFound: there is nothing on it that reads like one.
        TooLarge: it has more than LIMIT_ELEMENTS elements.
    """
    root = parsed(text)
    if root is None:
        raise NoArticleFound
    if sum(1 for _ in root.iter()) > LIMIT_ELEMENTS:
        raise TooLarge(f"The limit is {LIMIT_ELEMENTS:,} elements.")
    node = article_node(root)
    page = _Page(root, node, url)
    lines = without_repeated_runs(lines_of(root))
    above, rules = split_off_rules(lines)
    captions = page.captions()
    title = page.title()
    headings = {title, *page.headings()}
    paragraphs = _paragraphs(root, node, above, set(lines[len(above) :]) - set(above))
    article = completed(
        IntakeArticle(
            paragraphs=tuple(_body(paragraphs, headings, captions)),
            source_kind="html",
            title=title,
            section=page.section(),
            byline=page.byline(),
            dateline_place=text_of(node.get("dateline")),
            published_at=page.published_at(),
            captions=captions,
            canonical_url=page.canonical_url(),
        ),
        declared_language=page.language(),
    )
    if not any(map(ends_as_sentence, article.paragraphs)):
        raise NoArticleFound
    source = article.canonical_url or "page"
    return Intake(article, propose_guidelines(rules, language=article.language, source=source))


def _paragraphs(root: HtmlElement, node: Node, above: Sequence[str], below: set[str]) -> list[str]:
    """The body by the first means that finds one; takes ``root`` apart.

    ``below``: lines that stand under the article only.
    """
    drop_silent(root)
    document = bare_extraction(root, include_comments=False, include_tables=False, deduplicate=False)
    found = getattr(document, "text", None) or ""
    spelt = {_letters(line): line for line in above}
    lines = [spelt.get(_letters(line), line) for line in map(str.strip, found.split("\n"))]
    lines = [line.removeprefix("- ") for line in lines if line and line not in below]
    if any(map(is_paragraph, lines)):
        return lines
    body = node.get("articleBody")
    if isinstance(body, str) and body.strip():
        return [line for part in body.split("\n") if (line := plain(part))]
    return laid_out(without_furniture([line.removeprefix("- ") for line in above])).paragraphs


def _body(paragraphs: Sequence[str], headings: set[str], captions: Sequence[Caption]) -> Iterator[str]:
    """The paragraphs without headings, captions, furniture and repetitions."""
    shown = {caption.text for caption in captions} | headings
    for line in without_repeated_runs(without_furniture(paragraphs)):
        if line in shown or caption_of(line) in captions or is_comments_heading(line) or is_post_comment(line):
            continue
        yield line


def _letters(line: str) -> str:
    """What trafilatura leaves of a line. It drops the zero-width non-joiner: spelling in Persian and Kurdish."""
    return "".join(c for c in line.removeprefix("- ") if not c.isspace() and unicodedata.category(c) != "Cf")


class _Page:
    """What the page says of itself; JSON-LD before OpenGraph before the markup."""

    def __init__(self, root: HtmlElement, node: Node, url: str) -> None:
        self.root = root
        self.node = node
        self.url = url

    def title(self) -> str:
        """The headline. In ``<title>`` and OpenGraph the site's name behind it is left out."""
        site = self._meta("og:site_name")
        headings = self.headings()
        return (
            text_of(self.node.get("headline"))
            or _without_site(self._meta("og:title"), site)
            or (headings[0] if len(headings) == 1 else "")
            or _without_site(plain(self.root.findtext(".//title") or ""), site)
        )

    def headings(self) -> list[str]:
        """The text of each ``<h1>``."""
        return [" ".join(lines_of(heading)) for heading in self.root.xpath("//h1[not(ancestor::h1)]")]

    def section(self) -> str:
        """The first section named."""
        named = self.node.get("articleSection")
        return text_of(named[0] if isinstance(named, list) and named else named) or self._meta("article:section")

    def byline(self) -> str:
        """Names of the authors, joined with commas."""
        return text_of(self.node.get("author")) or self._meta("author")

    def published_at(self) -> datetime | None:
        """When it was first published."""
        times = [self.node.get("datePublished"), self._meta("article:published_time"), self._meta("datePublished")]
        times += [element.get("datetime") for element in self.root.xpath("//article//time[@datetime]")][:1]
        return next((when for time in times if isinstance(time, str) and (when := instant(time))), None)

    def language(self) -> str:
        """The language tag declared, not yet believed."""
        declared = self.node.get("inLanguage")
        named = declared if isinstance(declared, str) else text_of(declared)
        return self.root.get("lang") or named or self._meta("og:locale")

    def captions(self) -> tuple[Caption, ...]:
        """Captions under the article's pictures, each once, with the credit where the page gives it."""
        found: dict[str, Caption] = {}
        figures = self.root.xpath(f"//figure//figcaption[not({' or '.join(NOT_CAPTIONS)})]")
        drawn = (" ".join(lines_of(figure)) for figure in figures)
        credited = (caption_of(line, above_body=True) or Caption(line) for line in drawn if line)
        for caption in (*credited, *image_captions(self.node)):
            known = found.get(caption.text)
            if known is None or not known.credit:
                found[caption.text] = caption
        return tuple(found.values())

    def canonical_url(self) -> str:
        """The article's own address. One on a site other than the page's is not believed."""
        links = [link.get("href", "") for link in self.root.xpath("//link[contains(@rel, 'canonical')]")]
        stated = [*links[:1], self._meta("og:url"), address_of(self.node.get("mainEntityOfPage"))]
        for address in (*stated, address_of(self.node.get("url"))):
            absolute = _address(self.url, address)
            if absolute and (not self.url or _site(absolute) == _site(self.url)):
                return absolute
        return self.url

    def _meta(self, name: str) -> str:
        for element in self.root.xpath("//meta[@property=$name or @name=$name or @itemprop=$name]", name=name):
            value = plain(element.get("content") or "")
            if value:
                return value
        return ""


def _without_site(title: str, site: str) -> str:
    for joint in TITLE_JOINTS:
        if site and title.endswith(joint + site):
            return title.removesuffix(joint + site).strip()
    return title


def _address(base: str, address: str) -> str:
    """An http(s) address without fragment; ``''`` for any other."""
    try:
        absolute = urljoin(base, address) if address else ""
        parts = urlsplit(absolute)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        return ""
    return parts._replace(fragment="").geturl()


def _site(address: str) -> str:
    """The registrable domain (Public Suffix List), so that ``m.`` and ``www.`` are one site."""
    host = urlsplit(address).hostname or ""
    return get_fld(address, fail_silently=True) or host.removeprefix("www.").removeprefix("m.")
