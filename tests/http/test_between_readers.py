"""What readers who are signed in do: react, mute, follow, see what is their own."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import timezone

from rejoinder.comments.models import Follow, Mute, Reaction, Reader, Site, Status
from rejoinder.comments.services.submit import Limits, NewComment, Sender, submit_comment
from rejoinder.comments.sessions import start_session
from rejoinder.moderation.services.sites import add_site
from rejoinder.widget.receipts import comment_of
from tests.http.conftest import error_of

NOBODY = "00000000-0000-4000-8000-000000000000"


@dataclass
class Visitor:
    """A reader's page: calls with their session."""

    client: Any
    reader: Any
    token: str

    def __call__(self, method, path, origin="http://testserver"):
        headers = {"Authorization": f"Bearer {self.token}", "Origin": origin}
        return self.client.generic(method, f"/embed/v1/{path}", headers=headers)


@pytest.fixture
def visitor(client, site):
    """Makes a reader who is signed in."""

    def visitor_(name="Ada", at=site):
        reader = Reader.objects.create(site=at, display_name=name, created_at=timezone.now())
        return Visitor(client, reader, start_session(reader=reader, now=timezone.now()))

    return visitor_


@pytest.fixture
def published(article, send, approve):
    """A published comment."""
    comment = send("Who signed it?")
    approve(comment)
    return comment


def test_reacting_and_taking_it_back(client, visitor, published):
    ada, bo = visitor(), visitor("Bo")
    path = f"comments/{published.uuid}/reactions/thanks"
    for _ in range(2):
        assert ada("PUT", path).json() == {"counts": {"thanks": 1}, "mine": ["thanks"]}
    assert bo("PUT", path).json()["counts"] == {"thanks": 2}
    numbers = client.get("/embed/v1/articles/pumps/reactions", {"ids": f"{published.uuid},{NOBODY}"})
    assert numbers.json() == {"counts": {str(published.uuid): {"thanks": 2}}}
    assert numbers.headers["Cache-Control"] == "public, max-age=10"
    assert ada("DELETE", path).json() == {"counts": {"thanks": 1}, "mine": []}
    etag = {"If-None-Match": numbers.headers["ETag"]}
    changed = client.get("/embed/v1/articles/pumps/reactions", {"ids": published.uuid}, headers=etag)
    assert changed.json() == {"counts": {str(published.uuid): {"thanks": 1}}}


@pytest.mark.parametrize(("ids", "status"), [("", 400), ("x", 404), (",".join([NOBODY] * 101), 400), (NOBODY, 200)])
def test_numbers_of_what_is_not_there(client, article, ids, status):
    assert client.get("/embed/v1/articles/pumps/reactions", {"ids": ids}).status_code == status
    assert client.get("/embed/v1/articles/nowhere/reactions", {"ids": NOBODY}).status_code == 404


CALLS = [
    ("PUT", "comments/{}/reactions/thanks"),
    ("DELETE", "comments/{}/reactions/thanks"),
    ("PUT", "comments/{}/follow"),
    ("DELETE", "comments/{}/follow"),
    ("PUT", "articles/pumps/follow"),
    ("DELETE", "articles/pumps/follow"),
    ("PUT", "readers/" + NOBODY + "/mute"),
    ("GET", "articles/pumps/mine"),
]


@pytest.mark.parametrize(("method", "path"), CALLS)
def test_guests_and_forged_sessions_are_asked_to_sign_in(client, published, method, path):
    for headers in ({}, {"Authorization": "Bearer rjs_forged"}):
        response = client.generic(method, "/embed/v1/" + path.format(published.uuid), headers=headers)
        assert (response.status_code, error_of(response)["code"]) == (401, "session_ended")
        assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("method", "path"), CALLS)
def test_blocked_readers_and_pages_elsewhere_do_nothing(visitor, published, method, path):
    ada = visitor()
    if method != "GET":
        response = ada(method, path.format(published.uuid), origin="https://elsewhere.example")
        assert (response.status_code, error_of(response)["code"]) == (403, "origin_not_allowed")
    Reader.objects.update(blocked_at=timezone.now())
    response = ada(method, path.format(published.uuid))
    assert (response.status_code, error_of(response)["code"]) == (403, "reader_blocked")
    assert not (Reaction.objects.exists() or Follow.objects.exists() or Mute.objects.exists())


