"""Publishing: the same rows give the same bytes, an outbox that is emptied, and files that are whole at any instant."""

import json
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from rejoinder.comments.models import Article, Status
from rejoinder.moderation.verifying import Mismatch
from rejoinder.publishing import services, store
from rejoinder.publishing.errors import PageNotFound
from rejoinder.publishing.folders import Directory
from rejoinder.publishing.renderer import renderer_version
from rejoinder.publishing.rendering import FIRST_SHOWN, render
from rejoinder.publishing.renewing import articles_to_renew
from rejoinder.publishing.services import publish, publish_stale
from rejoinder.publishing.store import folder_of, read_head, with_encodings, write
from rejoinder.publishing.verifying import verify_pages
from tests.conftest import NOW
from tests.threads import entries


@pytest.fixture
def folder(article, data_dir):
    """Where the article's files lie."""
    return folder_of(article, data_dir).path


def bodies(shown):
    return [entry.comment.body for entry in shown]


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
        head = read_head(Directory(folder))
        assert {path.name for path in folder.iterdir()} == {*with_encodings(head.files.values()), "head.json"}
        assert b"hello" not in b"".join(p.read_bytes() for p in folder.iterdir()) or head.comments


@pytest.mark.parametrize("step", ["write", "flush", "rename", "after the first file"])
def test_a_crash_while_writing_leaves_whole_pages(article, send, approve, data_dir, folder, monkeypatch, step):
    publish(article_pk=article.pk, root=data_dir)
    before = read_head(Directory(folder))
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
        patch.setattr(os, name, crash)
        with pytest.raises(SystemExit):
            publish(article_pk=article.pk, root=data_dir)
    assert read_head(Directory(folder)) == before
    for file in before.files.values():
        assert (folder / file).is_file()
    assert Article.objects.stale().exists(), "it is still in the outbox"
    assert publish_stale(root=data_dir) == 1
    assert {path.name for path in folder.iterdir()} == {
        *with_encodings(read_head(Directory(folder)).files.values()),
        "head.json",
    }


def test_what_can_t_be_written_stays_in_the_outbox_and_others_go_on(article, data_dir, monkeypatch, caplog):
    other = Article.objects.create(site=article.site, key="other", label="Other")
    real = store.write

    def full_for_one(published, folder):
        if folder.path.name == str(article.uuid):
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


def test_what_a_crash_left_beside_the_pages_is_found_and_removed(article, data_dir, folder):
    publish(article_pk=article.pk, root=data_dir)
    (folder / "0123.html").write_text("never named")
    assert list(articles_to_renew(root=data_dir)) == [article.pk]
    touched = datetime.fromtimestamp(folder.stat().st_mtime, UTC)
    assert list(articles_to_renew(root=data_dir, since=touched + timedelta(seconds=1))) == []
    assert list(articles_to_renew(root=data_dir, since=touched - timedelta(seconds=1))) == [article.pk]
    publish(article_pk=article.pk, root=data_dir)
    assert list(articles_to_renew(root=data_dir)) == []
    assert not (folder / "0123.html").exists()


@pytest.mark.parametrize("damage", ["", "{", "[]", "null", '{"article": "x"}', "\ufffe"])
def test_a_damaged_head_is_no_head(article, data_dir, folder, damage):
    publish(article_pk=article.pk, root=data_dir)
    (folder / "head.json").write_text(damage)
    assert read_head(Directory(folder)) is None
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
    assert bodies(entries(article, "oldest", 1)) == ["a", "a1", "a11", "a2", "b", "b1"]
    assert bodies(entries(article, "newest", 1)) == ["b", "b1", "a", "a1", "a11", "a2"]
    assert [entry.depth for entry in entries(article, "oldest", 1)] == [0, 1, 2, 1, 0, 1]


def test_a_deep_thread_is_no_problem(article, send, approve):
    parent = None
    for number in range(60):
        comment = send(f"level {number}", **({"parent": parent.uuid} if parent else {}))
        approve(comment)
        parent = comment
    assert max(entry.depth for entry in entries(article, "oldest", 1)) == 59
    assert json.loads(render(article).contents[render(article).head.files["json/oldest/1"]])["count"] == 60


def test_full_pages_stay_as_they_are(article, send, approve, monkeypatch):
    monkeypatch.setattr("rejoinder.publishing.threads.ROOTS_PER_PAGE", 3)
    for number in range(3):
        approve(send(f"comment {number}"))
    first = bodies(entries(article, "oldest", 1))
    approve(send("one more"))
    assert bodies(entries(article, "oldest", 1)) == first
    assert bodies(entries(article, "newest", 1)) == ["one more"]
    assert bodies(entries(article, "newest", 2)) == first[::-1]


def test_the_first_page_is_drawn_unasked_and_others_when_asked_for(article, send, approve, data_dir, folder):
    approve(send("hello"))
    publish(article_pk=article.pk, root=data_dir)
    assert sorted(read_head(Directory(folder)).files) == sorted(FIRST_SHOWN)
    publish(article_pk=article.pk, root=data_dir, also=["feed"])
    publish(article_pk=article.pk, root=data_dir, also=["html/newest/1"])
    head = read_head(Directory(folder))
    assert sorted(head.files) == sorted((*FIRST_SHOWN, "feed", "html/newest/1")), "what others asked for stays"
    assert {path.name for path in folder.iterdir()} == {*with_encodings(head.files.values()), "head.json"}
    approve(send("another"))
    publish(article_pk=article.pk, root=data_dir)
    assert sorted(read_head(Directory(folder)).files) == sorted(FIRST_SHOWN), "and goes when it is no longer current"


