"""Right to left and left to right are equals: pages turn with the site, words of people with themselves."""

import re
from pathlib import Path

import html5lib
import pytest
from django.contrib.staticfiles.finders import get_finders

from rejoinder.comments.models import Article
from rejoinder.moderation.services.sites import add_site
from rejoinder.widget.receipts import receipt_token

USER_WORDS = {"qzbodyqz", "qznameqz", "qztitleqz", "qzparagraphqz"}
PHYSICAL = re.compile(
    r"(?<![-\w])(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right)\b|(?:left|right)\s*:"
    r"|(?:float|clear|text-align)\s*:\s*(?:left|right)\b|border-(?:top|bottom)-(?:left|right)-radius)"
)


@pytest.mark.parametrize(
    ("language", "direction"),
    [("en", "ltr"), ("ar", "rtl"), ("ckb", "rtl"), ("kmr", "ltr"), ("tr", "ltr"), ("fa", "rtl")],
)
def test_a_page_turns_with_its_site(client, db, data_dir, now, language, direction):
    site = add_site(key="paper", name="Paper", language=language, now=now)
    Article.objects.create(site=site, key="one", label="A label", paragraphs=["Text."])
    for address in ("/articles/one", "/sites/paper/guidelines"):
        (page,) = html5lib.parse(client.get(address).content.decode(), namespaceHTMLElements=False).iter("html")
        assert (page.get("lang"), page.get("dir")) == (language, direction)


def test_words_of_people_take_their_own_direction(client, article, send, approve):
    Article.objects.update(title="qztitleqz", paragraphs=["qzparagraphqz"])
    comment = send("qzbodyqz", author_name="qznameqz")
    approve(comment)
    found = set()
    for address in (
        "/",
        "/articles/pumps",
        f"/articles/pumps/reply/{comment.uuid}",
        f"/receipts/{receipt_token(comment)}",
    ):
        page = html5lib.parse(client.get(address).content.decode(), namespaceHTMLElements=False)
        (body,) = page.iter("body")
        for word, isolated in _places(body, isolated=False):
            assert isolated, f"{word} on {address}"
            found.add(word)
    assert found == USER_WORDS


def test_a_date_keeps_its_own_direction_beside_a_site_of_the_other(client, db, data_dir, now):
    site = add_site(key="paper", name="Paper", language="en", now=now)
    Article.objects.create(site=site, key="one", label="A label", paragraphs=["Text."])
    client.cookies["django_language"] = "ckb"
    page = html5lib.parse(client.get("/").content.decode(), namespaceHTMLElements=False)
    (hint,) = (element for element in page.iter("p") if element.get("class") == "hint")
    assert not re.search(r"\d", hint.text or "")
    assert [bdi for bdi in hint.iter("bdi") if re.search(r"\d", bdi.text or "")]


def _places(element, isolated):
    """Each place where a person's words stand, and whether they are isolated: dir="auto" on an element, or bdi."""
    isolated = isolated or element.get("dir") == "auto" or element.tag == "bdi"
    for word in USER_WORDS:
        if word in (element.text or ""):
            yield word, isolated
    for child in element:
        yield from _places(child, isolated)
        for word in USER_WORDS:
            if word in (child.tail or ""):
                yield word, isolated


def test_what_is_typed_takes_its_own_direction(client, article):
    page = html5lib.parse(client.get("/articles/pumps").content.decode(), namespaceHTMLElements=False)
    for tag in ("textarea", "input"):
        for field in page.iter(tag):
            assert field.get("dir") == "auto" or field.get("type") in ("hidden", "checkbox", "radio", "submit", "email")


def _style_sheets():
    return sorted(
        Path(storage.path(name))
        for finder in get_finders()
        for name, storage in finder.list([])
        if name.endswith(".css") and "rejoinder" in storage.path(name)
    )


def test_style_sheets_know_no_left_and_right():
    sheets = _style_sheets()
    assert len(sheets) >= 4
    for sheet in sheets:
        assert PHYSICAL.findall(re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)) == [], sheet.name
