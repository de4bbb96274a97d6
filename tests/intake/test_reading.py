"""Which reader reads what, and that nothing a page holds gets past the errors intake documents."""

import inspect
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rejoinder import intake
from rejoinder.engine.errors import BadFile
from rejoinder.intake import errors, read_source
from rejoinder.intake.errors import IntakeError, NotText, TooLarge, UnreadableSource
from rejoinder.intake.reading import LIMIT_BYTES
from tests.intake.pages import CKB, EN

TEXT = EN.text().encode()
HTML = b"<!doctype html><html><body><article>" + "".join(f"<p>{p}</p>" for p in EN.paragraphs).encode()
JSON = b'{"body": "The bridge is open."}'


@pytest.mark.parametrize(
    ("content", "content_type", "kind"),
    [
        (TEXT, None, "text"),
        (HTML, None, "html"),
        (b"\n  <p>" + HTML, None, "html"),
        (b"<!-- x -->" + HTML, None, "html"),
        (JSON, None, "json"),
        (TEXT, "text/plain; charset=utf-8", "text"),
        (HTML, "text/html", "html"),
        (HTML, "application/xhtml+xml", "html"),
        (JSON, "application/json", "json"),
        (JSON, "application/vnd.harbour.article+json", "json"),
    ],
)
def test_the_kind_is_told_by_type_or_content(content: bytes, content_type: str | None, kind: str) -> None:
    assert read_source(content, content_type=content_type).article.source_kind == kind


@pytest.mark.parametrize(("name", "content"), [("a.txt", TEXT), ("a.HTML", HTML), ("a.json", JSON), ("page", HTML)])
def test_a_file_is_read_by_its_name(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    expected = {"a.txt": "text", "a.json": "json"}.get(name, "html")
    assert read_source(path).article.source_kind == expected
    assert read_source(str(path)).article.source_kind == expected


def test_problems_in_a_file_carry_its_name(tmp_path: Path) -> None:
    path = tmp_path / "bridge.json"
    path.write_text("{}")
    with pytest.raises(BadFile) as caught:
        read_source(path)
    assert caught.value.problems[0].file == str(path)


def test_a_file_that_can_not_be_read_says_so(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path, "a\0b"):
        with pytest.raises(UnreadableSource):
            read_source(path)


def test_what_is_no_page_is_refused() -> None:
    with pytest.raises(NotText):
        read_source(b"%PDF-1.7")
    with pytest.raises(NotText):
        read_source(TEXT, content_type="image/png")
    with pytest.raises(TooLarge):
        read_source(b"x" * (LIMIT_BYTES + 1))


def test_the_given_address_is_the_articles_where_it_names_none() -> None:
    assert read_source(TEXT, url="https://harbour.example/x").article.canonical_url == "https://harbour.example/x"


def test_every_error_has_a_code_of_its_own_and_is_in_the_tree() -> None:
    found = [item for _, item in inspect.getmembers(errors, inspect.isclass) if issubclass(item, IntakeError)]
    codes = [error.code for error in found]
    assert len(set(codes)) == len(codes)
    for error in found:
        assert error.__name__ in (errors.__doc__ or "")
        assert str(error("Because.")).endswith("Because.")
        assert str(error()) == error.__doc__


def test_the_public_names_are_these() -> None:
    assert set(intake.__all__) == {"Caption", "Intake", "IntakeArticle", "fetch_page", "read_source"}


pieces = st.sampled_from(
    [
        *(
            "<p>",
            "</p>",
            "<div>",
            "<li>",
            "<article>",
            "<script>",
            "</script>",
            "<!--",
            "-->",
            "<![CDATA[",
            "<br",
            ">",
            "&#0;",
        ),
        *(
            "<h1>",
            "<figure><figcaption>",
            '<script type="application/ld+json">',
            '{"@type":"NewsArticle","headline":',
            "]}",
        ),
        *(
            "\n",
            "Comments",
            "Post a comment",
            "We will not tolerate:",
            "threats",
            "Photo: ",
            "- ",
            " — ",
            "<svg>",
            "<template>",
        ),
        *(
            '<link rel=canonical href="',
            '<meta property=og:title content="',
            "&lt;script&gt;",
            *EN.rules,
            *EN.paragraphs,
        ),
        *(*CKB.rules, *CKB.paragraphs[:2], "\u200f", "\u0000", "\ud7ff", "\U0001f642"),
    ]
)
soups = st.lists(pieces | st.text(max_size=6), max_size=25).map("".join)


@given(soups, st.sampled_from([None, "text/html", "text/plain", "application/json"]))
@settings(deadline=None)
def test_any_page_is_an_article_or_a_documented_error(page: str, content_type: str | None) -> None:
    try:
        taken = read_source(page.encode(), url="https://harbour.example/x", content_type=content_type)
    except (IntakeError, BadFile) as error:
        assert error.code
    else:
        assert taken.article.paragraphs
        assert taken.article.label
        assert all(paragraph.strip() for paragraph in taken.article.paragraphs)


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_any_bytes_are_an_article_or_a_documented_error(content: bytes) -> None:
    try:
        read_source(content)
    except (IntakeError, BadFile) as error:
        assert error.code


def test_the_same_page_gives_the_same_intake() -> None:
    assert read_source(TEXT) == read_source(TEXT)
