"""Mail: in the caller's transaction, sent once by one worker, tried again, given up, emptied."""

import socket
import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.mail import get_connection
from django.db import transaction

from rejoinder.cli.post import Postman
from rejoinder.comments.errors import EmailNotValid
from rejoinder.conf.environment import BadEnvironment
from rejoinder.conf.mail import MailSettings, read_mail
from rejoinder.moderation.models import MailOutbox
from rejoinder.moderation.services.mailing import Post, claim_mail, queue_mail, send_claimed
from tests.smtp import Mailbox, mail_server

ADDRESS = "reader@readers.example"


@pytest.fixture(scope="module")
def mailbox():
    return Mailbox()


@pytest.fixture(scope="module")
def port(mailbox):
    with mail_server(mailbox) as port:
        yield port


@pytest.fixture
def post(mailbox, port):
    mailbox.__init__()
    smtp = "django.core.mail.backends.smtp.EmailBackend"
    return Post(backend=get_connection(smtp, host="127.0.0.1", port=port), sender="comments@gazette.example")


@pytest.fixture
def queue(site, now):
    def queue_(**fields):
        known = {"to": ADDRESS, "template": "sign_in_code", "context": {"code": "123456", "minutes": 10}}
        return queue_mail(**{**known, "language": "en", "site": site, "now": now, **fields})

    return queue_


def send_due(post, now):
    return [send_claimed(mail=mail, post=post, now=now) for mail in claim_mail(limit=10, now=now)]


def test_a_message_is_sent_whole(queue, post, mailbox, now):
    row = queue(headers={"List-Unsubscribe": "<https://gazette.example/u/1>"})
    assert send_due(post, now) == [True]
    [message] = mailbox.messages
    assert mailbox.recipients == [[ADDRESS]]
    assert (message["To"], message["From"]) == (ADDRESS, "River Gazette <comments@gazette.example>")
    assert message["Subject"] == "123456 is your code for River Gazette"
    assert message["Message-ID"] == f"<{row.uuid}@gazette.example>"
    assert message["Date"] and message["Auto-Submitted"] == "auto-generated"
    assert message["List-Unsubscribe"] == "<https://gazette.example/u/1>"
    text, html = message.iter_parts()
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert "\n123456\n" in text.get_content().replace("\r\n", "\n")
    assert '<html lang="en" dir="ltr">' in html.get_content()


def test_plain_text_is_not_escaped_and_html_is(queue, post, mailbox, site, now):
    site.name = "Tom & <Jerry>"
    queue()
    send_due(post, now)
    text, html = mailbox.messages[0].iter_parts()
    assert "Tom & <Jerry>" in mailbox.messages[0]["Subject"]
    assert "Tom & <Jerry>" in text.get_content()
    assert "<Jerry>" not in html.get_content() and "Tom &amp; &lt;Jerry&gt;" in html.get_content()


def test_right_to_left_mail_says_so(queue, post, mailbox, now):
    queue(language="ckb")
    send_due(post, now)
    assert '<html lang="ckb" dir="rtl">' in mailbox.messages[0].get_body(("html",)).get_content()
    assert mailbox.messages[0]["Content-Language"] == "ckb"


def test_what_was_sent_is_forgotten(queue, post, now):
    row = queue(headers={"List-Unsubscribe": "<https://gazette.example/u/1>"})
    send_due(post, now)
    row.refresh_from_db()
    assert (row.recipient, row.subject, row.text, row.html, row.headers) == ("", "", "", "", {})
    assert (row.sent_at, row.send_after) == (now, None)
    assert send_due(post, now + timedelta(days=2)) == []


def test_mail_is_rolled_back_with_what_it_tells_of(queue, db):
    with pytest.raises(RuntimeError), transaction.atomic():
        queue()
        raise RuntimeError
    assert not MailOutbox.objects.exists()


def test_a_failed_message_is_tried_again_after_growing_pauses_and_given_up_after_a_day(
    queue, post, mailbox, now, caplog
):
    mailbox.answer = "451 mailbox of reader@readers.example is busy"
    row = queue()
    at, pauses = now, []
    while row.given_up_at is None:
        assert send_due(post, at) == [False]
        row.refresh_from_db()
        if row.send_after:
            pauses.append(row.send_after - at)
            assert claim_mail(limit=10, now=row.send_after - timedelta(seconds=1)) == []
            at = row.send_after
    assert pauses == sorted(pauses) and pauses[0] == timedelta(minutes=1)
    assert timedelta(days=1) <= row.given_up_at - now < timedelta(days=1, hours=4)
    assert (row.recipient, row.text, row.send_after, row.sent_at) == ("", "", None, None)
    assert f"mail {row.pk}: given up" in caplog.text
    assert "readers.example" not in caplog.text and "123456" not in caplog.text


