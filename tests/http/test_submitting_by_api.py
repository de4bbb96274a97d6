"""POST /api/v1/articles/{key}/comments: kept whole and acknowledged, or refused with a stable code and nothing kept."""

import hashlib
import json
from datetime import timedelta

import pytest
from django.utils import timezone

from rejoinder.comments.models import Article, Comment
from tests.http.conftest import error_of


def test_a_comment_is_acknowledged_once_it_is_kept(post_json):
    response = post_json({"body": "two\r\nlines  ", "author_name": "Ada"})
    assert response.status_code == 202
    received = response.json()
    kept = Comment.objects.get(uuid=received["id"])
    assert (kept.body, kept.author_name) == ("two\r\nlines  ", "Ada")
    assert received["status"] == "pending"
    assert received["body_sha256"] == hashlib.sha256(b"two\r\nlines  ").hexdigest()
    assert received["submitted_at"] == kept.submitted_at.isoformat()


REFUSED_BODIES = [
    (b'{"body": ""}', 422, "body_empty"),
    (b'{"body": " \\n\\u200f"}', 422, "body_empty"),
    (b'{"body": "half \\ud800"}', 422, "body_not_unicode"),
    (b'{"body": "\\udc00\\ud800"}', 422, "body_not_unicode"),
    (b'{"body": "nul \\u0000"}', 422, "body_has_nul"),
    (json.dumps({"body": "x" * 10_001}).encode(), 413, "body_too_long"),
    (b'{"body": "bytes \xff\xfe"}', 400, "bad_request"),
    (b'{"body": "overlong \xc0\xaf"}', 400, "bad_request"),
    (b'{"body": "surrogate \xed\xa0\x80"}', 422, "body_not_unicode"),
    (b"body=hello", 400, "bad_request"),
    (b"", 422, "invalid_fields"),
    (b"{}", 422, "invalid_fields"),
    (b"[]", 422, "invalid_fields"),
    (b"null", 422, "invalid_fields"),
    (b'"text"', 422, "invalid_fields"),
    (b'{"body": null}', 422, "invalid_fields"),
    (b'{"body": 5}', 422, "invalid_fields"),
    (b'{"body": ["a"]}', 422, "invalid_fields"),
    (b"[" * 100_000, 400, "bad_request"),
    (b'{"body": "hi", "parent": "no uuid"}', 422, "invalid_fields"),
    (b'{"body": "hi", "parent": "00000000-0000-4000-8000-000000000000"}', 422, "parent_not_found"),
    (json.dumps({"body": "hi", "author_name": "n" * 81}).encode(), 422, "author_name_too_long"),
    (b'{"body": "hi", "author_name": "a\\nb"}', 422, "author_name_not_unicode"),
    (b'{"body": "hi", "author_name": "\\ud800"}', 422, "author_name_not_unicode"),
    (b'{"body": "hi", "author_name": "\\u0000"}', 422, "author_name_not_unicode"),
    (b'{"body": "hi", "author_name": "\\uffff"}', 422, "author_name_not_unicode"),
    (b'{"body": "' + b"x" * 1_100_000 + b'"}', 413, "request_too_large"),
]


@pytest.mark.parametrize(
    ("raw", "status", "code"), REFUSED_BODIES, ids=[f"{c}-{r[:24]!r}" for r, _, c in REFUSED_BODIES]
)
def test_what_cant_be_kept_is_refused(post_json, raw, status, code):
    response = post_json(raw)
    assert (response.status_code, error_of(response)["code"]) == (status, code)
    assert not Comment.objects.exists()


def test_a_refusal_does_not_repeat_what_was_written(post_json):
    response = post_json({"body": ["SECRETWORDS"], "author_name": {"SECRETWORDS": 1}, "parent": "SECRETWORDS"})
    assert response.status_code == 422
    assert b"SECRETWORDS" not in response.content


def test_a_whole_emoji_may_come_as_two_escapes(post_json):
    assert post_json(b'{"body": "\\ud83d\\ude00"}').status_code == 202
    assert Comment.objects.get().body == "😀"


def test_the_same_again_is_a_duplicate(post_json):
    assert post_json({"body": "once"}).status_code == 202
    response = post_json({"body": "once"})
    assert (response.status_code, error_of(response)["code"]) == (409, "duplicate_comment")
    assert Comment.objects.count() == 1


def test_a_closed_thread_takes_nothing(post_json):
    Article.objects.update(is_open=False)
    response = post_json({"body": "too late"})
    assert (response.status_code, error_of(response)["code"]) == (409, "thread_closed")


@pytest.mark.parametrize("key", ["nowhere", "%00", "%ff", "a%2Fb", "..", "x" * 300])
def test_an_article_that_is_not_there(post_json, key):
    response = post_json({"body": "hello"}, key=key)
    assert response.status_code == 404
    assert error_of(response)["code"] in ("article_not_found", "not_found")


def test_a_reply_needs_a_published_parent(post_json, send, approve):
    parent = send("question?")
    refused = post_json({"body": "answer", "parent": str(parent.uuid)})
    assert error_of(refused)["code"] == "parent_not_found"
    approve(parent)
    assert post_json({"body": "answer", "parent": str(parent.uuid)}).status_code == 202


def test_a_crash_on_the_way_is_told_as_such(post_json, monkeypatch):
    def fall(*args, **fields):
        raise RuntimeError("out of order")

    monkeypatch.setattr("rejoinder.comments.services.submit.Comment.objects.create", fall)
    response = post_json({"body": "hello"})
    assert (response.status_code, error_of(response)["code"]) == (500, "server_error")
    assert b"out of order" not in response.content
    assert not Comment.objects.exists()


def test_a_publisher_sends_for_its_readers(post_json, api_key, environment):
    environment(comments_per_minute=1)
    for reader in ("one", "two", "three"):
        sent = post_json({"body": "the same words", "reader": reader}, Authorization=api_key)
        assert sent.status_code == 202
    again = post_json({"body": "the same words", "reader": "two"}, Authorization=api_key)
    assert error_of(again)["code"] == "duplicate_comment"


def test_a_key_speaks_for_its_own_site_only(post_json, client, now, api_key):
    from rejoinder.comments.services.api_keys import add_api_key
    from rejoinder.moderation.services.sites import add_site

    other = add_site(key="other", name="Other", language="en", now=now)
    foreign = f"Bearer {add_api_key(site=other, name='x', now=now)}"
    response = post_json({"body": "hello"}, Authorization=foreign)
    assert (response.status_code, error_of(response)["code"]) == (404, "article_not_found")


@pytest.mark.parametrize("header", ["Bearer rj_wrong", "Basic dXNlcjpwYXNz", "Bearer", "nonsense", "Bearer \udcff"])
def test_a_key_that_is_not_valid_is_refused_not_ignored(post_json, header):
    response = post_json({"body": "hello"}, Authorization=header)
    assert (response.status_code, error_of(response)["code"]) == (401, "key_not_valid")
    assert not Comment.objects.exists()


def test_a_revoked_key_is_not_valid(post_json, api_key):
    from rejoinder.comments.models import ApiKey

    ApiKey.objects.update(revoked_at=timezone.now() - timedelta(seconds=1))
    response = post_json({"body": "hello"}, Authorization=api_key)
    assert (response.status_code, error_of(response)["code"]) == (401, "key_not_valid")
