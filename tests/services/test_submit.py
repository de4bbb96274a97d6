"""Submitting: what can be kept is kept whole, what can't is refused and leaves nothing."""

import hashlib
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rejoinder.comments import errors
from rejoinder.comments.models import Article, Comment, Status
from rejoinder.comments.models.article import ArticleQuerySet
from rejoinder.comments.services.gate import check_body
from rejoinder.comments.services.submit import Limits

VALID_TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=80)


@pytest.mark.parametrize(
    "body",
    [
        "plain",
        "trailing spaces   ",
        "  leading",
        "two\r\nlines\rand\nmore",
        "\n\nblank lines first",
        "e\u0301 is not \u00e9",
        "می‌خواهم",
        "\u202bright\u202c \u200fto left",
        "👩🏽‍🚀 family",
        "tab\tand bell\x07 and escape\x1b",
        "\ufeffbyte order mark",
        "last code point \U0010ffff and \ufffe",
        "<script>alert(1)</script> &amp; &#13;",
    ],
)
def test_a_body_is_kept_code_point_for_code_point(send, body):
    stored = Comment.objects.get(pk=send(body).pk)
    assert stored.body == body
    assert stored.body_sha256 == hashlib.sha256(body.encode()).hexdigest()
    assert stored.status == Status.PENDING


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=VALID_TEXT)
def test_any_valid_text_survives_the_database(send, text):
    Comment.objects.filter(status="pending").count()
    body = text + "."
    comment = send(body, reader=hashlib.sha256(body.encode()).hexdigest())
    assert Comment.objects.get(pk=comment.pk).body == body


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("", errors.BodyEmpty),
        (" \t\r\n", errors.BodyEmpty),
        ("\u200f\u202b\u200d\ufeff", errors.BodyEmpty),
        ("\u3164\u2800", errors.BodyEmpty),
        ("half a pair \ud83d", errors.BodyNotUnicode),
        ("\udc00", errors.BodyNotUnicode),
        ("nul \0 inside", errors.BodyHasNul),
        ("x" * 10_001, errors.BodyTooLong),
    ],
)
def test_what_cant_be_kept_is_refused_and_nothing_is_stored(send, body, error):
    with pytest.raises(error) as refused:
        send(body)
    assert 400 <= refused.value.status < 500
    assert refused.value.text()
    assert not Comment.objects.exists()


def test_the_longest_comment_is_taken(send):
    assert send("x" * 10_000).pk


def test_the_gate_counts_code_points_not_bytes():
    assert len(check_body("😀" * 10, limit_chars=10)) == 40


@pytest.mark.parametrize(
    ("name", "error"),
    [("n" * 81, errors.NameTooLong), ("a\nb", errors.NameNotUnicode), ("\ud800", errors.NameNotUnicode)],
)
def test_names_are_checked(send, name, error):
    with pytest.raises(error):
        send("hello", author_name=name)
    assert not Comment.objects.exists()


def test_the_same_text_again_within_minutes_is_a_duplicate(send, now):
    send("once")
    with pytest.raises(errors.DuplicateComment):
        send("once", at=now + timedelta(minutes=9))
    assert Comment.objects.count() == 1


def test_the_same_text_is_welcome_later_or_from_another_reader(send, now):
    send("once")
    send("once", reader="another")
    send("once", at=now + timedelta(minutes=11))
    assert Comment.objects.count() == 3


def test_a_double_post_is_stopped_by_the_database_too(send, now, monkeypatch):
    send("once")
    door = ArticleQuerySet.door
    monkeypatch.setattr(ArticleQuerySet, "door", lambda *args, **of: door(*args, **of)._replace(is_repeat=False))
    with pytest.raises(errors.DuplicateComment):
        send("once")


def test_a_closed_thread_takes_nothing(send, article):
    Article.objects.update(is_open=False)
    with pytest.raises(errors.ThreadClosed):
        send("too late")
    assert not Comment.objects.exists()


def test_an_unknown_article_is_named(send, article):
    article.key = "nowhere"
    with pytest.raises(errors.ArticleNotFound):
        send("hello")


def test_only_a_published_comment_can_be_answered(send, approve):
    parent = send("question?")
    with pytest.raises(errors.ParentNotFound):
        send("answer", parent=parent.uuid)
    approve(parent)
    assert send("answer", parent=parent.uuid).parent_id == parent.pk


def test_the_rate_limit_says_when_to_come_back(send, now):
    limits = Limits(chars=100, per_minute=3)
    for number in range(3):
        send(f"comment {number}", address="a", limits=limits, at=now + timedelta(seconds=number))
    with pytest.raises(errors.TooManyComments) as refused:
        send("one more", address="a", limits=limits, at=now + timedelta(seconds=10))
    assert 50 <= refused.value.retry_after_s <= 52
    send("another address", address="b", limits=limits, at=now + timedelta(seconds=10))
    send("later", address="a", limits=limits, at=now + timedelta(seconds=10 + refused.value.retry_after_s))
