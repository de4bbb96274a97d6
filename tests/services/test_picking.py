"""Picks: who may pick what, what the log says of it, and what becomes of a pick whose comment is withdrawn."""

import json

import pytest

from rejoinder.accounts.models import User
from rejoinder.comments.errors import CommentNotFound
from rejoinder.comments.models import Article, Status
from rejoinder.moderation.errors import NotAModerator, NotPublished
from rejoinder.moderation.models import AuditEntry, Pick
from rejoinder.moderation.services.picking import set_pick
from rejoinder.publishing.rendering import render
from rejoinder.publishing.services import publish, publish_stale
from rejoinder.publishing.threads import page_count, shape_of
from tests.threads import entries


def bodies(shown):
    return [entry.comment.body for entry in shown]


@pytest.fixture
def published(send, approve):
    """A published comment."""

    def published_(body, **fields):
        comment = send(body, **fields)
        approve(comment)
        return comment

    return published_


def test_a_pick_is_audited_and_makes_the_pages_anew(article, published, moderator, data_dir, now):
    comment = published("well said")
    publish(article_pk=article.pk, root=data_dir)
    for _ in range(2):
        set_pick(comment=comment.uuid, picked=True, user=moderator, now=now)
    (entry,) = AuditEntry.objects.filter(action__startswith="pick.")
    assert (entry.action, entry.actor_name, entry.details) == ("pick.added", "Mina", {"comment": str(comment.uuid)})
    assert Article.objects.stale().get() == article
    assert publish_stale(root=data_dir) == 1
    set_pick(comment=comment.uuid, picked=False, user=moderator, now=now)
    set_pick(comment=comment.uuid, picked=False, user=moderator, now=now)
    assert [e.action for e in AuditEntry.objects.filter(action__startswith="pick.").order_by("id")] == [
        "pick.added",
        "pick.removed",
    ]
    assert not Pick.objects.exists()


def test_only_what_readers_can_read_is_picked(send, reject, moderator, now):
    comment = send("hello")
    with pytest.raises(NotPublished):
        set_pick(comment=comment.uuid, picked=True, user=moderator, now=now)
    reject(comment)
    with pytest.raises(NotPublished):
        set_pick(comment=comment.uuid, picked=True, user=moderator, now=now)
    assert not Pick.objects.exists()


def test_strangers_pick_nothing(published, article, moderator, now):
    comment = published("hello")
    stranger = User.objects.create_user("stranger@example.org")
    with pytest.raises(NotAModerator):
        set_pick(comment=comment.uuid, picked=True, user=stranger, now=now)
    with pytest.raises(CommentNotFound):
        set_pick(comment=article.uuid, picked=True, user=moderator, now=now)


def test_a_withdrawn_comment_loses_its_pick_for_good(published, approve, reject, moderator, article, now):
    comment = published("hello")
    set_pick(comment=comment.uuid, picked=True, user=moderator, now=now)
    reject(comment, seen=Status.APPROVED)
    assert not Pick.objects.exists()
    assert AuditEntry.objects.filter(action="pick.removed").count() == 1
    approve(comment, seen=Status.WITHDRAWN)
    (entry,) = entries(article, "oldest", 1)
    assert not entry.pick


def test_html_json_and_feed_show_the_pick(article, published, moderator, now):
    plain, picked = published("plain words"), published("picked words", author_name="Ada")
    set_pick(comment=picked.uuid, picked=True, user=moderator, now=now)
    made = render(article)
    document = json.loads(made.contents[made.head.files["json/oldest/1"]])
    assert {c["id"]: c["is_pick"] for c in document["comments"]} == {str(plain.uuid): False, str(picked.uuid): True}
    alone = json.loads(made.contents[made.head.files["json/picks/1"]])
    assert ([c["id"] for c in alone["comments"]], alone["pages"], alone["count"]) == ([str(picked.uuid)], 1, 2)
    assert made.contents[made.head.files["html/oldest/1"]].decode().count("badge is-pick") == 1
    assert made.contents[made.head.files["feed"]].decode().count('<category term="pick"') == 1


def test_picks_alone_the_last_picked_first_each_with_its_parent(article, published, moderator, now):
    from datetime import timedelta

    root = published("root")
    reply = published("reply", parent=root.uuid)
    other = published("other")
    for number, comment in enumerate((other, reply)):
        set_pick(comment=comment.uuid, picked=True, user=moderator, now=now + timedelta(seconds=number))
    shown = entries(article, "picks", 1)
    assert bodies(shown) == ["reply", "other"]
    assert [(entry.depth, entry.parent) for entry in shown] == [(0, root), (0, None)]


def test_the_most_discussed_first_and_of_equals_the_older(article, published, reject):
    a, b, c, d = (published(name) for name in "abcd")
    for number in range(2):
        published(f"b{number}", parent=b.uuid)
        published(f"d{number}", parent=d.uuid)
    published("a0", parent=a.uuid)
    gone = published("c0", parent=c.uuid)
    reject(gone, seen=Status.APPROVED)
    roots = [entry.comment.body for entry in entries(article, "discussed", 1) if not entry.depth]
    assert roots == ["b", "d", "a", "c"], "a withdrawn reply counts for nothing"


def test_a_selection_has_one_page(article, published, monkeypatch):
    monkeypatch.setattr("rejoinder.publishing.threads.ROOTS_PER_PAGE", 2)
    roots = [published(f"comment {number}") for number in range(5)]
    published("answer", parent=roots[4].uuid)
    pages = shape_of(article)
    assert [page_count(pages, order) for order in ("oldest", "newest", "discussed", "picks")] == [3, 3, 1, 1]
    assert bodies(entries(article, "discussed", 1)) == ["comment 4", "answer", "comment 0"]
    files = render(article).head.files
    assert "json/newest/3" in files and "json/discussed/1" in files and "json/discussed/2" not in files
