"""A reader's data: handed out whole, erased for good, forgotten by itself; blocks and badges."""

import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from rejoinder.comments.errors import SessionEnded
from rejoinder.comments.models import (
    Article,
    Comment,
    Follow,
    Mute,
    Passkey,
    Reaction,
    Reader,
    ReaderSession,
    SignInCode,
)
from rejoinder.comments.services.submit import Limits, NewComment, Sender, submit_comment
from rejoinder.comments.services.vouched import Vouched, vouched_reader
from rejoinder.comments.sessions import reader_of, start_session
from rejoinder.moderation.models import AuditEntry, MailOutbox, OutcomeNotice
from rejoinder.moderation.services.mailing import claim_mail, queue_mail
from rejoinder.moderation.services.readers import (
    Block,
    block_reader,
    erase_reader,
    exported_reader,
    forget_address,
    set_staff,
    unblock_reader,
)
from rejoinder.moderation.services.retention import forget_what_is_old
from rejoinder.moderation.services.sign_in_codes import send_code

EMAIL = "mina@readers.example"


@pytest.fixture
def reader(site, article, now):
    """A reader of whom everything is kept that can be."""
    reader = Reader.objects.create(
        site=site,
        display_name="Zerîn R.",
        email=EMAIL,
        email_verified_at=now,
        issuer="sso",
        subject="subscriber-42",
        language="ckb",
        created_at=now,
    )
    other = Reader.objects.create(site=site, display_name="Other", created_at=now)
    start_session(reader=reader, now=now)
    Passkey.objects.create(reader=reader, credential_id="id", credential="c", name="my phone", created_at=now)
    new = NewComment(body="What I think", author_name="Zerîn R.")
    sender = Sender("key", "address", reader=reader)
    comment = submit_comment(
        article_key=article.key, new=new, sender=sender, limits=Limits(chars=100, per_minute=0), now=now
    )
    Reaction.objects.create(comment=comment, name="thanks", reader=reader, reacted_at=now)
    Mute.objects.create(reader=reader, muted=other, muted_at=now)
    Follow.objects.create(reader=reader, article=article, followed_at=now)
    queue_mail(
        to=EMAIL, template="sign_in_code", context={"code": "123456", "minutes": 10}, language="en", site=site, now=now
    )
    OutcomeNotice.objects.create(about="comment", comment=comment, address=EMAIL, language="en", created_at=now)
    return reader


TELLING = ("readers.example", "Zer", "subscriber-42", "my phone")


def test_all_that_is_kept_is_handed_out(reader, approve):
    approve(Comment.objects.get())
    told = exported_reader(Reader.objects.get(pk=reader.pk))
    text = json.dumps(told, ensure_ascii=False)
    assert all(word in text for word in TELLING)
    assert told["comments"][0]["body"] == "What I think"
    assert told["comments"][0]["decisions"][0]["outcome"] == "approve"
    assert told["reactions"][0]["name"] == "thanks" and len(told["mutes"]) == len(told["follows"]) == 1
    assert told["sessions"] and told["login"] == {"issuer": "sso", "subject": "subscriber-42"}
    assert "Other" not in text  # whom a reader mutes is theirs; what the other is called is not


def test_whoever_adds_to_what_is_kept_of_readers_thinks_of_handing_it_out_and_of_erasing_it():
    fields = Reader._meta.get_fields(include_hidden=True)
    told = {"uuid", "site", "display_name", "email", "email_verified_at", "issuer", "subject", "language"}
    told |= {"notifications", "wants_replies", "wants_mentions", "mail_hour", "time_zone", "notified_at"}
    told |= {"is_staff", "created_at", "blocked_at", "blocked_until", "block_reason", "block_note"}
    assert {field.name for field in fields if field.concrete} == told | {"id", "erased_at"}
    tied = {(field.related_model.__name__, field.field.name) for field in fields if not field.concrete}
    told = {(name, "reader") for name in ("ReaderSession", "Passkey", "Comment", "Reaction", "Mute", "Follow")}
    assert tied == told | {("Notification", "reader"), ("Mute", "muted")}


def rows():
    """All that stands in the database, as text."""
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found.append(str(cursor.fetchall()))
    return "\n".join(found)


