"""Publishing: the same rows give the same bytes, an outbox that is emptied, and files that are whole at any instant."""

import json
import os
from dataclasses import replace

import pytest

from rejoinder.comments.models import Article, Status
from rejoinder.publishing import store
from rejoinder.publishing.renderer import renderer_version
from rejoinder.publishing.rendering import render
from rejoinder.publishing.services import articles_to_renew, publish, publish_stale
from rejoinder.publishing.store import folder_of, read_head
from rejoinder.publishing.threads import in_order, pages_of


@pytest.fixture
def folder(article, data_dir):
    """Where the article's files lie."""
    return folder_of(article, data_dir)


def bodies(entries):
    return [entry.comment.body for entry in entries]


def test_the_same_rows_give_the_same_bytes(article, send, approve):
    empty = render(article)
    assert render(article) == empty
    approve(send("hello"))
    article.refresh_from_db()
    full = render(article)
    assert render(article) == full
    assert full != empty


def test_a_decision_puts_the_article_into_the_outbox(article, send, approve, data_dir):
    publish(article_pk=article.pk, root=data_dir)
    assert not Article.objects.stale().exists()
    comment = send("hello")
    assert not Article.objects.stale().exists(), "nothing public has changed"
    approve(comment)
    assert Article.objects.stale().get() == article
    assert publish_stale(root=data_dir) == 1
    assert publish_stale(root=data_dir) == 0


def test_a_rejection_of_what_was_never_public_changes_no_page(article, send, reject, data_dir):
    publish(article_pk=article.pk, root=data_dir)
    reject(send("hello"))
    assert not Article.objects.stale().exists()


def test_every_file_of_the_head_is_there_and_no_other(article, send, approve, reject, data_dir, folder):
    comment = send("hello")
    for change in (lambda: approve(comment), lambda: reject(comment, seen=Status.APPROVED)):
        change()
        publish_stale(root=data_dir)
        head = read_head(folder)
        assert {path.name for path in folder.iterdir()} == {*head.files.values(), "head.json"}
        assert b"hello" not in b"".join(p.read_bytes() for p in folder.iterdir()) or head.comments


@pytest.mark.parametrize("step", ["write", "flush", "rename", "after the first file"])
def test_a_crash_while_writing_leaves_whole_pages(article, send, approve, data_dir, folder, monkeypatch, step):
    publish(article_pk=article.pk, root=data_dir)
    before = read_head(folder)
    approve(send("hello"))
    calls = []

    def crash(*args, **fields):
        calls.append(args)
        if step != "after the first file" or len(calls) > 1:
            raise SystemExit
        return real(*args, **fields)

    name, place = {"write": ("fdopen", os), "flush": ("fsync", os), "rename": ("replace", os)}.get(
        step, ("replace", os)
    )
    real = getattr(place, name)
    with monkeypatch.context() as patch:
        patch.setattr(store.os, name, crash)
        with pytest.raises(SystemExit):
            publish(article_pk=article.pk, root=data_dir)
    assert read_head(folder) == before
    for file in before.files.values():
        assert (folder / file).is_file()
    assert Article.objects.stale().exists(), "it is still in the outbox"
    assert publish_stale(root=data_dir) == 1
    assert {path.name for path in folder.iterdir()} == {*read_head(folder).files.values(), "head.json"}


def test_what_can_t_be_written_stays_in_the_outbox_and_others_go_on(article, data_dir, monkeypatch, caplog):
    other = Article.objects.create(site=article.site, key="other", label="Other")
    real = store.write

    def full_for_one(published, folder):
        if folder.name == str(article.uuid):
            raise OSError(28, "No space left on device")
        real(published, folder)

    monkeypatch.setattr("rejoinder.publishing.services.write", full_for_one)
    assert publish_stale(root=data_dir) == 1
    assert [row.pk for row in Article.objects.stale()] == [article.pk]
    assert other.pk not in {row.pk for row in Article.objects.stale()}
    assert "No space left" in caplog.text


def test_pages_of_another_renderer_or_setting_are_renewed(article, data_dir, folder, settings):
    publish(article_pk=article.pk, root=data_dir)
    assert list(articles_to_renew(root=data_dir)) == []
    before = renderer_version()
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, base_url="https://elsewhere.example")
    assert renderer_version() != before, "the feed names its own address"
    assert list(articles_to_renew(root=data_dir)) == [article.pk]


@pytest.mark.parametrize("damage", ["", "{", "[]", "null", '{"article": "x"}', "\ufffe"])
def test_a_damaged_head_is_no_head(article, data_dir, folder, damage):
    publish(article_pk=article.pk, root=data_dir)
    (folder / "head.json").write_text(damage)
    assert read_head(folder) is None
    assert list(articles_to_renew(root=data_dir)) == [article.pk]


def test_a_thread_is_read_depth_first_with_replies_oldest_first(article, send, approve, now):
    from datetime import timedelta

    places = {}
    for number, (name, parent) in enumerate(
        [("a", ""), ("b", ""), ("a1", "a"), ("b1", "b"), ("a2", "a"), ("a11", "a1")]
    ):
        fields = {"parent": places[parent].uuid} if parent else {}
        places[name] = send(name, at=now + timedelta(seconds=number), **fields)
        approve(places[name])
    pages = pages_of(article)
    assert bodies(in_order(pages, "oldest", 1)) == ["a", "a1", "a11", "a2", "b", "b1"]
    assert bodies(in_order(pages, "newest", 1)) == ["b", "b1", "a", "a1", "a11", "a2"]
    assert [entry.depth for entry in in_order(pages, "oldest", 1)] == [0, 1, 2, 1, 0, 1]


def test_a_deep_thread_is_no_problem(article, send, approve):
    parent = None
    for number in range(60):
        comment = send(f"level {number}", **({"parent": parent.uuid} if parent else {}))
        approve(comment)
        parent = comment
    assert max(entry.depth for entry in in_order(pages_of(article), "oldest", 1)) == 59
    assert json.loads(render(article).contents[render(article).head.files["json/oldest/1"]])["count"] == 60


def test_full_pages_stay_as_they_are(article, send, approve, monkeypatch):
    monkeypatch.setattr("rejoinder.publishing.threads.ROOTS_PER_PAGE", 3)
    for number in range(3):
        approve(send(f"comment {number}"))
    first = bodies(in_order(pages_of(article), "oldest", 1))
    approve(send("one more"))
    assert bodies(in_order(pages_of(article), "oldest", 1)) == first
    assert bodies(in_order(pages_of(article), "newest", 1)) == ["one more"]
    assert bodies(in_order(pages_of(article), "newest", 2)) == first[::-1]
