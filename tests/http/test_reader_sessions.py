"""Signing in by a code from the mail, as the comment section on a publisher's page does it."""

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from rejoinder.comments.models import Comment, Reader, ReaderSession, SignInCode, Site
from rejoinder.moderation.models import MailOutbox
from tests.http.conftest import error_of

PAGE = "https://www.gazette.example"
OTHER_PAGE = "https://www.rojgar.example"
EMAIL = "mina@readers.example"


@pytest.fixture
def call(client, article):
    """Calls as a browser on the site's page would."""
    Site.objects.update(origins=[PAGE])

    def call_(method, path, document=None, token="", origin=PAGE, **extra):
        headers = {"Origin": origin} if origin else {}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        raw = b"" if document is None else json.dumps(document).encode()
        return client.generic(
            method, f"/embed/v1/{path}", raw, content_type="application/json", headers=headers, **extra
        )

    return call_


@pytest.fixture
def mailed(call):
    """Asks for a code and returns the one that was mailed."""

    def mailed_(email=EMAIL, **extra):
        assert call("POST", "session/email", {"email": email, "article": "pumps"}, **extra).status_code == 202
        return re.search(r"^\d{6}$", MailOutbox.objects.order_by("-id")[0].text, re.MULTILINE)[0]

    return mailed_


@pytest.fixture
def use(call):
    """Sends a code."""

    def use_(code, email=EMAIL, **extra):
        return call("POST", "session/code", {"email": email, "code": code, "article": "pumps"}, **extra)

    return use_


@pytest.fixture
def sign_in(mailed, use):
    """A token, by mail."""

    def sign_in_(email=EMAIL):
        return use(mailed(email), email).json()["token"]

    return sign_in_


@pytest.fixture
def other_article(db, now):
    from rejoinder.comments.models import Article
    from rejoinder.moderation.services.sites import add_site

    site = add_site(key="rojgar", name="Rojgar", language="ckb", now=now)
    Site.objects.filter(pk=site.pk).update(origins=[OTHER_PAGE])
    return Article.objects.create(site=site, key="other", label="Other")


def wrong(code):
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_a_code_from_the_mail_signs_in(mailed, use, call):
    answer = use(mailed())
    assert answer.status_code == 200 and answer.headers["Cache-Control"] == "no-store"
    token, reader = answer.json()["token"], answer.json()["reader"]
    row = Reader.objects.get()
    assert reader == {
        "id": str(row.uuid),
        "name": "",
        "language": "en",
        "is_staff": False,
        "notifications": "daily",
        "has_email": True,
    }
    assert (row.email, row.email_verified_at is not None) == (EMAIL, True)
    assert call("GET", "session", token=token).json() == reader
    assert token not in str(ReaderSession.objects.values())


def test_signing_in_again_is_the_same_reader(sign_in):
    assert sign_in() != sign_in("  Mina@Readers.Example ")
    assert (Reader.objects.count(), ReaderSession.objects.count()) == (1, 2)


def test_no_cookie_is_ever_set(mailed, use, call):
    answer = use(mailed())
    assert not answer.cookies and not call("GET", "session", token=answer.json()["token"]).cookies


def test_the_answer_does_not_tell_whether_an_address_is_known(sign_in, call):
    sign_in()
    answers = [
        call("POST", "session/email", {"email": email, "article": "pumps"}) for email in (EMAIL, "new@readers.example")
    ]
    refusals = [
        call("POST", "session/code", {"email": email, "code": "000000", "article": "pumps"})
        for email in (EMAIL, "new@readers.example", "never-asked@readers.example")
    ]
    for same in (answers, refusals):
        assert len({(answer.status_code, answer.content, str(sorted(answer.headers.items()))) for answer in same}) == 1
    assert error_of(refusals[0])["code"] == "code_not_valid"


def test_a_code_serves_once(mailed, use):
    code = mailed()
    assert use(code).status_code == 200
    assert error_of(use(code))["code"] == "code_not_valid"
    assert ReaderSession.objects.count() == 1


def test_a_new_code_takes_the_place_of_the_old(mailed, use, monkeypatch):
    codes = iter([111111, 222222])
    monkeypatch.setattr("rejoinder.moderation.services.sign_in_codes.secrets.randbelow", lambda _: next(codes))
    old, new = mailed(), mailed()
    assert use(old).status_code == 403
    assert use(new).status_code == 200


def test_a_code_runs_out(mailed, use):
    code = mailed()
    SignInCode.objects.update(ends_at=timezone.now())
    assert error_of(use(code))["code"] == "code_not_valid"


