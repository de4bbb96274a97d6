"""The reader's form: no cookie, no script; nothing written is lost when it is refused."""

from html import unescape
from urllib.parse import quote_plus

import html5lib
import pytest

from rejoinder.comments.models import Article, Comment
from tests.http.conftest import FORM


def textarea_of(response):
    """What the text field holds, as a browser reads it."""
    page = html5lib.parse(response.content.decode(), namespaceHTMLElements=False)
    return next("".join(field.itertext()) for field in page.iter("textarea"))


def test_a_comment_leads_to_its_receipt(post_form, client):
    response = post_form({"body": "hello", "author_name": " Ada "})
    assert response.status_code == 303
    kept = Comment.objects.get()
    assert (kept.body, kept.author_name) == ("hello", "Ada")
    assert response.headers["Location"].startswith("/receipts/")
    assert client.get(response.headers["Location"]).status_code == 200


@pytest.mark.parametrize(
    "body", ["a+b & c=d;%41 ü", "\r\n two \r lines \n", "\u202bbidi\u202c 👩🏽‍🚀 e\u0301", "<b>&amp;</b>"]
)
def test_the_form_is_read_to_the_last_code_point(post_form, body):
    assert post_form({"body": body}).status_code == 303
    assert Comment.objects.get().body == body


@pytest.mark.parametrize(
    ("raw", "status", "code"),
    [
        (b"body=", 422, "empty"),
        (b"other=field", 422, "empty"),
        (b"body=%ff%fe", 422, "not valid Unicode"),
        (b"body=%ed%a0%80", 422, "not valid Unicode"),
        (b"body=%c0%af", 422, "not valid Unicode"),
        (b"body=\xe2\x82\xac", 422, "not valid Unicode"),
        (b"body=nul%00", 422, "NUL"),
        (b"body=" + b"x" * 10_001, 413, "at most 10000"),
        (b"&".join(b"field%d=x" % number for number in range(30)), 400, "too many fields"),
        (b"body=hi&parent=nonsense", 422, "not there"),
        (b"body=hi&author_name=" + b"n" * 81, 422, "at most 80"),
        (b"body=" + b"x" * 1_100_000, 413, "too large"),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_what_cant_be_kept_is_refused(post_form, raw, status, code):
    response = post_form(raw)
    assert response.status_code == status
    assert code in unescape(response.content.decode())
    assert not Comment.objects.exists()


@pytest.mark.parametrize("content_type", ["multipart/form-data; boundary=x", "text/plain", "application/json", ""])
def test_only_the_form_is_read(post_form, content_type):
    response = post_form(b"body=hello", content_type=content_type)
    assert response.status_code == 415
    assert not Comment.objects.exists()


def test_another_charset_is_not_guessed_at(post_form):
    assert post_form(b"body=caf%e9", content_type=f"{FORM}; charset=latin-1").status_code == 422
    assert post_form(b"body=caf%c3%a9", content_type=f"{FORM}; charset=latin-1").status_code == 303
    assert Comment.objects.get().body == "café"


@pytest.mark.parametrize(
    "body",
    [
        "\n\nblank lines first",
        "<script>alert(1)</script></textarea>&amp;",
        "cr\r\nlf\rcr\n",
        "  spaces  ",
        "\u202bعربي\u202c\u200d",
    ],
)
def test_a_refused_form_shows_what_was_written(post_form, body):
    body += "x" * 10_000
    response = post_form({"body": body, "author_name": 'Ada "& <b>'})
    assert response.status_code == 413
    assert textarea_of(response) == body
    page = html5lib.parse(response.content.decode(), namespaceHTMLElements=False)
    name = next(field for field in page.iter("input") if field.get("name") == "author_name")
    assert name.get("value") == 'Ada "& <b>'
    assert response.headers["Cache-Control"] == "no-store"


def test_a_closed_thread_gives_the_text_back(post_form):
    Article.objects.update(is_open=False)
    response = post_form({"body": "too late\r\n"})
    assert response.status_code == 409
    assert textarea_of(response) == "too late\r\n"


def test_a_lost_parent_gives_the_text_back(post_form, send):
    unseen = send("UNDECIDED WORDS")
    response = post_form({"body": "my answer", "parent": str(unseen.uuid)})
    assert response.status_code == 422
    assert textarea_of(response) == "my answer"
    assert b"UNDECIDED WORDS" not in response.content


def test_a_duplicate_is_told_kindly(post_form):
    post_form({"body": "once"})
    response = post_form({"body": "once"})
    assert response.status_code == 409
    assert "already sent" in response.content.decode()


def test_the_form_needs_no_cookie_and_sets_none(post_form, client):
    assert post_form({"body": "hello"}).status_code == 303
    assert post_form({"body": ""}).status_code == 422
    assert not client.cookies


def test_an_unknown_article_is_a_page_not_found(post_form):
    response = post_form({"body": "hello"}, key="nowhere")
    assert response.status_code == 404
    assert response.headers["Content-Type"].startswith("text/html")


def test_a_get_on_the_form_s_address_is_told_what_is_right(client, article):
    response = client.get(f"/articles/{article.key}/comments")
    assert response.status_code == 405
    assert response.headers["Allow"] == "POST"


def test_a_percent_sign_alone_is_kept(post_form):
    assert post_form(b"body=" + quote_plus("100%").encode()).status_code == 303
    assert post_form(b"body=100%25%").status_code == 303
    assert sorted(Comment.objects.values_list("body", flat=True)) == ["100%", "100%%"]
