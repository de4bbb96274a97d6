"""What mail a reader wants, and stopping all of it with one press."""

import json
import threading

import pytest
from django.utils import timezone

from rejoinder.cli.post import Postman
from rejoinder.comments.models import Notifications, Reader
from rejoinder.comments.services.submit import Limits, NewComment, Sender, submit_comment
from rejoinder.comments.services.ties import follow_article
from rejoinder.comments.sessions import start_session
from rejoinder.comments.unsubscribing import unsubscribe_token
from tests.http.conftest import error_of
from tests.smtp import Mailbox, mail_server


@pytest.fixture
def reader(site):
    return Reader.objects.create(
        site=site,
        display_name="Ada",
        email="ada@example.org",
        email_verified_at=timezone.now(),
        created_at=timezone.now(),
    )


@pytest.fixture
def wishes(client, reader):
    """Asks for the reader's wishes, or changes them."""
    headers = {"Authorization": f"Bearer {start_session(reader=reader, now=timezone.now())}"}

    def call(changes=None):
        address = "/embed/v1/readers/me/notifications"
        if changes is None:
            return client.get(address, headers=headers)
        return client.patch(address, json.dumps(changes), content_type="application/json", headers=headers)

    return call


STANDARD = {"frequency": "daily", "hour": 8, "time_zone": "UTC", "replies": True, "mentions": True}


def test_wishes_are_told_and_changed(wishes):
    assert wishes().json() == STANDARD
    assert wishes({}).json() == STANDARD
    changes = {"frequency": "instant", "hour": 0, "time_zone": "Asia/Baghdad", "replies": False, "mentions": False}
    assert wishes({"hour": 23}).json() == {**STANDARD, "hour": 23}
    assert wishes(changes).json() == changes
    assert wishes().json() == changes


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"frequency": "hourly"}, "unknown_choice"),
        ({"hour": 24}, "unknown_choice"),
        ({"hour": -1}, "unknown_choice"),
        ({"time_zone": "Mars/Base", "hour": 9}, "unknown_choice"),
        ({"time_zone": "../../etc/passwd"}, "unknown_choice"),
        ({"hour": "soon"}, "invalid_fields"),
        ({"replies": None, "mentions": []}, "invalid_fields"),
        ([], "bad_request"),
    ],
)
def test_wishes_that_can_t_be_kept_change_nothing(wishes, changes, code):
    response = wishes(changes)
    assert (response.status_code, error_of(response)["code"]) in ((422, code), (400, code))
    assert wishes().json() == STANDARD


def test_wishes_are_a_reader_s_own(client, reader):
    response = client.get("/embed/v1/readers/me/notifications")
    assert (response.status_code, error_of(response)["code"]) == (401, "session_ended")


def test_opening_the_page_stops_nothing(client, reader):
    for method in (client.get, client.head):
        response = method(f"/unsubscribe/{unsubscribe_token(reader)}")
        assert (response.status_code, response.headers["Cache-Control"]) == (200, "no-store")
    assert "set-cookie" not in response.headers
    reader.refresh_from_db()
    assert reader.notifications == Notifications.DAILY


@pytest.mark.parametrize("body", ["List-Unsubscribe=One-Click", ""])
def test_one_press_stops_the_mail_without_cookies(client, reader, body):
    address = f"/unsubscribe/{unsubscribe_token(reader)}"
    for _ in range(2):
        response = client.post(address, body, content_type="application/x-www-form-urlencoded")
        assert response.status_code == 200
        assert b"You get no more mail" in response.content
        assert not client.cookies
    reader.refresh_from_db()
    assert reader.notifications == Notifications.OFF


@pytest.mark.parametrize("token", ["x", "00000000000040008000000000000000:forged", "%00"])
def test_a_forged_address_stops_nothing(client, reader, token):
    for method in (client.get, client.post):
        assert method(f"/unsubscribe/{token}").status_code == 404
    reader.refresh_from_db()
    assert reader.notifications == Notifications.DAILY


def test_a_link_that_does_not_hold_says_what_to_do(client, reader):
    page = client.get(f"/unsubscribe/{unsubscribe_token(reader)[:-3]}", headers={"Accept-Language": "en"})
    text = page.content.decode()
    assert page.status_code == 404 and page["X-Robots-Tag"] == "noindex"
    assert "Nothing was changed" in text and "your mail program’s own button" in text and "There is no such" not in text


def test_a_token_of_a_receipt_is_no_token_here(client, reader, send):
    from django.core.signing import Signer

    forged = Signer(salt="rejoinder.receipt").sign(reader.uuid.hex)
    assert client.post(f"/unsubscribe/{forged}").status_code == 404


def test_the_page_speaks_the_reader_s_language(client, reader):
    Reader.objects.update(language="ckb")
    page = client.get(f"/unsubscribe/{unsubscribe_token(reader)}").content.decode()
    assert '<html lang="ckb" dir="rtl">' in page


def test_from_a_decision_to_the_button_of_the_mail_program(client, reader, article, approve, settings):
    """Over a real mail server: what the worker sends carries an address whose POST stops the mail."""
    now = timezone.now()
    Reader.objects.update(notifications=Notifications.INSTANT)
    follow_article(article=article, wanted=True, reader=reader, now=now)
    new = NewComment(body="SECRETWORDS", author_name="Bo")
    comment = submit_comment(article_key="pumps", new=new, sender=Sender("bo"), limits=Limits(100, 0), now=now)
    mailbox = Mailbox()
    with mail_server(mailbox) as port:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        postman = Postman(threading.Event())
        assert not postman.turn(), "nothing is decided"
        from rejoinder.moderation.services.deciding import MACHINE, Ruling, decide

        decide(comment=comment.uuid, ruling=Ruling("approve"), actor=MACHINE, seen=comment.status, now=now)
        while postman.turn():
            pass
    (message,) = mailbox.messages
    assert mailbox.recipients == [["ada@example.org"]]
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "SECRETWORDS" not in message.as_string()
    assert f"/comments/{comment.uuid}" in message.get_body(("plain",)).get_content()
    address = message["List-Unsubscribe"].strip().strip("<>").removeprefix("http://testserver")
    stopped = client.post(address, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    assert stopped.status_code == 200
    reader.refresh_from_db()
    assert reader.notifications == Notifications.OFF
