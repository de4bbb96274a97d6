"""What readers get: page, JSON thread and feed; the same comments in each, cheap to ask for again."""

import json
import xml.etree.ElementTree as ElementTree

import pytest

from rejoinder.comments.models import Article, Status
from tests.http.conftest import error_of

ATOM = "{http://www.w3.org/2005/Atom}"
READ = ["/articles/pumps", "/api/v1/articles/pumps/comments", "/articles/pumps/feed.atom"]


@pytest.mark.parametrize("address", READ)
def test_asked_again_it_answers_304_until_something_is_decided(client, send, approve, address):
    comment = send("hello")
    first = client.get(address)
    assert first.status_code == 200
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    approve(comment)
    changed = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200
    assert changed.headers["ETag"] != first.headers["ETag"]


@pytest.mark.parametrize("address", READ)
@pytest.mark.parametrize("form", ["W/{}", '"other", {}', "*"])
def test_every_form_of_if_none_match_is_understood(client, article, address, form):
    etag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"If-None-Match": form.format(etag)}).status_code == 304
    assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize("address", READ)
def test_a_head_is_answered_like_a_get_without_the_body(client, article, address):
    got, head = client.get(address), client.head(address)
    assert head.status_code == 200
    assert head.content == b""
    assert (head.headers["ETag"], head.headers["Content-Type"]) == (got.headers["ETag"], got.headers["Content-Type"])


def test_the_thread_as_json(client, send, approve):
    question = send("question?", author_name="Ada")
    approve(question)
    answer = send("answer", parent=question.uuid)
    approve(answer)
    send("undecided")
    thread = client.get("/api/v1/articles/pumps/comments").json()
    assert (thread["count"], thread["page"], thread["pages"], thread["order"]) == (2, 1, 1, "oldest")
    first, second = thread["comments"]
    assert (first["id"], first["body"], first["author_name"]) == (str(question.uuid), "question?", "Ada")
    assert (first["status"], first["depth"], first["parent"]) == ("approved", 0, None)
    assert first["body_sha256"] == question.body_sha256
    assert (second["depth"], second["parent"]) == (1, str(question.uuid))


def test_a_withdrawal_leaves_a_tombstone_that_says_nothing(client, send, approve, reject):
    question = send("REMOVEDBODY", author_name="REMOVEDNAME")
    approve(question)
    answer = send("answer", parent=question.uuid)
    approve(answer)
    reject(question, seen=Status.APPROVED)
    thread = client.get("/api/v1/articles/pumps/comments").json()
    stone, reply = thread["comments"]
    assert stone == {
        "id": str(question.uuid),
        "parent": None,
        "depth": 0,
        "submitted_at": question.submitted_at.isoformat(),
        "status": "withdrawn",
    }
    assert (reply["body"], thread["count"]) == ("answer", 1)
    page = client.get("/articles/pumps").content.decode()
    assert f'id="comment-{question.uuid}"' in page
    feed = client.get("/articles/pumps/feed.atom").content.decode()
    for text in (page, feed, json.dumps(thread)):
        assert "REMOVED" not in text
    assert str(question.uuid) not in feed


def test_oldest_and_newest_first(client, send, approve):
    for number in range(3):
        approve(send(f"comment {number}"))
    for order, expected in (("oldest", [0, 1, 2]), ("newest", [2, 1, 0])):
        thread = client.get("/api/v1/articles/pumps/comments", {"order": order}).json()
        assert [row["body"] for row in thread["comments"]] == [f"comment {number}" for number in expected]
        page = client.get("/articles/pumps", {"order": order}).content.decode()
        places = [page.index(f"comment {number}") for number in expected]
        assert places == sorted(places)


def test_a_long_thread_has_pages(client, send, approve, monkeypatch):
    monkeypatch.setattr("rejoinder.publishing.threads.ROOTS_PER_PAGE", 2)
    for number in range(5):
        approve(send(f"comment {number}."))
    bodies = []
    for number in (1, 2, 3):
        thread = client.get("/api/v1/articles/pumps/comments", {"page": number}).json()
        assert (thread["page"], thread["pages"], thread["count"]) == (number, 3, 5)
        bodies += [row["body"] for row in thread["comments"]]
        assert f"comment {2 * number - 2}." in client.get("/articles/pumps", {"page": number}).content.decode()
    assert bodies == [f"comment {number}." for number in range(5)]


@pytest.mark.parametrize(
    "query", ["page=2", "page=0", "page=-1", "page=x", "page=%00", "order=best", "page=", "page=01"]
)
def test_a_page_that_is_not_there(client, article, query):
    page = client.get(f"/articles/pumps?{query}")
    assert page.status_code == 404
    assert page.headers["Content-Type"].startswith("text/html")
    thread = client.get(f"/api/v1/articles/pumps/comments?{query}")
    if query != "page=01":
        assert thread.status_code in (404, 422)
        assert error_of(thread)["code"] in ("page_not_found", "invalid_fields")