def test_after_five_tries_the_right_code_does_not_hold(mailed, use):
    code = mailed()
    for _ in range(5):
        assert use(wrong(code)).status_code == 403
    assert error_of(use(code))["code"] == "code_not_valid"


def test_four_tries_leave_a_fifth(mailed, use):
    code = mailed()
    for _ in range(4):
        use(wrong(code))
    assert use(code[:3] + " " + code[3:]).status_code == 200


@pytest.mark.usefixtures("early")
def test_guessing_is_slowed_for_the_address_whoever_guesses(mailed, use):
    code = mailed()
    answers = [use(wrong(code), REMOTE_ADDR=f"203.0.113.{n}").status_code for n in range(20)]
    assert answers == [403] * 15 + [429] * 5
    refused = use(code, REMOTE_ADDR="203.0.113.99")
    error = error_of(refused)
    assert (refused.status_code, error["code"]) == (429, "too_many_codes")
    assert f"in {error['fields']['minutes']} minute" in error["message"] and "passkey" in error["message"]


@pytest.mark.usefixtures("early")
def test_mail_to_one_address_is_limited_whoever_asks(call):
    sent = [
        call("POST", "session/email", {"email": EMAIL, "article": "pumps"}, REMOTE_ADDR=f"203.0.113.{n}")
        for n in range(7)
    ]
    assert [answer.status_code for answer in sent] == [202] * 5 + [429] * 2
    assert error_of(sent[-1])["code"] == "too_many_codes" and int(sent[-1].headers["Retry-After"]) > 0
    assert MailOutbox.objects.count() == 5


@pytest.mark.usefixtures("early")
def test_mail_from_one_client_is_limited_whomever_it_goes_to(call):
    sent = [
        call("POST", "session/email", {"email": f"r{n}@readers.example", "article": "pumps"}).status_code
        for n in range(22)
    ]
    assert sent == [202] * 20 + [429] * 2


def test_a_code_of_one_site_or_address_is_none_of_another(mailed, call, use, other_article):
    code = mailed()
    elsewhere = {"email": EMAIL, "code": code, "article": "other"}
    assert call("POST", "session/code", elsewhere, origin=OTHER_PAGE).status_code == 403
    assert use(code, "else@readers.example").status_code == 403
    assert use(code).status_code == 200


def test_neither_code_nor_address_lies_in_the_clear(mailed, caplog):
    code = mailed()
    row = str(SignInCode.objects.values().get())
    assert code not in row and "mina" not in row
    assert code not in caplog.text and "mina" not in caplog.text


@pytest.mark.parametrize(
    "origin", [OTHER_PAGE, "null", "https://www.gazette.example.evil.example", "http://www.gazette.example"]
)
def test_a_page_that_is_not_the_sites_can_neither_sign_in_nor_change_anything(call, sign_in, other_article, origin):
    token = sign_in()
    for method, path, document in (
        ("POST", "session/email", {"email": EMAIL, "article": "pumps"}),
        ("POST", "session/code", {"email": EMAIL, "code": "123456", "article": "pumps"}),
        ("PATCH", "session", {"name": "Mallory"}),
        ("DELETE", "session", None),
        ("GET", "session", None),
    ):
        answer = call(method, path, document, token=token, origin=origin)
        assert (answer.status_code, error_of(answer)["code"]) == (403, "origin_not_allowed"), (method, path)
    assert Reader.objects.get().display_name == "" and ReaderSession.objects.count() == 1


def test_a_reader_changes_name_language_and_mail(call, sign_in):
    token = sign_in()
    answer = call("PATCH", "session", {"name": "  Mîna ", "language": "kmr", "notifications": "off"}, token=token)
    assert {"name": "Mîna", "language": "kmr", "notifications": "off"}.items() <= answer.json().items()
    assert call("PATCH", "session", {}, token=token).json() == answer.json()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": " \u200f "}, "name_empty"),
        ({"name": "x" * 81}, "author_name_too_long"),
        ({"name": "a\nb"}, "author_name_not_unicode"),
        ({"name": 7}, "invalid_fields"),
        ({"language": "xx"}, "unknown_choice"),
        ({"notifications": "hourly"}, "unknown_choice"),
    ],
)
def test_what_cant_be_a_readers_is_refused(call, sign_in, changes, code):
    token = sign_in()
    assert (
        error_of(
            call("PATCH", "session", {"name": "Mina", **changes} if "name" not in changes else changes, token=token)
        )["code"]
        == code
    )
    assert Reader.objects.get().display_name == ""


