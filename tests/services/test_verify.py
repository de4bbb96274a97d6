"""Verifying: whatever is changed behind our back, from a letter of a body to a page file, is found and named."""

import pytest
from django.db import connection

from rejoinder.comments.models import Article, Comment, Status
from rejoinder.comments.triggers import drop_guards
from rejoinder.moderation.models import Decision
from rejoinder.moderation.triggers import ALL_GUARDS
from rejoinder.moderation.verifying import Mismatch, verify_guards, verify_site
from rejoinder.publishing.rendering import FIRST_SHOWN
from rejoinder.publishing.services import publish_stale
from rejoinder.publishing.store import folder_of
from rejoinder.publishing.verifying import verify_pages


@pytest.fixture
def newsroom(site, send, approve, reject, data_dir):
    """A site with a decision of every kind, published, and its guards taken away by someone at the console."""
    one, two, three = send("one"), send("two words"), send("three")
    approve(one)
    reject(two, "threats", spans=[(0, 3)])
    approve(three)
    reject(three, seen=Status.APPROVED)
    send("undecided")
    publish_stale(root=data_dir)
    verify_guards()
    assert verify_site(site).decisions == 4
    assert verify_pages(site, root=data_dir) == len(FIRST_SHOWN)
    drop_guards(connection, ALL_GUARDS)
    return site


def test_a_guard_that_is_gone_is_named(newsroom):
    with pytest.raises(Mismatch, match="comments_comment_no_update is missing"):
        verify_guards()


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE comments_comment SET body = 'One' WHERE body = 'one'", "the body is not the one that was submitted"),
        ("UPDATE comments_comment SET body = 'x' WHERE body = 'undecided'", "the body is not the one"),
        ("UPDATE comments_comment SET body_sha256 = 'x' WHERE body = 'one'", "body_sha256 differs from the record"),
        (
            "UPDATE comments_comment SET status = 'approved', decided_at = submitted_at WHERE body = 'undecided'",
            "is approved, but was decided pending",
        ),
        ("UPDATE comments_comment SET status = 'pending' WHERE body = 'one'", "is pending, but was decided approved"),
        ("UPDATE comments_comment SET status = 'rejected' WHERE body = 'three'", "was decided withdrawn"),
        ("UPDATE moderation_decision SET outcome = 'approve' WHERE sequence = 2", "decision 2 .*outcome differs"),
        ("UPDATE moderation_decision SET guideline = 'vulgarity' WHERE sequence = 2", "decision 2 .*guideline differs"),
        ("UPDATE moderation_decision SET actor_name = 'Nobody' WHERE sequence = 1", "decision 1 .*actor differs"),
        ("UPDATE moderation_decision SET actor_kind = 'machine' WHERE sequence = 1", "decision 1 .*actor differs"),
        ("UPDATE moderation_decision SET evidence = '[]' WHERE sequence = 2", "decision 2 .*evidence differs"),
        ("UPDATE moderation_decision SET record = '{}' WHERE sequence = 3", "decision 3 .*hash does not follow"),
        ("UPDATE moderation_decision SET hash = 'x' WHERE sequence = 1", "decision 1 .*hash does not follow"),
        ("UPDATE moderation_decision SET previous_hash = 'x' WHERE sequence = 3", "decision 3 .*hash does not follow"),
        ("UPDATE moderation_decision SET sequence = 9 WHERE sequence = 4", "decision 4 is missing"),
        ("DELETE FROM moderation_decision WHERE sequence = 1", "decision 1 is missing"),
        ("DELETE FROM moderation_decision WHERE sequence = 2", "decision 2 is missing"),
        ("DELETE FROM moderation_decision WHERE sequence = 4", "comment .*is withdrawn, but was decided approved"),
    ],
)
def test_a_change_behind_our_back_is_found_and_named(newsroom, statement, named):
    with connection.cursor() as cursor:
        cursor.execute(statement)
    with pytest.raises(Mismatch, match=named) as found:
        verify_site(newsroom)
    assert str(found.value).startswith("gazette: ")


def test_a_decision_rewritten_with_its_hash_breaks_the_next(newsroom):
    from rejoinder.moderation.chain import hash_of

    first = Decision.objects.get(sequence=1)
    record = first.record.replace("Mina", "Nina")
    Decision.objects.filter(sequence=1).update(record=record, hash=hash_of(record), actor_name="Nina")
    with pytest.raises(Mismatch, match=r"decision 2 .*hash does not follow"):
        verify_site(newsroom)


def test_a_decision_moved_to_another_comment_is_found(newsroom):
    other = Comment.objects.get(body="undecided")
    Decision.objects.filter(sequence=1).update(comment=other)
    with pytest.raises(Mismatch, match=r"decision 1 .*comment differs"):
        verify_site(newsroom)


def test_the_mismatch_holds_no_comment_text(newsroom):
    Comment.objects.filter(body="one").update(body="SECRETWORDS")
    with pytest.raises(Mismatch) as found:
        verify_site(newsroom)
    assert "SECRETWORDS" not in str(found.value)
    assert str(Comment.objects.get(body="SECRETWORDS").uuid) in str(found.value)


def _change_a_page(folder):
    page = next(folder.glob("*.html"))
    page.write_bytes(page.read_bytes().replace(b"one", b"One"))
    return page.name


def _lose_a_page(folder):
    page = next(folder.glob("*.json"))
    while page.name == "head.json":
        page = next(path for path in folder.glob("*.json") if path.name != "head.json")
    page.unlink()
    return page.name


def _damage_the_head(folder):
    (folder / "head.json").write_text("{")
    return "head is missing or damaged"


def _point_the_head_elsewhere(folder):
    head = folder / "head.json"
    head.write_text(head.read_text().replace('"comments": 1', '"comments": 2'))
    return "head is not what the decisions say"


@pytest.mark.parametrize("change", [_change_a_page, _lose_a_page, _damage_the_head, _point_the_head_elsewhere])
def test_a_changed_page_is_found_and_named(newsroom, article, data_dir, change):
    named = change(folder_of(article, data_dir).path)
    with pytest.raises(Mismatch, match=named):
        verify_pages(newsroom, root=data_dir)


def test_a_changed_name_shows_in_the_pages(newsroom, data_dir):
    Comment.objects.filter(body="one").update(author_name="Someone Else")
    with pytest.raises(Mismatch, match="not what the decisions say"):
        verify_pages(newsroom, root=data_dir)


def test_what_waits_in_the_outbox_is_not_compared(newsroom, send, approve, data_dir):
    approve(send("new"))
    assert Article.objects.stale().exists()
    assert verify_pages(newsroom, root=data_dir) == 0
    publish_stale(root=data_dir)
    assert verify_pages(newsroom, root=data_dir) == len(FIRST_SHOWN)
