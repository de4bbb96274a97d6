"""Rejoinder: any text that is taken comes out of page, JSON, feed and export code point for code point.

Pages are read by html5lib, which follows the HTML standard's tokenizer; feeds by expat, then html5lib.
"""

import json
import uuid
import xml.etree.ElementTree as ElementTree

import html5lib
import pytest
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rejoinder.comments.models import Comment
from rejoinder.publishing.verbatim import verbatim_feed_html, verbatim_html
from rejoinder.transfer.exports import exported_comments

ATOM = "{http://www.w3.org/2005/Atom}"
ANY_TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60)
AWKWARD_CHARACTERS = (
    "\r\n\t \x01\x0b\x0c\x1f\x7f\x80\x85\x9f\xa0\xad\u200b\u200d\u202e\u2028\ufdd0\ufeff\ufffe\uffff<>&'\"#;x13a"
)
AWKWARD = st.text(st.sampled_from(AWKWARD_CHARACTERS), max_size=40)
TEXT = st.one_of(
    ANY_TEXT, AWKWARD, st.sampled_from(["&#13;", "&amp;#13;", "&notin;", "</div>", "<!--", "]]>", "&#x80;"])
)
AS_MANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def text_of(html, tag="div"):
    """The textContent of the first such element, as a browser gives it."""
    page = html5lib.parse(html, namespaceHTMLElements=False)
    return "".join(next(page.iter(tag)).itertext())


def published_in_page(page, comment):
    """The comment's body as a browser reads it from the page."""
    for article in html5lib.parse(page.decode("utf-8"), namespaceHTMLElements=False).iter("article"):
        if article.get("id") == f"comment-{comment.uuid}":
            return "".join(next(d for d in article.iter("div") if d.get("class") == "comment-body").itertext())
    return None


def published_in_feed(feed, comment):
    """The comment's body as a feed reader reads it."""
    for entry in ElementTree.fromstring(feed).iter(f"{ATOM}entry"):
        if entry.findtext(f"{ATOM}id") == f"urn:uuid:{comment.uuid}":
            return text_of(f"<!doctype html><div>{entry.findtext(f'{ATOM}content')}</div>")
    return None


@AS_MANY
@given(text=TEXT, by_form=st.booleans())
@example("two\r\nlines\rand\nmore\r", True)
@example("\n\nblank lines first", False)
@example("\ufeffmark first", True)
@example("noncharacters \ufffe\uffff\U0010ffff", False)
@example("controls \x01\x0b\x0c\x1f\x7f\x80\x85\x9f", False)
@example("  spaces \u00a0 at \u2003 both ends  ", True)
@example("e\u0301 \u00e9 \u212b \u1112\u1161\u11ab", False)
def test_what_was_sent_is_what_comes_out(article, approve, data_dir, text, by_form):
    text += "."
    client = Client()
    # Each example is another reader, so that the same text twice is no double post.
    address = f"2001:db8:{uuid.uuid4().hex[:4]}:{uuid.uuid4().hex[:4]}::1"
    if by_form:
        sent = client.post("/articles/pumps/comments", data=_encoded(text), content_type=FORM, REMOTE_ADDR=address)
        assert sent.status_code == 303
    else:
        document = {"body": text, "author_name": "Reader"}
        sent = client.post("/api/v1/articles/pumps/comments", document, "application/json", REMOTE_ADDR=address)
        assert sent.status_code == 202
    comment = Comment.objects.latest("id")
    assert comment.body == text
    approve(comment)
    last = {"order": "newest"}
    assert published_in_page(client.get("/articles/pumps", last).content, comment) == text
    thread = json.loads(client.get("/api/v1/articles/pumps/comments", last).content)
    assert [row["body"] for row in thread["comments"] if row["id"] == str(comment.uuid)] == [text]
    assert published_in_feed(client.get("/articles/pumps/feed.atom").content, comment) == text
    assert published_in_feed(client.get("/sites/gazette/feed.atom").content, comment) == text
    (exported,) = [
        row for row in exported_comments(article.site, only_published=True) if row["id"] == str(comment.uuid)
    ]
    assert json.loads(json.dumps(exported, ensure_ascii=False))["body"] == text


FORM = "application/x-www-form-urlencoded"


def _encoded(text):
    """As a browser encodes a form (URL standard), but without its rewriting of line breaks."""
    return "body=" + "".join(f"%{byte:02X}" for byte in text.encode())


@settings(max_examples=400, deadline=None)
@given(TEXT)
def test_html_gives_the_text_back(text):
    assert text_of(f"<!doctype html><div>{verbatim_html(text)}</div>") == text


@settings(max_examples=400, deadline=None)
@given(TEXT)
def test_feed_html_gives_the_text_back_and_fits_into_xml(text):
    html = verbatim_feed_html(text)
    assert text_of(f"<!doctype html><div>{html}</div>") == text
    element = ElementTree.Element("content")
    element.text = html
    assert (ElementTree.fromstring(ElementTree.tostring(element)).text or "") == html


@settings(max_examples=200, deadline=None)
@given(TEXT)
def test_a_form_shown_again_gives_the_text_back(text):
    assert text_of(f"<!doctype html><textarea>\n{verbatim_html(text)}</textarea>", "textarea") == text


@pytest.mark.parametrize(
    ("written", "read"), [("a\r\nb\rc", "a\nb\nc"), ("a\0b", "ab"), ("&#13;", "\r"), ("&#x80;", "€"), ("&lt", "<")]
)
def test_the_reader_of_these_tests_reads_as_browsers_do(written, read):
    """Guards the tests above: a lenient parser would prove nothing (HTML standard, 13.2.3.5 and 13.2.5)."""
    assert text_of(f"<!doctype html><div>{written}</div>") == read
