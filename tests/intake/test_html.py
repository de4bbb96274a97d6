"""Pages as servers send them."""

import html
import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from rejoinder.intake import Caption, read_source
from rejoinder.intake.errors import NoArticleFound
from tests.intake.pages import AR, CKB, EN, FA, KINDS, PAGES, PROHIBITIONS, Page

URL = "https://www.harbour.example/coast/bridge?from=mail"


def built(page: Page, *, head: str = "", lang: str = "en", title: bool = True) -> str:
    """The page as HTML, its rules as sentences and as a list."""
    paragraphs = "".join(f"<p>{html.escape(text)}</p>" for text in page.paragraphs)
    heading = f"<h1>{html.escape(page.title)}</h1>" if title else ""
    rules = "".join(f"<p>{html.escape(text)}</p>" for text in page.rules)
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">{head}</head><body>'
        '<nav><ul><li><a href="/">Home</a></li><li><a href="/coast">Coast</a></li></ul></nav>'
        f"<main><article>{heading}<figure><img src='b.jpg'><figcaption>{html.escape(page.caption)} "
        f"{html.escape(page.credit_line)}</figcaption></figure>{paragraphs}</article>"
        f"<aside><h3>{page.furniture[3]}</h3><a href='/ferry'>{page.furniture[4]}</a></aside>"
        f"<section id='comments'><h2>{page.heading}</h2>{rules}<a href='#form'>{page.post}</a>"
        "<div><p>What a lovely bridge it is, and what a pity about the ferry, which used to sail every day.</p></div>"
        "</section></main><footer><p>© The paper. All rights reserved.</p></footer></body></html>"
    )


def ld(data: Any) -> str:
    """A JSON-LD script element."""
    return f'<script type="application/ld+json">{json.dumps(data).replace("</", chr(60) + chr(92) + "/")}</script>'


@pytest.mark.parametrize("language", PAGES)
def test_body_caption_and_rules_are_found(language: str) -> None:
    page = PAGES[language]
    taken = read_source(built(page, lang=language).encode(), url=URL)
    article = taken.article
    assert article.paragraphs == page.paragraphs
    assert article.title == page.title
    assert article.captions == (Caption(page.caption, page.credit),)
    assert article.dateline_place == page.place
    assert (article.language, article.source_kind) == (language, "html")
    assert article.canonical_url == URL
    assert taken.guidelines is not None
    assert {guideline.key for guideline in taken.guidelines.prohibitions()} == PROHIBITIONS
    abuse = taken.guidelines.get("abuse")
    assert abuse is not None
    assert set(abuse.kinds) == KINDS


NEWS = {
    "@type": "NewsArticle",
    "headline": "Bridge &amp; ferry",
    "articleSection": ["North Coast", "Traffic"],
    "datePublished": "2022-05-03T10:00:00+02:00",
    "author": [{"@type": "Person", "name": "Lena Ode"}, {"name": "Piet Vos"}],
    "image": {"@type": "ImageObject", "caption": "The arches from below.", "creditText": "Piet Vos"},
    "mainEntityOfPage": {"@type": "WebPage", "@id": "https://harbour.example/coast/bridge"},
}