@pytest.mark.parametrize(
    "file", ["html/oldest/0", "html/oldest/2", "html/oldest/01", "html/best/1", "xml/oldest/1", "html/oldest", ""]
)
def test_a_file_that_is_not_one_of_the_article_s_is_not_drawn(article, data_dir, folder, file):
    with pytest.raises(PageNotFound):
        publish(article_pk=article.pk, root=data_dir, also=[file])
    assert not folder.exists()


def test_what_is_decided_while_pages_are_drawn_is_in_them(
    article, send, approve, reject, data_dir, folder, monkeypatch
):
    hello = send("hello")
    approve(hello)
    real, drawn = services.render, []

    def decided_meanwhile(*args, **options):
        published = real(*args, **options)
        if not drawn:
            reject(hello, seen=Status.APPROVED)
        drawn.append(published)
        return published

    monkeypatch.setattr(services, "render", decided_meanwhile)
    publish(article_pk=article.pk, root=data_dir)
    assert len(drawn) == 2, "drawn once before the lock and once under it"
    assert b"hello" not in b"".join(path.read_bytes() for path in folder.iterdir())
    assert not Article.objects.stale().exists()


def test_the_head_is_written_last_also_when_pages_are_drawn_again(article, send, approve, data_dir, monkeypatch):
    comment, order = send("hello"), []
    draw, put = services.render, Directory.write

    def decided_meanwhile(*args, **options):
        published = draw(*args, **options)
        if comment.status == Status.PENDING:
            approve(comment)
            comment.refresh_from_db()
        return published

    def noted(self, files):
        files = list(files)
        order.extend(name for name, _ in files)
        put(self, files)

    monkeypatch.setattr(services, "render", decided_meanwhile)
    monkeypatch.setattr(Directory, "write", noted)
    publish(article_pk=article.pk, root=data_dir)
    assert len(order) == 2 * 6 + 1, "contents before the lock, and those of what was decided meanwhile"
    assert order.index("head.json") == 12


def test_what_is_remembered_is_what_would_be_drawn(article, site, send, approve, reject, pick, settings):
    root, other = send("root", author_name="Ada"), send("other", at=NOW + timedelta(minutes=1))
    approve(root)
    approve(other)
    reply = send("reply", parent=root.uuid)
    approve(reply)

    def close(**fields):
        Article.objects.filter(pk=article.pk).update(**fields)

    def speak(**fields):
        type(site).objects.filter(pk=site.pk).update(**fields)

    changes = [
        lambda: None,
        lambda: pick(other),
        lambda: reject(root, seen=Status.APPROVED),
        lambda: close(is_open=False),
        lambda: close(key="elsewhere"),
        lambda: speak(time_zone="Asia/Baghdad"),
        lambda: speak(language="ckb"),
        lambda: type(reply).objects.filter(pk=reply.pk).update(language="tr"),
        lambda: _written_by_staff(site, reply),
    ]
    for change in changes:
        render(Article.objects.select_related("site").get(pk=article.pk), remember=True)
        change()
        changed = Article.objects.select_related("site").get(pk=article.pk)
        assert render(changed, remember=True) == render(changed)


def _written_by_staff(site, comment):
    from rejoinder.comments.models import Reader
    from rejoinder.comments.triggers import drop_guards
    from rejoinder.moderation.triggers import ALL_GUARDS

    drop_guards(connection, ALL_GUARDS)
    reader = Reader.objects.create(site=site, display_name="Ada", is_staff=True, created_at=NOW)
    type(comment).objects.filter(pk=comment.pk).update(reader=reader)


@pytest.fixture
def pick(moderator, now):
    """Picks a comment."""
    from rejoinder.moderation.models import Pick

    return lambda comment: Pick.objects.create(comment=comment, picked_by=moderator, picked_at=now)


def test_files_lie_compressed_beside_themselves(article, data_dir, folder):
    import gzip

    import brotli

    publish(article_pk=article.pk, root=data_dir)
    for name in read_head(Directory(folder)).files.values():
        content = (folder / name).read_bytes()
        assert brotli.decompress((folder / f"{name}.br").read_bytes()) == content
        assert gzip.decompress((folder / f"{name}.gz").read_bytes()) == content


def test_rebuilding_believes_nothing_that_lies_there_or_is_remembered(article, site, send, approve, data_dir, folder):
    approve(send("hello"))
    publish(article_pk=article.pk, root=data_dir)
    for path in folder.glob("*.html"):
        path.write_text("damaged")
    with pytest.raises(Mismatch):
        verify_pages(site, root=data_dir)
    publish(article_pk=article.pk, root=data_dir)
    with pytest.raises(Mismatch):
        verify_pages(site, root=data_dir)
    publish(article_pk=article.pk, root=data_dir, remember=False)
    assert verify_pages(site, root=data_dir) == len(FIRST_SHOWN)


def test_what_another_swept_away_meanwhile_is_written_again(article, send, approve, data_dir):
    approve(send("kept whole"))
    published = publish(article_pk=article.pk, root=data_dir)
    folder = folder_of(article, data_dir)
    lost = next(folder.path.glob("*.br"))
    lost.unlink()  # as a publisher with an older head does, between our contents and our lock
    write(published, folder)
    assert lost.exists()
