"""POST and GET /api/v1/articles: from fields, an HTML page or plain text; only with the site's key."""

from datetime import datetime

import pytest

from rejoinder.comments.models import Article
from rejoinder.moderation.models import GuidelineSet
from tests.http.conftest import error_of

FIELDS = {
    "key": "bridge-1",
    "url": "https://gazette.example/bridge",
    "title": "The bridge is open",
    "section": "City",
    "byline": "A. Writer",
    "published_at": "2026-03-01T08:00:00+03:00",
    "language": "en",
    "captions": [{"text": "The bridge at dawn.", "credit": "Photo: B. Eye"}],
    "body": ["The bridge over the Selvan is open again.", "Traffic was light in the first hours, the city said."],
}
PAGE = """<!doctype html><html lang="en"><head><title>The bridge is open</title>
<meta property="og:title" content="The bridge is open"><link rel="canonical" href="https://gazette.example/bridge">
</head><body><article><h1>The bridge is open</h1>
<p>The bridge over the Selvan is open again after two years of repairs that cost the city nine million.</p>
<p>Traffic was light in the first hours, the city said on Monday, and no accident was reported at either end.</p>
<p>The council will decide in spring whether trucks may use the bridge again, or must take the road by the dam.</p>
</article></body></html>"""


def test_an_article_comes_in_by_fields(post_article, client):
    response = post_article(FIELDS)
    assert response.status_code == 201, response.content
    out = response.json()
    read = client.get("/api/v1/articles/bridge-1").json()
    assert datetime.fromisoformat(out.pop("published_at")) == datetime.fromisoformat(read.pop("published_at"))
    assert out == read
    assert (out["title"], out["section"], out["byline"]) == ("The bridge is open", "City", "A. Writer")
    assert out["paragraphs"] == FIELDS["body"]
    assert out["captions"] == FIELDS["captions"]
    assert out["is_open"] is True
    assert client.get("/articles/bridge-1").status_code == 200


def test_taking_it_in_again_updates_it(post_article):
    assert post_article(FIELDS).status_code == 201
    assert post_article(FIELDS).status_code == 200
    response = post_article({**FIELDS, "title": "The bridge is closed"})
    assert response.status_code == 200
    assert Article.objects.get().title == "The bridge is closed"


def test_the_page_shows_what_changed(post_article, client):
    post_article(FIELDS)
    before = client.get("/articles/bridge-1")
    post_article({**FIELDS, "title": "The bridge is closed"})
    after = client.get("/articles/bridge-1")
    assert b"The bridge is open<" in before.content
    assert b"The bridge is closed<" in after.content
    assert before.headers["ETag"] != after.headers["ETag"]


def test_an_article_comes_in_as_html(post_article):
    response = post_article({"key": "bridge-2", "html": PAGE})
    assert response.status_code == 201, response.content
    out = response.json()
    assert out["title"] == "The bridge is open"
    assert len(out["paragraphs"]) == 3
    assert out["source_kind"] == "html"


def test_an_article_comes_in_as_text(post_article, site):
    text = "\n\n".join(
        [
            "SELVAN, River District — The bridge over the Selvan is open again after two years of repairs.",
            "Traffic was light in the first hours, the city said on Monday, and no accident was reported.",
            "The council will decide in spring whether trucks may use the bridge again.",
        ]
    )
    response = post_article({"text": text})
    assert response.status_code == 201, response.content
    out = response.json()
    assert out["source_kind"] == "text"
    assert out["key"] and out["label"]
    assert GuidelineSet.objects.in_force(site).version == 1


REFUSED = [
    (b"not json", 400, "bad_request"),
    (b"{}", 422, "bad_article"),
    (b'{"title": "T"}', 422, "bad_article"),
    (b'{"body": []}', 422, "bad_article"),
    (b'{"html": ""}', 422, "bad_article"),
    (b'{"text": ""}', 422, "bad_article"),
    (b'{"html": "<html></html>"}', 422, "bad_article"),
    (b'{"body": 5}', 422, "invalid_fields"),
    (b'{"key": "a/b", "body": ["x"]}', 422, "invalid_fields"),
    (b'{"key": "a b", "body": ["x"]}', 422, "invalid_fields"),
    (b'{"key": "a\\u0000b", "body": ["Text of the article."]}', 422, "bad_article"),
    (b'{"key": "..", "body": ["Text of the article."]}', 422, "bad_article"),
    (b'{"language": "a language that is none", "body": ["Text of the article."]}', 422, "bad_article"),
    (b'{"key": "\\ud800", "body": ["Text of the article."]}', 422, "invalid_fields"),
    (b'{"title": "half \\ud800", "body": ["Text of the article."]}', 422, "bad_article"),
    (b'{"title": "nul \\u0000", "body": ["Text of the article."]}', 422, "bad_article"),
    (b'{"title": "T", "body": ["nul \\u0000 in the text of the article."]}', 422, "bad_article"),
    (b'{"title": "T", "body": ["half \\udfff in the text of the article."]}', 422, "bad_article"),
    (b'{"title": "T", "body": ["Text."], "url": "javascript:alert(1)"}', 422, "bad_article"),
    (b'{"text": "A title\\n\\nText of the article, long enough.", "url": "javascript:alert(1)"}', 422, "bad_article"),
    (b'{"title": "T", "body": ["Text of the article."], "published_at": "yesterday"}', 422, "bad_article"),
]


@pytest.mark.parametrize(("raw", "status", "code"), REFUSED, ids=[f"{c}-{r[:34]!r}" for r, _, c in REFUSED])
def test_what_is_no_article_is_refused(post_article, raw, status, code):
    response = post_article(raw)
    assert (response.status_code, error_of(response)["code"]) == (status, code), response.content
    assert not Article.objects.exists()


def test_controls_in_a_title_do_not_break_the_feed(post_article, client):
    response = post_article({**FIELDS, "title": "bell \u0007 and \ufffe"})
    if response.status_code == 201:
        assert client.get("/articles/bridge-1/feed.atom").status_code == 200
        assert client.get("/articles/bridge-1").status_code == 200
    else:
        assert error_of(response)["code"] == "bad_article"


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer rj_unknown", "Basic dXNlcjpwYXNz"])
def test_a_key_is_needed(post_article, header):
    response = post_article(FIELDS, Authorization=header)
    assert (response.status_code, error_of(response)["code"]) == (401, "key_not_valid")
    assert not Article.objects.exists()


def test_another_site_s_article_is_not_overwritten(post_article, now):
    from rejoinder.comments.services.api_keys import add_api_key
    from rejoinder.moderation.services.sites import add_site

    post_article(FIELDS)
    other = add_site(key="other", name="Other", language="en", now=now)
    foreign = f"Bearer {add_api_key(site=other, name='x', now=now)}"
    response = post_article({**FIELDS, "title": "Mine now"}, Authorization=foreign)
    assert (response.status_code, error_of(response)["code"]) == (409, "article_key_taken")
    assert Article.objects.get().title == "The bridge is open"


def test_an_article_that_is_not_there(client, db):
    response = client.get("/api/v1/articles/nowhere")
    assert (response.status_code, error_of(response)["code"]) == (404, "article_not_found")