def test_the_feed_is_atom_with_the_whole_text(client, send, approve):
    comment = send("two\nlines & <b>", author_name="Ada")
    decision = approve(comment)
    response = client.get("/articles/pumps/feed.atom")
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(response.content)
    (entry,) = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id") == f"urn:uuid:{comment.uuid}"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Ada"
    assert entry.findtext(f"{ATOM}updated") == decision.decided_at.isoformat()
    content = entry.find(f"{ATOM}content")
    assert content.get("type") == "html"
    assert content.text == "two<br>\nlines &amp; &lt;b&gt;"
    for name in ("id", "title", "updated"):
        assert feed.findtext(f"{ATOM}{name}")


@pytest.mark.parametrize("address", ["/articles/nowhere", "/articles/nowhere/feed.atom", "/articles/%00", "/nothing"])
def test_what_is_not_there_is_a_page_that_says_so(client, article, address):
    response = client.get(address)
    assert response.status_code == 404
    assert response.headers["Content-Type"].startswith("text/html")


def test_a_closed_article_shows_no_form(client, article):
    assert b"<form" in client.get("/articles/pumps").content
    from rejoinder.comments.services.articles import set_article_open

    set_article_open(key=article.key, is_open=False)
    assert b"<form" not in client.get("/articles/pumps").content
    assert not Article.objects.get().is_open


def test_lost_or_damaged_files_are_made_anew(client, send, approve, data_dir):
    approve(send("hello"))
    whole = client.get("/articles/pumps").content
    for path in sorted((data_dir / "published").rglob("*.html")):
        path.unlink()
    assert client.get("/articles/pumps").content == whole
    (head,) = (data_dir / "published").rglob("head.json")
    head.write_text("{")
    assert client.get("/articles/pumps").content == whole


def test_a_disk_that_can_t_be_written_is_no_reason_to_be_silent(client, send, approve, monkeypatch, caplog):
    approve(send("hello"))

    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("rejoinder.publishing.services.write", full)
    response = client.get("/articles/pumps")
    assert response.status_code == 200
    assert b"hello" in response.content
    assert "No space left" in caplog.text


SHORT = ["/articles/pumps", "/articles/pumps/feed.atom", "/embed/v1/articles/pumps/thread?order=newest&lang=ckb"]


@pytest.mark.parametrize("address", SHORT)
def test_what_was_read_before_is_sent_from_memory_after_one_look(
    client, send, approve, reject, address, django_assert_num_queries
):
    comment = send("a word to be withdrawn")
    approve(comment)
    first = client.get(address)
    assert b"a word to be withdrawn" in first.content
    with django_assert_num_queries(1):
        again = client.get(address)
    assert again.content == first.content
    for name in ("Content-Type", "ETag", "Cache-Control", "Content-Length", "Content-Security-Policy"):
        assert again.headers.get(name) == first.headers.get(name)
    assert again.headers.get("Access-Control-Allow-Origin") == first.headers.get("Access-Control-Allow-Origin")
    reject(comment, seen=Status.APPROVED)
    assert b"a word to be withdrawn" not in client.get(address).content


def test_an_article_of_the_same_name_is_not_answered_with_the_old_one(client, article):
    client.get("/articles/pumps")
    fields = {"site": article.site, "key": "pumps", "paragraphs": ["Of another article."]}
    Article.objects.filter(pk=article.pk).update(key="moved")
    Article.objects.create(label="Another", thread_version=article.thread_version, **fields)
    assert b"Of another article." in client.get("/articles/pumps").content


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("br ; q=0.001", "br"),
        ("br;q=0, gzip;q=0.000", None),
        ("identity", None),
        ("zstd", None),
        ("", None),
        ("br;q=nonsense", None),
    ],
)
@pytest.mark.parametrize("address", READ)
def test_a_page_is_sent_compressed_to_those_who_take_it(client, article, address, accepted, encoding):
    import gzip

    import brotli

    plain = client.get(address)
    for _ in range(2):
        response = client.get(address, headers={"Accept-Encoding": accepted})
        assert response.headers.get("Content-Encoding") == encoding
        assert "Accept-Encoding" in response.headers["Vary"]
        content = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[encoding](response.content)
        assert content == plain.content
        assert (response.headers["ETag"] == plain.headers["ETag"]) == (encoding is None)
    asked = {"Accept-Encoding": accepted, "If-None-Match": response.headers["ETag"]}
    assert client.get(address, headers=asked).status_code == 304