@pytest.mark.parametrize(
    "data",
    [
        NEWS,
        [{"@type": "BreadcrumbList"}, NEWS],
        {"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "x"}, NEWS]},
        {**NEWS, "@type": ["Article", "ReportageNewsArticle"]},
        {"@type": "WebPage", "mainEntity": NEWS},
    ],
)
def test_structured_data_comes_first(data: Any) -> None:
    article = read_source(built(EN, head=ld(data)).encode(), url=URL).article
    assert article.title == "Bridge & ferry"
    assert article.section == "North Coast"
    assert article.byline == "Lena Ode, Piet Vos"
    assert article.published_at == datetime(2022, 5, 3, 10, tzinfo=timezone(timedelta(hours=2)))
    assert Caption("The arches from below.", "Piet Vos") in article.captions
    assert article.canonical_url == "https://harbour.example/coast/bridge"
    assert article.paragraphs == EN.paragraphs


@pytest.mark.parametrize(
    "script", ["", "{", "null", "[[[[]]]]", '{"@type": 3}', '{"@type":"NewsArticle","headline":4}']
)
def test_structured_data_that_is_none_does_no_harm(script: str) -> None:
    head = f'<script type="application/ld+json">{script}</script>'
    article = read_source(built(EN, head=head).encode()).article
    assert (article.title, article.paragraphs) == (EN.title, EN.paragraphs)


def test_opengraph_speaks_where_structured_data_does_not() -> None:
    head = (
        '<title>Bridge open | Harbour Post</title><meta property="og:title" content="Bridge open | Harbour Post">'
        '<meta property="og:site_name" content="Harbour Post"><meta property="article:section" content="Coast">'
        '<meta property="article:published_time" content="2022-05-03"><meta name="author" content="Lena Ode">'
        '<link rel="canonical" href="/coast/bridge#top">'
    )
    article = read_source(built(EN, head=head, title=False).encode(), url=URL).article
    assert (article.title, article.section, article.byline) == ("Bridge open", "Coast", "Lena Ode")
    assert article.published_at == datetime(2022, 5, 3, tzinfo=UTC)
    assert article.canonical_url == "https://www.harbour.example/coast/bridge"


@pytest.mark.parametrize(
    "canonical",
    [
        "https://elsewhere.example/x",
        "javascript:alert(1)",
        "http://[",
        "https://user:pass@www.harbour.example/",
        "data:,x",
    ],
)
def test_a_canonical_address_that_can_not_be_is_not_believed(canonical: str) -> None:
    head = f'<link rel="canonical" href="{canonical}">'
    assert read_source(built(EN, head=head).encode(), url=URL).article.canonical_url == URL


@pytest.mark.parametrize(
    ("page", "declared", "expected"),
    [
        (AR, "en", "ar"),
        (AR, "ar-IQ", "ar"),
        (CKB, "ku", "ckb"),
        (CKB, "ckb-IQ", "ckb"),
        (FA, "en-US", "fa"),
        (EN, "", "en"),
    ],
)
def test_the_text_decides_over_the_declared_language(page: Page, declared: str, expected: str) -> None:
    assert read_source(built(page, lang=declared).encode()).article.language == expected


HOSTILE = (
    "<script>steal()</script><style>p{color:red}</style><iframe src='x'>framed</iframe><svg><text>drawn</text></svg>"
    "<p onclick='steal()'>The <b onmouseover=steal()>ferry</b> sails again "
    "<a href='javascript:steal()'>every morning</a> at six, its owner told this paper.</p>"
    "<p hidden>unseen</p><p style='display: none'>unseen too</p>"
    "<noscript>Please enable JavaScript</noscript><template><p>templated</p></template><!-- <p>remark</p> -->"
)


def test_only_text_gets_through() -> None:
    article = {
        **NEWS,
        "headline": "Bridge <img src=x onerror=steal()><script>steal()</script>open",
        "author": "<b>Lena</b>",
    }
    page = built(EN, head=ld(article)).replace("</article>", f"{HOSTILE}</article>")
    taken = read_source(page.encode(), url=URL).article
    assert taken.title == "Bridge open"
    assert taken.byline == "Lena"
    everything = "\n".join([*taken.paragraphs, taken.title, *(caption.text for caption in taken.captions)])
    for word in ("steal", "<", "framed", "drawn", "unseen", "enable", "templated", "remark", "color"):
        assert word not in everything
    assert "The ferry sails again every morning at six, its owner told this paper." in taken.paragraphs


def test_rules_in_a_list_are_read_item_by_item() -> None:
    listed = (
        "<p>We do not allow:</p><ul><li>profanity</li><li><p>threats of any kind</p></li><li>racism and sexism</li>"
        "<li>links to pirated films</li></ul><p>Comments are never edited.</p>"
    )
    rules = "".join(f"<p>{html.escape(text)}</p>" for text in EN.rules)
    taken = read_source(built(EN).replace(rules, listed).encode())
    assert taken.guidelines is not None
    words = {guideline.key: guideline.words for guideline in taken.guidelines.guidelines}
    assert words == {
        "profanity": "profanity",
        "threats": "threats of any kind",
        "abuse": "racism and sexism",
        "other_1": "links to pirated films",
        "never_edited": "Comments are never edited.",
    }
    abuse = taken.guidelines.get("abuse")
    assert abuse is not None
    assert abuse.kinds == ("racism", "sexism")


def test_what_readers_wrote_is_not_taken_for_the_article() -> None:
    assert not any("lovely bridge" in paragraph for paragraph in read_source(built(EN).encode()).article.paragraphs)


def test_the_body_in_structured_data_stands_in_for_a_page_without_one() -> None:
    body = "\n".join(EN.paragraphs)
    page = f"<html><head>{ld({**NEWS, 'articleBody': body})}</head><body><div id=app></div></body></html>"
    assert read_source(page.encode()).article.paragraphs == EN.paragraphs


@pytest.mark.parametrize(
    "page",
    [
        "<html></html>",
        "<!doctype html><title>x</title>",
        "<html><body><nav><a href=/>Home</a></nav></body></html>",
        "<p></p>",
        "<div>" * 3000,
    ],
)
def test_a_page_without_an_article_says_so(page: str) -> None:
    with pytest.raises(NoArticleFound):
        read_source(page.encode())


def test_a_page_nested_beyond_reason_still_comes_in_or_says_so() -> None:
    page = built(EN).replace("<article>", "<article>" + "<div>" * 2000)
    try:
        assert read_source(page.encode()).article.source_kind == "html"
    except NoArticleFound as error:
        assert error.code == "no_article_found"


def test_rules_inside_the_article_are_no_part_of_it() -> None:
    rules = "".join(f"<p>{html.escape(text)}</p>" for text in EN.rules)
    written = "I crossed the bridge yesterday, and the new railing is a disgrace to the whole of the town."
    section = f"<h3>{EN.heading}</h3>{rules}<p>{EN.post}</p><p>{written}</p>"
    taken = read_source(built(EN).replace("</article>", f"{section}</article>").encode())
    assert taken.article.paragraphs == EN.paragraphs
    assert taken.guidelines is not None


def test_the_last_item_of_a_list_of_rules_is_kept_though_it_is_not_recognised() -> None:
    listed = "<p>We do not allow:</p><ul><li>profanity</li><li>threats</li><li>links to pirated films</li></ul>"
    rules = "".join(f"<p>{html.escape(text)}</p>" for text in EN.rules)
    taken = read_source(built(EN).replace(rules, listed).encode())
    assert taken.guidelines is not None
    assert [guideline.words for guideline in taken.guidelines.guidelines][-1] == "links to pirated films"
