"""Submissions that wait for the disk are committed together: each stored or refused by itself, none told too early."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

from rejoinder.comments.errors import DuplicateComment
from rejoinder.comments.models import Comment
from rejoinder.comments.services import together
from rejoinder.comments.services.together import write_together
from rejoinder.errors import Unavailable

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("committing"),
    pytest.mark.sqlite,
]


@contextmanager
def held_desk(monkeypatch):
    """What is written meanwhile waits, and is written together at the end; gives the number of commits by then."""
    commits = []
    real = together._commit
    monkeypatch.setattr(together, "_commit", lambda pieces: (commits.append(len(pieces)), real(pieces)))
    go = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(_closing(lambda: write_together(lambda: go.wait(30))))
        _until(lambda: commits)
        yield commits
        go.set()
        assert first.result(30)


def _until(condition):
    for _ in range(3000):
        if condition():
            return
        threading.Event().wait(0.01)
    raise AssertionError("never")


def _closing(job):
    def run():
        try:
            return job()
        except Exception as error:  # noqa: BLE001 - looked at by the test
            return error
        finally:
            connection.close()

    return run


def together_(monkeypatch, *jobs):
    """What each job gave or raised, all of them having waited for one commit."""
    with ThreadPoolExecutor(len(jobs)) as pool:
        with held_desk(monkeypatch) as commits:
            futures = []
            for number, job in enumerate(jobs, start=1):
                futures.append(pool.submit(_closing(job)))
                _until(lambda number=number: len(together._desk._waiting) == number)
        given = [future.exception(30) or future.result() for future in futures]
    assert commits == [1, len(jobs)]
    return given


def test_what_waits_is_committed_at_once_and_each_is_told_of_its_own(monkeypatch, send):
    given = together_(
        monkeypatch,
        lambda: send("one"),
        lambda: send("two"),
        lambda: send("one"),
        lambda: send("three", reader="another"),
    )
    assert isinstance(given[2], DuplicateComment)
    assert [comment.body for comment in (given[0], given[1], given[3])] == ["one", "two", "three"]
    assert sorted(Comment.objects.values_list("body", flat=True)) == ["one", "three", "two"]


def test_one_that_breaks_the_database_rule_takes_no_other_with_it(monkeypatch, send):
    send("once", reader="twice")
    real = Comment.objects.create
    monkeypatch.setattr(
        "rejoinder.comments.services.submit.Comment.objects.create",
        lambda **fields: real(**{**fields, "repeat_slot": fields["repeat_slot"] if fields["body"] != "bad" else None}),
    )
    given = together_(monkeypatch, lambda: send("good"), lambda: send("bad"), lambda: send("good too"))
    assert type(given[1]).__name__ == "IntegrityError"
    assert sorted(Comment.objects.values_list("body", flat=True)) == ["good", "good too", "once"]


def test_a_crash_in_one_is_its_own(monkeypatch, send):
    def crash():
        Comment.objects.update(advice="heeded")
        raise RuntimeError

    given = together_(monkeypatch, lambda: send("good"), lambda: write_together(crash), lambda: send("good too"))
    assert isinstance(given[1], RuntimeError)
    assert sorted(Comment.objects.values_list("body", "advice")) == [("good", ""), ("good too", "")]


def test_nothing_is_acknowledged_when_the_commit_fails(monkeypatch, send):
    """Not together, and not when each is tried again on its own."""
    broken = threading.Event()
    commit, at_once = BaseDatabaseWrapper._commit, together._committed_at_once

    def failing(self):
        if broken.is_set():
            raise DatabaseError("disk I/O error")
        commit(self)

    monkeypatch.setattr(BaseDatabaseWrapper, "_commit", failing)
    monkeypatch.setattr(together, "_committed_at_once", lambda pieces: (broken.set(), at_once(pieces))[1])
    given = together_(monkeypatch, lambda: send("one"), lambda: send("two"))
    broken.clear()
    assert all(isinstance(error, DatabaseError) for error in given), given
    assert not Comment.objects.exists()


def test_a_savepoint_that_is_lost_acknowledges_nobody_unseen(monkeypatch, send):
    """Django then rolls back at the end without raising: what was written before must be written again."""
    losses = []

    def lose(self, sid):
        losses.append(sid)
        raise DatabaseError("no such savepoint")

    monkeypatch.setattr(BaseDatabaseWrapper, "savepoint_rollback", lose)
    first, again = together_(monkeypatch, lambda: send("once"), lambda: send("once"))
    assert losses and first.body == "once" and isinstance(again, DuplicateComment)
    assert Comment.objects.get().pk == first.pk


def test_a_refusal_takes_back_what_its_piece_had_written(monkeypatch, send):
    def refuse():
        Comment.objects.update(advice="heeded")
        raise DuplicateComment

    _, refusal = together_(monkeypatch, lambda: send("good"), lambda: write_together(refuse))
    assert isinstance(refusal, DuplicateComment)
    assert Comment.objects.get().advice == ""


def test_who_waits_for_a_writer_that_falls_is_told_that_nothing_was_taken(monkeypatch, send):
    def fall(pieces):
        raise SystemExit

    monkeypatch.setattr(together, "_committed_at_once", fall)
    first, second = together_(monkeypatch, lambda: send("one"), lambda: send("two"))
    assert isinstance(first, SystemExit)
    assert isinstance(second, Unavailable)
    assert not Comment.objects.exists()


def test_the_writer_that_falls_leaves_no_one_waiting(monkeypatch, send):
    """Its thread ends; what it held has failed, and whoever comes next is served."""
    monkeypatch.setattr(together, "_commit", lambda pieces: (_ for _ in ()).throw(SystemExit))
    with pytest.raises(SystemExit):
        send("lost")
    monkeypatch.undo()
    assert send("kept").body == "kept"
    assert Comment.objects.get().body == "kept"
