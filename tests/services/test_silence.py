"""No comment text in logs: whatever goes wrong, a line names ids, classes and places, and none of a reader's words."""

import logging
import logging.config
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.test import Client

from rejoinder.comments.models import Comment
from rejoinder.moderation.services.assessing import assess_batch, claim_due
from rejoinder.publishing.services import publish_stale
from rejoinder.widget.receipts import receipt_token

SECRET = "qzsecretqz"


@pytest.fixture
def log(caplog):
    """All that is logged, formatted as an installation formats it."""
    configurator = logging.config.DictConfigurator(settings.LOGGING)
    caplog.handler.setFormatter(configurator.configure_formatter(settings.LOGGING["formatters"]["line"]))
    # At DEBUG, which no installation is set to, Django tells every statement with its values.
    caplog.set_level(logging.WARNING, logger="django.db.backends")
    caplog.set_level(logging.DEBUG)
    return caplog


def fall(*args, **fields):
    """Fails as a library does that tells what it was given."""
    raise ValueError(f"can't read {SECRET}: {args} {fields}")


@pytest.mark.parametrize(
    "body",
    [f"{SECRET}", f"{SECRET}\\ud800", f"{SECRET}\\u0000", SECRET * 1200, f"{SECRET}\\u0007", "\\u200f"],
    ids=["taken", "surrogate", "nul", "too long", "control", "empty"],
)
def test_submitting_and_refusing_is_silent(article, log, body):
    client = Client(raise_request_exception=False)
    for key in ("pumps", "nowhere"):
        for _ in range(2):
            raw = f'{{"body": "{body}", "author_name": "{SECRET}", "parent": null}}'
            client.post(f"/api/v1/articles/{key}/comments", raw, content_type="application/json")
            client.post(f"/articles/{key}/comments", {"body": body}, content_type="application/x-www-form-urlencoded")
    assert SECRET not in log.text


@pytest.mark.parametrize(
    "place",
    [
        "rejoinder.comments.services.submit.Comment.objects.create",
        "rejoinder.comments.services.submit.check_body",
        "rejoinder.api.comments.sender_of",
        "rejoinder.widget.views.sender_here",
        "rejoinder.widget.views.render",
        "rejoinder.publishing.serving.draw_current",
    ],
)
def test_a_crash_is_told_without_what_was_written(article, log, monkeypatch, place):
    monkeypatch.setattr(place, fall)
    client = Client(raise_request_exception=False)
    client.post("/api/v1/articles/pumps/comments", {"body": SECRET}, content_type="application/json")
    client.post("/articles/pumps/comments", f"body={SECRET}", content_type="application/x-www-form-urlencoded")
    client.post("/articles/pumps/comments", "body=", content_type="application/x-www-form-urlencoded")
    client.get("/articles/pumps")
    assert "ValueError" in log.text
    assert "in fall" in log.text, "the place is told"
    assert SECRET not in log.text


def test_what_caused_a_crash_is_told_without_it_too(article, log, monkeypatch):
    def fall_twice(*args, **fields):
        try:
            fall()
        except ValueError as error:
            raise RuntimeError(SECRET) from error

    monkeypatch.setattr("rejoinder.publishing.serving.draw_current", fall_twice)
    Client(raise_request_exception=False).get("/articles/pumps")
    assert "RuntimeError" in log.text and "ValueError" in log.text
    assert SECRET not in log.text


def test_a_receipt_s_address_is_not_told(send, log, monkeypatch):
    comment = send("hello")
    monkeypatch.setattr("rejoinder.widget.receipt_pages.page_context", fall)
    client = Client(raise_request_exception=False)
    assert client.get(f"/receipts/{receipt_token(comment)}").status_code == 500
    assert comment.uuid.hex not in log.text
    assert "/receipts/…" in log.text


@pytest.mark.parametrize(
    "place", ["rejoinder.moderation.services.assessing.assess", "rejoinder.moderation.services.assessing.recommend"]
)
def test_a_worker_that_stumbles_goes_on_in_silence(send, log, monkeypatch, place, now):
    comment = send(SECRET)
    monkeypatch.setattr(place, fall)
    (claimed,) = claim_due(limit=1, lease=timedelta(minutes=1), now=now)
    assess_batch(claimed=[claimed], clock=lambda: now, stop=lambda: False)
    assert f"comment {comment.pk}: assessment failed: ValueError" in log.text
    assert SECRET not in log.text


def test_an_article_that_can_t_be_rendered_holds_up_no_other(send, approve, article, data_dir, log, monkeypatch):
    approve(send(SECRET))
    monkeypatch.setattr("rejoinder.publishing.services.render", fall)
    assert publish_stale(root=data_dir) == 0
    assert f"article {article.pk}: pages can't be made: ValueError" in log.text
    assert SECRET not in log.text


def test_a_database_s_error_is_told_without_the_row(send, log):
    comment = send(SECRET)
    fields = {field.attname: getattr(comment, field.attname) for field in Comment._meta.concrete_fields}
    try:
        with transaction.atomic():
            Comment.objects.bulk_create([Comment(**fields)])
    except DatabaseError:
        logging.getLogger("rejoinder").exception("as a careless line would tell it")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE comments_comment SET body = '{SECRET}!'")
    assert "IntegrityError" in log.text
    assert SECRET not in log.text
