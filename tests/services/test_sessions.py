"""Readers' sessions: opaque, of one site, over after 90 days unused; and comments that bear their reader."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from rejoinder.comments.errors import ReaderBlocked, SessionEnded
from rejoinder.comments.models import Comment, Reader, ReaderSession
from rejoinder.comments.services.submit import Limits, NewComment, Sender, submit_comment
from rejoinder.comments.sessions import end_session, reader_of, start_session


@pytest.fixture
def reader(site, now):
    return Reader.objects.create(site=site, display_name="Mina", email="mina@example.org", created_at=now)


@pytest.fixture
def other_site(db, now):
    from rejoinder.moderation.services.sites import add_site

    return add_site(key="rojgar", name="Rojgar", language="ckb", now=now)


def bearer(token):
    return {"HTTP_AUTHORIZATION": f"Bearer {token}"}


def test_a_session_is_its_readers(reader, site, now):
    token = start_session(reader=reader, now=now)
    assert reader_of(bearer(token), site=site, now=now) == reader
    assert reader_of({"HTTP_AUTHORIZATION": f"bearer  {token} "}, site=site, now=now) == reader


def test_without_a_token_one_is_a_guest(site, now):
    assert reader_of({}, site=site, now=now) is None


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Bearer rjs_no", "Basic abc", "Bearer \ud800", "Bearer é"])
def test_a_token_that_does_not_hold_is_refused_and_is_no_guest(reader, site, now, header):
    start_session(reader=reader, now=now)
    with pytest.raises(SessionEnded):
        reader_of({"HTTP_AUTHORIZATION": header}, site=site, now=now)


def test_the_hash_that_is_kept_is_no_token(reader, site, now):
    start_session(reader=reader, now=now)
    with pytest.raises(SessionEnded):
        reader_of(bearer(ReaderSession.objects.get().token_sha256), site=site, now=now)


def test_a_session_of_one_site_is_none_of_another(reader, other_site, now):
    with pytest.raises(SessionEnded):
        reader_of(bearer(start_session(reader=reader, now=now)), site=other_site, now=now)


def test_ninety_days_unused_end_a_session_and_use_prolongs_it(reader, site, now):
    token = start_session(reader=reader, now=now)
    used = now + timedelta(days=89)
    assert reader_of(bearer(token), site=site, now=used) == reader
    assert reader_of(bearer(token), site=site, now=used + timedelta(days=89)) == reader
    with pytest.raises(SessionEnded):
        reader_of(bearer(token), site=site, now=used + timedelta(days=89 + 90))


def test_reading_seldom_writes(reader, site, now, django_assert_num_queries):
    token = start_session(reader=reader, now=now)
    with django_assert_num_queries(1):
        reader_of(bearer(token), site=site, now=now + timedelta(minutes=59))


def test_a_session_that_was_ended_is_over(reader, site, now):
    token, other = start_session(reader=reader, now=now), start_session(reader=reader, now=now)
    end_session(token=token)
    with pytest.raises(SessionEnded):
        reader_of(bearer(token), site=site, now=now)
    assert reader_of(bearer(other), site=site, now=now) == reader


def test_a_blocked_reader_is_told_so(reader, site, now):
    token = start_session(reader=reader, now=now)
    Reader.objects.update(blocked_at=now)
    with pytest.raises(ReaderBlocked):
        reader_of(bearer(token), site=site, now=now)


def test_a_comment_bears_its_reader_for_good(reader, send, article, now):
    limits = Limits(chars=100, per_minute=0)
    new = NewComment(body="By Mina", author_name="Mina")
    comment = submit_comment(
        article_key=article.key, new=new, sender=Sender("key", reader=reader), limits=limits, now=now
    )
    assert Comment.objects.get(pk=comment.pk).reader == reader
    other = Reader.objects.create(site=reader.site, created_at=now)
    for someone in (other, None):
        with pytest.raises(IntegrityError), transaction.atomic():
            Comment.objects.update(reader=someone)
    guest = send("By a guest")
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=guest.pk).update(reader=other)


def test_a_reader_blocked_or_erased_meanwhile_or_of_another_site_sends_nothing(reader, other_site, article, now):
    stranger = Reader.objects.create(site=other_site, created_at=now)
    blocked = Reader.objects.create(site=reader.site, created_at=now, blocked_at=now)
    erased = Reader.objects.create(site=reader.site, created_at=now, erased_at=now)
    for sender, error in ((stranger, SessionEnded), (blocked, ReaderBlocked), (erased, SessionEnded)):
        with pytest.raises(error):
            submit_comment(
                article_key=article.key,
                new=NewComment(body="Hello"),
                sender=Sender("key", reader=sender),
                limits=Limits(chars=100, per_minute=0),
                now=now,
            )
    assert not Comment.objects.exists()


def test_a_verified_address_is_one_readers(reader, site, other_site, now):
    Reader.objects.filter(pk=reader.pk).update(email_verified_at=now)
    Reader.objects.create(site=other_site, email="mina@example.org", email_verified_at=now, created_at=now)
    Reader.objects.create(site=site, email="mina@example.org", created_at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Reader.objects.create(site=site, email="mina@example.org", email_verified_at=now, created_at=now)
