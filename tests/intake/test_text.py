"""Pages as plain text: what is the article, what is the page."""

import pytest

from rejoinder.intake import Caption, read_source
from rejoinder.intake.errors import NoArticleFound
from tests.intake.pages import AR, EN, FA, KINDS, PAGES, PROHIBITIONS, TR, Page

PROCEDURE = {"rejected_if_not_met", "never_edited"}
WELCOMES = {"relevance", "discussion", "criticism_of_publisher"}


@pytest.mark.parametrize("copies", [1, 2, 3])
@pytest.mark.parametrize("titled", [False, True])
@pytest.mark.parametrize("language", PAGES)
def test_a_crawled_page_gives_its_article(language: str, titled: bool, copies: int) -> None:
    page = PAGES[language]
    article = read_source(page.text(titled=titled, copies=copies).encode()).article
    assert article.paragraphs == page.paragraphs
    assert article.section == page.section
    assert article.title == (page.title if titled else "")
    assert article.captions == (Caption(page.caption, page.credit),)
    assert article.dateline_place == page.place
    assert (article.language, article.source_kind) == (language, "text")


@pytest.mark.parametrize("language", PAGES)
def test_its_rules_give_guidelines(language: str) -> None:
    page = PAGES[language]
    proposed = read_source(page.text().encode()).guidelines
    assert proposed is not None
    assert {guideline.key for guideline in proposed.prohibitions()} == PROHIBITIONS
    assert {g.key for g in proposed.guidelines if g.role == "welcome"} == WELCOMES
    assert {g.key for g in proposed.guidelines if g.role == "procedure"} == PROCEDURE
    abuse = proposed.get("abuse")
    assert abuse is not None
    assert set(abuse.kinds) == KINDS
    assert proposed.publisher_names == (page.publisher,)
    rules = " ".join(page.rules)
    for guideline in proposed.prohibitions():
        assert guideline.words
        assert guideline.words in rules


@pytest.mark.parametrize("page", [EN, AR], ids=["en", "ar"])
def test_without_rules_nothing_is_proposed(page: Page) -> None:
    taken = read_source(page.text(ruled=False).encode())
    assert taken.guidelines is None
    assert taken.article.paragraphs == page.paragraphs


def test_without_a_caption_there_is_none() -> None:
    article = read_source(EN.text(captioned=False).encode()).article
    assert article.captions == ()
    assert article.paragraphs == EN.paragraphs


def test_a_single_line_over_the_article_is_a_section_when_short_and_a_title_when_long() -> None:
    body = "\n".join(EN.paragraphs)
    short = read_source(f"World\n{body}".encode()).article
    long = read_source(f"{EN.title}\n{body}".encode()).article
    assert (short.section, short.title) == ("World", "")
    assert (long.section, long.title) == ("", EN.title)


@pytest.mark.parametrize(
    ("page", "encoding"),
    [
        (EN, "utf-8-sig"),
        (AR, "utf-8-sig"),
        (EN, "utf-16"),
        (AR, "utf-16"),
        (FA, "utf-32"),
        (EN, "utf-16-le"),
        (AR, "utf-16-be"),
        (AR, "cp1256"),
        (TR, "cp1254"),
        (EN, "cp1252"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_any_encoding_gives_the_same_article(page: Page, encoding: str, newline: str) -> None:
    article = read_source(page.text(newline=newline).encode(encoding)).article
    assert article.paragraphs == page.paragraphs


def test_a_stated_encoding_is_used() -> None:
    content = AR.text().encode("cp1256")
    assert read_source(content, content_type="text/plain; charset=windows-1256").article.paragraphs == AR.paragraphs


def test_utf8_stated_as_something_else_is_still_utf8() -> None:
    content = AR.text().encode()
    assert read_source(content, content_type="text/plain; charset=iso-8859-1").article.paragraphs == AR.paragraphs


def test_lines_broken_by_an_editor_are_joined() -> None:
    wrapped = (
        "World\n\nDARA, North Coast — The old bridge over the river Ode opened again on\n"
        "Tuesday, six months after a flood took away two of its arches, the mayor\nsaid.\n\n"
        "The flood in November was the highest since the town began to keep records,\n"
        "and it left the eastern quarter without a way across for half the winter.\n"
    )
    article = read_source(wrapped.encode()).article
    assert len(article.paragraphs) == 2
    assert article.paragraphs[0].endswith(
        "Tuesday, six months after a flood took away two of its arches, the mayor said."
    )


def test_rules_without_a_heading_are_found_at_the_end() -> None:
    text = "\n".join(["World", *EN.paragraphs, *EN.rules])
    taken = read_source(text.encode())
    assert taken.article.paragraphs == EN.paragraphs
    assert taken.guidelines is not None


def test_an_article_about_comments_keeps_its_paragraphs() -> None:
    about = (
        "The paper rejected every comment under its story on the bridge, readers told our reporter in Dara this week.",
        "“We will not tolerate threats, insults or racism in this council,” the mayor said, and closed the meeting.",
    )
    taken = read_source("\n".join(["World", *EN.paragraphs, *about, EN.paragraphs[1] + " So it ended."]).encode())
    assert set(about) <= set(taken.article.paragraphs)
    assert taken.guidelines is None


def test_what_readers_wrote_under_the_rules_is_no_part_of_anything() -> None:
    written = "I crossed the bridge yesterday, and the new railing is a disgrace to the whole of the town."
    taken = read_source((EN.text() + written + "\n").encode())
    assert written not in taken.article.paragraphs
    assert taken.guidelines is not None
    assert all(written not in guideline.words for guideline in taken.guidelines.guidelines)


@pytest.mark.parametrize("text", ["", " \n\n", "Comments\nPost a comment\n", "Menu\nHome\nShare\n", "\ufeff"])
def test_a_page_without_an_article_says_so(text: str) -> None:
    with pytest.raises(NoArticleFound):
        read_source(text.encode())


def test_a_label_is_the_title_or_the_first_words_after_the_dateline() -> None:
    titled = read_source(EN.text(titled=True).encode()).article
    untitled = read_source(EN.text().encode()).article
    assert titled.label == EN.title
    assert untitled.label.startswith("The old bridge over the river Ode opened again on Tuesday")
    assert untitled.label.endswith("…")
    assert untitled.label[:-1] in EN.paragraphs[0]