def test_a_passing_failure_passes(queue, post, mailbox, now):
    queue()
    mailbox.answer_to_recipient = "450 greylisted"
    assert send_due(post, now) == [False]
    mailbox.answer_to_recipient = ""
    assert send_due(post, now + timedelta(minutes=1)) == [True]
    assert len(mailbox.messages) == 1


def test_an_address_refused_for_good_is_given_up_at_once(queue, post, mailbox, now):
    row = queue()
    mailbox.answer_to_recipient = "550 no such user"
    assert send_due(post, now) == [False]
    row.refresh_from_db()
    assert (row.given_up_at, row.recipient) == (now, "")


def test_no_server_is_a_failure_like_another(queue, now):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        backend = get_connection(
            "django.core.mail.backends.smtp.EmailBackend", host="127.0.0.1", port=closed.getsockname()[1]
        )
        row = queue()
        assert send_due(Post(backend=backend, sender="c@gazette.example"), now) == [False]
    row.refresh_from_db()
    assert row.recipient == ADDRESS and row.send_after == now + timedelta(minutes=1)


def test_a_claimed_message_is_no_other_workers(queue, now):
    queue()
    assert len(claim_mail(limit=10, now=now)) == 1
    assert claim_mail(limit=10, now=now) == []
    assert len(claim_mail(limit=10, now=now + timedelta(minutes=10))) == 1


def test_two_workers_send_nothing_twice(committing, queue, mailbox, port, settings):
    mailbox.__init__()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", port, False
    settings.DEFAULT_FROM_EMAIL = "comments@gazette.example"
    for number in range(40):
        queue(to=f"reader{number}@readers.example")
    threads = [threading.Thread(target=_send_all) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(to for [to] in mailbox.recipients) == sorted(f"reader{n}@readers.example" for n in range(40))


def _send_all():
    from django.db import connection

    postman = Postman(threading.Event())
    while postman.turn():
        pass
    connection.close()


@pytest.mark.parametrize(
    "address",
    ["", "nobody", "a@b", "two@example.org, three@example.org", "a@example.org\nBcc: b@example.org", "\ud800@a.org"],
)
def test_an_address_that_takes_no_mail_is_refused(queue, address):
    with pytest.raises(EmailNotValid):
        queue(to=address)
    assert not MailOutbox.objects.exists()


@pytest.mark.parametrize("headers", [{"X-A": "1\r\nBcc: b@example.org"}, {"Bcc": "b@example.org"}])
def test_no_header_adds_a_recipient(queue, headers):
    with pytest.raises(ValueError, match="header"):
        queue(headers=headers)


def _read(settings, url, sender="Comments <c@gazette.example>"):
    return read_mail(replace(settings.ENVIRONMENT, smtp_url=url, mail_from=sender))


def test_the_address_of_the_server_is_read(settings):
    read = _read(settings, "smtp://us%40er:p%2Fw@mail.example.org")
    smtp = "django.core.mail.backends.smtp.EmailBackend"
    sender = "Comments <c@gazette.example>"
    assert read == MailSettings(sender, smtp, "mail.example.org", 587, "us@er", "p/w", starttls=True)
    assert _read(settings, "smtp://mail.example.org:25?tls=none").starttls is False
    assert (_read(settings, "smtps://m.example.org").tls, _read(settings, "smtps://m.example.org").port) == (True, 465)
    assert _read(settings, "", "").backend.endswith("console.EmailBackend")


@pytest.mark.parametrize(
    ("url", "sender"),
    [
        ("mail.example.org", "a@example.org"),
        ("smtp://u:secret@mail.example.org?tls=no", "a@example.org"),
        ("smtp://u:secret@mail.example.org?verify=none", "a@example.org"),
        ("smtp://u:secret@mail.example.org:port", "a@example.org"),
        ("smtp://", "a@example.org"),
        ("https://u:secret@mail.example.org", "a@example.org"),
        ("smtp://u:secret@mail.example.org", ""),
        ("smtp://u:secret@mail.example.org", "nobody"),
    ],
)
def test_what_cant_be_read_is_told_without_the_password(settings, url, sender):
    with pytest.raises(BadEnvironment) as refused:
        _read(settings, url, sender)
    assert "REJOINDER_" in str(refused.value) and "secret" not in str(refused.value)


def test_the_server_is_signed_in_to(queue, mailbox, port, now):
    mailbox.__init__()
    smtp = "django.core.mail.backends.smtp.EmailBackend"
    queue()
    backend = get_connection(smtp, host="127.0.0.1", port=port, username="gazette", password="open sesame")
    assert send_due(Post(backend=backend, sender="c@gazette.example"), now) == [True]
    assert mailbox.logins == [(b"gazette", b"open sesame")]