def test_a_session_ends_for_good(call, sign_in):
    token = sign_in()
    assert call("DELETE", "session", token=token).status_code == 204
    for method, document in (("GET", None), ("PATCH", {"name": "Mina"}), ("DELETE", None)):
        answer = call(method, "session", document, token=token)
        assert (answer.status_code, error_of(answer)["code"]) == (401, "session_ended")


def test_no_session_is_told_so(call):
    assert error_of(call("GET", "session"))["code"] == "session_ended"


def test_a_token_given_before_the_sign_in_is_not_taken_up(mailed, use, call):
    """Session fixation: whatever token comes with a sign-in, the session has a new one."""
    planted = "rjs_" + "A" * 43
    token = use(mailed(), REMOTE_ADDR="203.0.113.1").json()["token"]
    answer = call("POST", "session/code", {"email": EMAIL, "code": "000000", "article": "pumps"}, token=planted)
    assert answer.status_code == 403 and planted != token
    assert call("GET", "session", token=planted).status_code == 401


def test_a_blocked_reader_is_told_so_after_the_code_and_can_still_sign_out(mailed, use, call, sign_in):
    token = sign_in()
    Reader.objects.update(blocked_at=timezone.now())
    for answer in (use(mailed()), call("GET", "session", token=token), call("PATCH", "session", {}, token=token)):
        assert (answer.status_code, error_of(answer)["code"]) == (403, "reader_blocked")
    assert call("DELETE", "session", token=token).status_code == 204


def test_a_comment_sent_in_a_session_is_the_readers(call, sign_in, monkeypatch, other_article):
    monkeypatch.setattr("rejoinder.widget.embed.writing.use_proof", lambda **_: None)
    token = sign_in()
    call("PATCH", "session", {"name": "Mina"}, token=token)
    sent = call("POST", "articles/pumps/comments", {"body": "Hello", "author_name": "Somebody Else"}, token=token)
    assert sent.status_code == 201
    comment = Comment.objects.get()
    assert (comment.author_name, comment.reader) == ("Mina", Reader.objects.get())
    elsewhere = call("POST", "articles/other/comments", {"body": "Hello"}, token=token, origin=OTHER_PAGE)
    assert error_of(elsewhere)["code"] == "session_ended"
    forged = call("POST", "articles/pumps/comments", {"body": "Hi"}, token="rjs_forged")
    assert error_of(forged)["code"] == "session_ended"
    Reader.objects.update(blocked_at=timezone.now())
    blocked = call("POST", "articles/pumps/comments", {"body": "Hello again"}, token=token)
    assert error_of(blocked)["code"] == "reader_blocked"
    assert Comment.objects.count() == 1


def test_a_site_may_take_comments_from_known_readers_only(call, sign_in, monkeypatch, post_form, post_json, api_key):
    monkeypatch.setattr("rejoinder.widget.embed.writing.use_proof", lambda **_: None)
    Site.objects.update(guests_may_write=False)
    for answer in (call("POST", "articles/pumps/comments", {"body": "Hello"}), post_json({"body": "Hello"})):
        assert (answer.status_code, error_of(answer)["code"]) == (401, "sign_in_needed")
    assert post_form({"body": "Hello"}).status_code == 401
    assert not Comment.objects.exists()
    assert call("POST", "articles/pumps/comments", {"body": "Hello"}, token=sign_in()).status_code == 201
    assert post_json({"body": "By the publisher's server"}, Authorization=api_key).status_code == 202


@pytest.mark.parametrize("email", ["", "nobody", "a@b", "a@b.example\nBcc: c@d.example", "x" * 300 + "@a.example"])
def test_an_address_that_is_none_is_told_so(call, email):
    answer = call("POST", "session/email", {"email": email, "article": "pumps"})
    assert error_of(answer)["code"] == "email_not_valid"


@pytest.mark.parametrize("path", ["session/email", "session/code"])
@pytest.mark.parametrize(
    "junk",
    [{}, {"email": EMAIL}, {"email": 7, "article": "pumps"}, [1], "x", {"email": EMAIL, "code": "1", "article": "\0"}],
)
def test_junk_is_refused_in_the_one_shape(call, path, junk):
    answer = call("POST", path, junk)
    assert 400 <= answer.status_code < 500
    error_of(answer)


def test_used_up_codes_are_swept_away(mailed, now):
    mailed()
    SignInCode.objects.update(ends_at=timezone.now() - timedelta(minutes=1))
    mailed("else@readers.example")
    assert SignInCode.objects.count() == 1