def test_what_is_erased_stands_nowhere_in_the_database(reader, approve, now):
    approve(Comment.objects.get())
    version = Article.objects.get().thread_version
    assert all(word in rows() for word in TELLING)
    erase_reader(reader=reader, actor_name="tests", now=now)
    assert [word for word in TELLING if word in rows()] == []
    comment = Comment.objects.get()
    assert (comment.body, comment.author_name, comment.reader_id) == ("What I think", "", reader.pk)
    assert Article.objects.get().thread_version > version
    assert claim_mail(limit=10, now=now + timedelta(days=1)) == []
    assert AuditEntry.objects.get(action="reader.erased").details == {"reader": str(reader.uuid)}
    erase_reader(reader=reader, actor_name="tests", now=now)


def test_an_erased_reader_is_signed_out_and_comes_back_as_somebody_new(reader, site, now):
    token = start_session(reader=reader, now=now)
    erase_reader(reader=reader, actor_name="tests", now=now)
    with pytest.raises(SessionEnded):
        reader_of({"HTTP_AUTHORIZATION": f"Bearer {token}"}, site=site, now=now)
    again = vouched_reader(site=site, vouched=Vouched("sso", "subscriber-42", "Zerîn R."), language="en", now=now)
    assert again.pk != reader.pk and not again.comments.exists()


def test_a_guests_address_is_erased_on_request(reader, site, send, now):
    guest = "guest@readers.example"
    OutcomeNotice.objects.create(
        about="comment", comment=Comment.objects.get(), address=guest, language="en", created_at=now
    )
    queue_mail(
        to=guest, template="sign_in_code", context={"code": "123456", "minutes": 10}, language="en", site=site, now=now
    )
    assert forget_address(site=site, email=" Guest@readers.example", actor_name="tests", now=now) == 2
    assert guest not in rows() and EMAIL in rows()


def test_the_database_lets_a_name_be_emptied_and_never_changed(reader):
    for statement in (
        "UPDATE comments_comment SET author_name = 'Somebody'",
        "UPDATE comments_comment SET author_name = '', body = 'x'",
        "UPDATE comments_comment SET author_name = ' '",
    ):
        with pytest.raises(DatabaseError, match="rejoinder:"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE comments_comment SET author_name = ''")
    with pytest.raises(DatabaseError), transaction.atomic():
        Comment.objects.update(author_name="Zerîn R.")


def test_blocks_and_badges_are_on_record(reader, now):
    block_reader(reader=reader, block=Block(), actor_name="tests", now=now)
    block_reader(reader=reader, block=Block("threats", 30), actor_name="tests", now=now)
    unblock_reader(reader=reader, actor_name="tests", now=now)
    unblock_reader(reader=reader, actor_name="tests", now=now)
    version = Article.objects.get().thread_version
    set_staff(reader=reader, is_staff=True, actor_name="tests", now=now)
    assert Article.objects.get().thread_version > version
    reader.refresh_from_db()
    assert reader.is_staff and reader.blocked_at is None
    actions = AuditEntry.objects.filter(action__startswith="reader.").order_by("id").values_list("action", flat=True)
    assert list(actions) == ["reader.blocked", "reader.blocked", "reader.unblocked", "reader.staff"]


def test_what_is_old_is_forgotten_and_nothing_else(reader, site, now, settings):
    send_code(site=site, email="x@readers.example", client_key="", secret="s", language="en", now=now)
    forget_what_is_old(now=now + timedelta(days=6))
    assert not SignInCode.objects.exists()
    assert ReaderSession.objects.exists() and Comment.objects.get().address_key == "address"
    MailOutbox.objects.update(send_after=None)
    forget_what_is_old(now=now + timedelta(days=8))
    assert Comment.objects.get().address_key == "" and MailOutbox.objects.count() == 2
    forget_what_is_old(now=now + timedelta(days=91))
    assert not ReaderSession.objects.exists() and not MailOutbox.objects.exists()
    assert Comment.objects.get().body == "What I think" and Reader.objects.filter(email=EMAIL).exists()


def test_mail_that_waits_is_kept_however_old(reader, now):
    forget_what_is_old(now=now + timedelta(days=91))
    assert MailOutbox.objects.count() == 1
