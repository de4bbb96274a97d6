"""Readers at the desk: found by name or address, shown with what became of their comments, blocked and unblocked."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from rejoinder.comments.blocks import require_unblocked
from rejoinder.comments.errors import ReaderBlocked
from rejoinder.comments.models import Comment, Reader
from rejoinder.moderation.models import AuditEntry
from rejoinder.moderation.services.readers import Block, block_reader


@pytest.fixture
def reader(site: Any, now: Any) -> Reader:
    return Reader.objects.create(
        site=site, display_name="Rojin <b>", email="rojin@readers.example", email_verified_at=now, created_at=now
    )


@pytest.fixture
def wrote(reader: Reader, send: Any) -> Any:
    """A comment of the reader."""

    def wrote_(body: str) -> Comment:
        comment = send(body)
        from django.db import connection

        from rejoinder.comments.triggers import COMMENT_GUARD, drop_guards, install_guards

        drop_guards(connection, [COMMENT_GUARD])
        Comment.objects.filter(pk=comment.pk).update(reader=reader)
        install_guards(connection, [COMMENT_GUARD])
        comment.refresh_from_db()
        return comment

    return wrote_


def _list(client: Client, site: Any, **query: str) -> str:
    response = client.get(reverse("desk:readers", args=[site.key]), query)
    assert response.status_code == 200
    return response.content.decode()


def _page(client: Client, site: Any, reader: Reader, query: str = "") -> str:
    response = client.get(reverse("desk:reader", args=[site.key, reader.uuid]) + query)
    assert response.status_code == 200
    return response.content.decode()


def _block(client: Client, site: Any, reader: Reader, **fields: str) -> Any:
    form = {"answer": "block", "reason": "promotion", "days": "7", "note": ""} | fields
    return client.post(reverse("desk:block", args=[site.key, reader.uuid]), form)


@pytest.mark.parametrize(
    ("asked", "found"),
    [("roj", True), ("", True), ("  ROJIN@readers.example ", True), ("readers.example", False), ("zin", False)],
)
def test_a_reader_is_found_by_part_of_the_name_or_the_whole_address(
    site: Any, desk: Client, reader: Reader, asked: str, found: bool
) -> None:
    page = _list(desk, site, q=asked)
    assert ("Rojin &lt;b&gt;" in page) is found
    assert "rojin@readers.example" not in page.replace(asked.strip(), "")


def test_comments_stand_with_what_became_of_them(
    site: Any, desk: Client, reader: Reader, wrote: Any, approve: Any, reject: Any
) -> None:
    approve(wrote("Who signed it?"))
    reject(wrote("I will find you"))
    wrote("And who pays?")
    page = _page(desk, site, reader)
    for told in ("1 published", "1 rejected", "1 waits", "No threats", "Who signed it?", "And who pays?", "Mina"):
        assert told in page, told
    assert "1 published" in _list(desk, site)


def test_pages_of_comments(site: Any, desk: Client, reader: Reader, wrote: Any) -> None:
    for number in range(21):
        wrote(f"comment {number:02}")
    first, second = _page(desk, site, reader), _page(desk, site, reader, "?page=2")
    assert "comment 20" in first and "comment 00" not in first
    assert "comment 00" in second and "comment 20" not in second


def test_a_block_has_a_reason_an_end_and_a_place_in_the_log(site: Any, desk: Client, reader: Reader) -> None:
    assert _block(desk, site, reader, note="three times this week").status_code == 302
    reader.refresh_from_db()
    assert (reader.block_reason, reader.block_note) == ("promotion", "three times this week")
    assert reader.blocked_until - reader.blocked_at == timedelta(days=7)
    entry = AuditEntry.objects.get(action="reader.blocked")
    assert (entry.actor_name, entry.details["reason"]) == ("Mina", "promotion")
    assert "three times" not in str(entry.details)
    page = _page(desk, site, reader)
    assert "Promotion, again and again" in page and "three times this week" in page and "Take the block back" in page
    assert "Rojin" in _list(desk, site, show="blocked")
    assert _block(desk, site, reader, answer="unblock").status_code == 302
    reader.refresh_from_db()
    assert (reader.blocked_at, reader.blocked_until, reader.block_note) == (None, None, "")
    assert "Rojin" not in _list(desk, site, show="blocked")
    log = desk.get(reverse("desk:log", args=[site.key])).content.decode()
    assert "Reader blocked" in log and "Block of a reader taken back" in log and "reader.blocked" not in log
    assert reverse("desk:reader", args=[site.key, reader.uuid]) in log


def test_a_block_ends_of_itself(reader: Reader, now: Any) -> None:
    block_reader(reader=reader, block=Block("abuse", days=1), actor_name="test", now=now)
    reader.refresh_from_db()
    with pytest.raises(ReaderBlocked) as refused:
        require_unblocked(reader, now + timedelta(hours=23))
    assert "until 2026-03-05 12:00" in refused.value.text() and refused.value.code == "reader_blocked"
    require_unblocked(reader, now + timedelta(days=1))
    assert not Reader.objects.blocked(now + timedelta(days=1)).exists()
    assert Reader.objects.unblocked(now + timedelta(days=1)).exists()


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"reason": "mood"}, 422),
        ({"days": "99999"}, 422),
        ({"days": "-1"}, 400),
        ({"note": "x" * 301}, 413),
        ({"answer": "hang"}, 400),
    ],
)
def test_what_makes_no_block_changes_nothing(
    site: Any, desk: Client, reader: Reader, fields: dict[str, str], status: int
) -> None:
    assert _block(desk, site, reader, **fields).status_code == status
    reader.refresh_from_db()
    assert reader.blocked_at is None and not AuditEntry.objects.filter(action="reader.blocked").exists()


def test_nobody_blocks_readers_of_another_site(site: Any, desk: Client, now: Any) -> None:
    from rejoinder.moderation.services.sites import add_site

    other = add_site(key="other", name="Other", language="en", now=now)
    theirs = Reader.objects.create(site=other, created_at=now)
    for key in (site.key, other.key):
        for name in ("reader", "block"):
            address = reverse(f"desk:{name}", args=[key, theirs.uuid])
            answer = desk.get(address) if name == "reader" else desk.post(address, {"answer": "block"})
            assert answer.status_code == 404
    theirs.refresh_from_db()
    assert theirs.blocked_at is None


def test_the_number_of_queries_does_not_grow(
    site: Any, desk: Client, reader: Reader, wrote: Any, reject: Any, now: Any, django_assert_num_queries: Any
) -> None:
    # Session, user, site, what waits; readers, counts; or reader, counts, comments, decisions.
    for count in (1, 7):
        for number in range(count):
            reject(wrote(f"{count} {number}"))
            Reader.objects.create(site=site, created_at=now)
        with django_assert_num_queries(6):
            _list(desk, site)
        with django_assert_num_queries(8):
            _page(desk, site, reader)


def test_a_card_leads_to_its_writer(site: Any, desk: Client, reader: Reader, wrote: Any) -> None:
    wrote("Who signed it?")
    page = desk.get(reverse("desk:queue", args=[site.key])).content.decode()
    assert reverse("desk:reader", args=[site.key, reader.uuid]) in page