def test_a_reader_of_another_site_is_a_stranger_here(visitor, published, now):
    other = add_site(key="other", name="Other", language="en", now=now)
    Site.objects.filter(pk=other.pk).update(origins=["https://other.example"])
    stranger, ada = visitor("Stranger", at=other), visitor()
    for method, path in CALLS[:6]:
        assert error_of(stranger(method, path.format(published.uuid)))["code"] == "session_ended"
    assert error_of(ada("PUT", f"readers/{stranger.reader.uuid}/mute"))["code"] == "reader_not_found"
    assert error_of(ada("PUT", f"readers/{ada.reader.uuid}/mute"))["code"] == "reader_not_found"


@pytest.mark.parametrize("path", ["comments/{}/reactions/thanks", "comments/{}/follow"])
def test_what_is_undecided_is_not_there(visitor, send, reject, path):
    ada, comment = visitor(), send("undecided")
    assert error_of(ada("PUT", path.format(comment.uuid)))["code"] == "comment_not_found"
    reject(comment)
    assert error_of(ada("PUT", path.format(comment.uuid)))["code"] == "comment_not_found"
    assert error_of(ada("PUT", path.format(NOBODY)))["code"] == "comment_not_found"


def test_a_reaction_that_is_not_offered(visitor, published):
    for name in ("like", "shout", "%00"):
        response = visitor()("PUT", f"comments/{published.uuid}/reactions/{name}")
        assert response.status_code in (404, 422), name
        error_of(response)
    assert not Reaction.objects.exists()


def test_mine_is_all_that_is_mine_here_and_nobody_else_s(visitor, article, site, published, now):
    ada, bo = visitor(), visitor("Bo")

    def write(who, body):
        sender = Sender(str(who.reader.uuid), "", who.reader)
        return submit_comment(
            article_key="pumps",
            new=NewComment(body=body, parent=published.uuid),
            sender=sender,
            limits=Limits(1000, 0),
            now=now,
        )

    waiting = write(ada, " two\r\nlines ")
    write(bo, "of Bo's")
    for method, path in (
        ("PUT", f"comments/{published.uuid}/reactions/thanks"),
        ("PUT", f"comments/{published.uuid}/follow"),
        ("PUT", "articles/pumps/follow"),
        ("PUT", f"readers/{bo.reader.uuid}/mute"),
    ):
        for _ in range(2):
            assert ada(method, path).status_code in (200, 204)
    answer = ada("GET", "articles/pumps/mine")
    assert answer.headers["Cache-Control"] == "no-store"
    document = answer.json()
    (pending,) = document.pop("pending")
    assert comment_of(pending["receipt"]) == waiting
    assert (pending["body"], pending["parent"]) == (" two\r\nlines ", str(published.uuid))
    assert document == {
        "reader": {"id": str(ada.reader.uuid), "name": "Ada", "is_staff": False},
        "reactions": {str(published.uuid): ["thanks"]},
        "muted": [str(bo.reader.uuid)],
        "following": True,
        "followed": [str(published.uuid)],
    }
    for path in (f"comments/{published.uuid}/follow", "articles/pumps/follow", f"readers/{bo.reader.uuid}/mute"):
        for _ in range(2):
            assert ada("DELETE", path).status_code == 204
    document = ada("GET", "articles/pumps/mine").json()
    assert (document["muted"], document["following"], document["followed"]) == ([], False, [])


def test_decided_comments_wait_no_more(visitor, published, approve, now):
    ada = visitor()
    comment = submit_comment(
        article_key="pumps",
        new=NewComment(body="hello"),
        sender=Sender("ada", "", ada.reader),
        limits=Limits(1000, 0),
        now=now,
    )
    assert len(ada("GET", "articles/pumps/mine").json()["pending"]) == 1
    approve(comment)
    assert ada("GET", "articles/pumps/mine").json()["pending"] == []


def test_a_followed_comment_can_be_let_go_after_its_withdrawal(visitor, published, reject):
    ada = visitor()
    path = f"comments/{published.uuid}/follow"
    ada("PUT", path)
    reject(published, seen=Status.APPROVED)
    assert ada("DELETE", path).status_code == 204
    assert not Follow.objects.exists()


@pytest.mark.usefixtures("early")
def test_a_script_that_presses_is_slowed(visitor, published):
    ada = visitor()
    answers = [ada("PUT", "articles/pumps/follow").status_code for _ in range(130)]
    assert set(answers) == {204, 429}
    assert answers.count(204) in range(60, 121), "60 a minute, and a minute may turn meanwhile"
