"""Counts of many articles in one call, and feeds over more than one article."""

import xml.etree.ElementTree as ElementTree
from datetime import timedelta

import pytest

from rejoinder.comments.models import Article, Reader, Status
from rejoinder.comments.services.submit import Limits, NewComment, Sender, submit_comment
from rejoinder.moderation.services.picking import set_pick
from tests.http.conftest import error_of

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def reader(site, now):
    """A reader who is signed in, of the newsroom's staff."""
    return Reader.objects.create(site=site, display_name="Ada <b>", is_staff=True, created_at=now)


@pytest.fixture
def send_as(article, now):
    """Submits a comment in a reader's name."""

    def send(reader, body, at=now, key=article.key):
        sender = Sender(str(reader.uuid), "", reader)
        new = NewComment(body=body, author_name=reader.display_name)
        return submit_comment(article_key=key, new=new, sender=sender, limits=Limits(10_000, 0), now=at)

    return send


def entries_of(response):
    return ElementTree.fromstring(response.content).findall(f"{ATOM}entry")


def test_counts_are_of_what_is_published(client, article, send, approve, reject):
    Article.objects.create(site=article.site, key="quiet, please", label="Quiet")
    published, gone = send("one"), send("two")
    send("undecided")
    reject(send("three"))
    for comment in (published, gone):
        approve(comment)
    reject(gone, seen=Status.APPROVED)
    answer = client.get("/embed/v1/counts", {"keys": "pumps, nowhere", "key": ["quiet, please", "a\0b"]})
    assert answer.json() == {"counts": {"pumps": 1, "quiet, please": 0}}
    assert answer.headers["Cache-Control"] == "public, max-age=30"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    again = client.get("/embed/v1/counts?key=quiet, please&keys=pumps", headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    approve(gone, seen=Status.WITHDRAWN)
    changed = client.get("/embed/v1/counts?keys=pumps", headers={"If-None-Match": answer["ETag"]})
    assert changed.json() == {"counts": {"pumps": 2}}


@pytest.mark.parametrize("query", ["", "keys=", "keys=,,", "key=%00", "keys=" + ",".join(map(str, range(101)))])
def test_counts_of_nothing_or_too_much(client, db, query):
    answer = client.get(f"/embed/v1/counts?{query}")
    assert (answer.status_code, error_of(answer)["code"]) == (400, "bad_request")


def test_counts_take_two_queries_however_many_articles(client, article, django_assert_num_queries):
    for number in range(60):
        Article.objects.create(site=article.site, key=f"a{number}", label="A")
    keys = ",".join(f"a{number}" for number in range(60))
    with django_assert_num_queries(2):
        assert len(client.get("/embed/v1/counts", {"keys": keys}).json()["counts"]) == 60


def test_a_site_s_feed_has_the_newest_of_all_articles(client, article, site, send, approve, moderator, now):
    other = Article.objects.create(site=site, key="other", label="Other")
    first = send("two\nlines & <b>")
    second = submit_comment(
        article_key=other.key,
        new=NewComment(body="there"),
        sender=Sender("reader"),
        limits=Limits(100, 0),
        now=now + timedelta(seconds=1),
    )
    send("undecided")
    for comment in (first, second):
        approve(comment)
    set_pick(comment=first.uuid, picked=True, user=moderator, now=now)
    response = client.get("/sites/gazette/feed.atom")
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    newest, oldest = entries_of(response)
    assert newest.findtext(f"{ATOM}id") == f"urn:uuid:{second.uuid}"
    assert newest.find(f"{ATOM}link").get("href") == f"http://testserver/comments/{second.uuid}"
    assert oldest.findtext(f"{ATOM}content") == "two<br>\nlines &amp; &lt;b&gt;"
    assert [c.get("term") for c in oldest.findall(f"{ATOM}category")] == ["pick"]


@pytest.mark.parametrize("whose", ["site", "reader"])
def test_a_feed_is_asked_again_cheaply_and_a_withdrawal_takes_hold_at_once(
    client, article, reader, send_as, approve, reject, whose
):
    address = {"site": "/sites/gazette/feed.atom", "reader": f"/readers/{reader.uuid}/feed.atom"}[whose]
    empty = client.get(address)
    assert (empty.status_code, entries_of(empty)) == (200, [])
    assert client.get(address).content == empty.content
    comment = send_as(reader, "hello")
    assert client.get(address, headers={"If-None-Match": empty["ETag"]}).status_code == 304, "it is undecided"
    approve(comment)
    full = client.get(address, headers={"If-None-Match": empty["ETag"]})
    assert (full.status_code, len(entries_of(full))) == (200, 1)
    assert client.get(address, headers={"If-None-Match": full["ETag"]}).status_code == 304
    reject(comment, seen=Status.APPROVED)
    assert entries_of(client.get(address, headers={"If-None-Match": full["ETag"]})) == []


def test_a_reader_s_feed_is_theirs_alone(client, article, site, reader, send, send_as, approve, now):
    other = Reader.objects.create(site=site, display_name="Bo", created_at=now)
    mine, theirs, guest = send_as(reader, "mine"), send_as(other, "theirs"), send("a guest's")
    for comment in (mine, theirs, guest):
        approve(comment)
    (entry,) = entries_of(client.get(f"/readers/{reader.uuid}/feed.atom"))
    assert entry.findtext(f"{ATOM}content") == "mine"
    assert [c.get("term") for c in entry.findall(f"{ATOM}category")] == ["staff"]
    Reader.objects.filter(pk=reader.pk).update(erased_at=now)
    assert client.get(f"/readers/{reader.uuid}/feed.atom").status_code == 404


def test_readers_and_staff_in_json_and_on_the_page(client, article, site, reader, send, send_as, approve, now):
    other = Reader.objects.create(site=site, display_name="Bo", created_at=now)
    for comment in (send_as(reader, "one"), send_as(other, "two"), send("three")):
        approve(comment)
    Reader.objects.filter(pk=other.pk).update(erased_at=now, is_staff=True)
    rows = client.get("/api/v1/articles/pumps/comments").json()["comments"]
    assert [(row["reader"], row["is_staff"]) for row in rows] == [
        (str(reader.uuid), True),
        (None, False),
        (None, False),
    ]
    assert client.get("/articles/pumps").content.decode().count("badge is-staff") == 1


def test_pages_name_the_feeds(client, article):
    page = client.get("/articles/pumps").content.decode()
    for address in ("/articles/pumps/feed.atom", "/sites/gazette/feed.atom"):
        assert f'href="{address}"' in page


@pytest.mark.parametrize(
    "address", ["/sites/nowhere/feed.atom", "/readers/00000000-0000-4000-8000-000000000000/feed.atom"]
)
def test_feeds_that_are_not_there(client, db, address):
    assert client.get(address).status_code == 404


def test_a_comment_s_own_address_leads_to_its_page(client, article, send, approve, reject, monkeypatch):
    monkeypatch.setattr("rejoinder.publishing.threads.ROOTS_PER_PAGE", 2)
    comments = [send(f"comment {number}") for number in range(5)]
    for comment in comments:
        approve(comment)
    answer = send("answer", parent=comments[3].uuid)
    approve(answer)
    reject(comments[4], seen=Status.APPROVED)
    for comment, page in ((comments[1], ""), (comments[2], "?page=2"), (answer, "?page=2"), (comments[4], "?page=3")):
        response = client.get(f"/comments/{comment.uuid}")
        assert (response.status_code, response["Location"]) == (302, f"/articles/pumps{page}#comment-{comment.uuid}")
        assert f'id="comment-{comment.uuid}"' in client.get(response["Location"]).content.decode()


def test_what_is_not_published_has_no_address(client, article, send, reject):
    undecided, rejected = send("one"), send("two")
    reject(rejected)
    for uuid in (undecided.uuid, rejected.uuid, article.uuid):
        assert client.get(f"/comments/{uuid}").status_code == 404
