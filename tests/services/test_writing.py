"""Pages are sent before they are written, show one moment, and are drawn once for all who ask at once."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.test import Client

from rejoinder.comments.models import Comment, Status
from rejoinder.publishing import rendering, services, serving, writing
from rejoinder.publishing.store import folder_of, read_content, read_head
from tests.acceptance.server import until

FILE = "json/newest/1"
ADDRESS = "/api/v1/articles/pumps/comments?order=newest"


@pytest.fixture
def root(article, settings):
    return settings.ENVIRONMENT.pages


@pytest.fixture
def writer(committing, monkeypatch):
    """The writer's own thread, as in a server; it ends with the test."""
    monkeypatch.setattr(serving, "write_later", writing.write_later)
    monkeypatch.setattr(writing, "_IDLE_S", 0.2)
    monkeypatch.setattr(writing, "_PAUSE_S", 0.0)
    yield writing._writer
    until(lambda: not writing._writer._runs, "the thread ends")


def bodies(answer):
    return [comment["body"] for comment in answer.json()["comments"] if comment["status"] == "approved"]


def newest():
    try:
        return Client().get(ADDRESS)
    finally:
        connections.close_all()


def test_a_page_is_sent_while_its_files_can_not_yet_be_written(writer, article, root, send, approve, monkeypatch):
    approve(send("hello"))
    go = threading.Event()
    real = services.write_contents
    monkeypatch.setattr(services, "write_contents", lambda *args: (go.wait(30), real(*args))[1])
    assert bodies(newest()) == ["hello"]
    folder = folder_of(article, root)
    assert read_head(folder) is None
    go.set()
    until(lambda: (head := read_head(folder)) is not None and FILE in head.files, "the page is written")
    assert b"hello" in (read_content(folder, read_head(folder).files[FILE]) or b"")


def test_what_is_asked_for_meanwhile_is_written_together(writer, article, root, monkeypatch):
    written = []
    begun, go = threading.Event(), threading.Event()

    def write(*, article_pk, root, also):
        written.append((article_pk, list(also)))
        begun.set()
        go.wait(30)

    monkeypatch.setattr(writing, "publish_if_possible", write)
    writing.write_later(article_pk=article.pk, root=root, file="feed")
    begun.wait(30)
    for file in ("html/newest/1", FILE, FILE):
        writing.write_later(article_pk=article.pk, root=root, file=file)
    go.set()
    until(lambda: len(written) == 2, "both were written")
    assert written == [(article.pk, ["feed"]), (article.pk, ["html/newest/1", FILE])]


@pytest.mark.parametrize("times", [1, 3])
def test_a_page_shows_one_moment_whatever_is_decided_while_it_is_drawn(
    article, send, approve, reject, monkeypatch, times
):
    comments = [send(f"comment {number}") for number in range(12)]
    for comment in comments:
        approve(comment)
    rejecting = iter(comments[:times])
    real = rendering.filled

    def reject_meanwhile(spots):
        spots = list(spots)
        if (comment := next(rejecting, None)) is not None:
            reject(comment, seen=Status.APPROVED)
        return real(spots)

    monkeypatch.setattr(rendering, "filled", reject_meanwhile)
    answer = Client().get(ADDRESS)
    published = set(Comment.objects.filter(status=Status.APPROVED).values_list("body", flat=True))
    assert set(bodies(answer)) == published
    assert answer.json()["count"] == len(published)


def test_all_who_ask_at_once_have_a_page_drawn_once(committing, article, send, approve, monkeypatch):
    approve(send("hello"))
    drawn = []
    real = serving.draw_current
    monkeypatch.setattr(serving, "write_later", lambda **_: None)
    monkeypatch.setattr(serving, "draw_current", lambda **fields: (drawn.append(fields), real(**fields))[1])
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: newest(), range(8)))
    assert all(bodies(answer) == ["hello"] for answer in answers)
    assert len(drawn) == 1
