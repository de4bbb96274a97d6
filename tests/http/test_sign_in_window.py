"""The sign-in window on the installation's own origin: by mail, by a real OpenID provider, and what it refuses."""

import re
import warnings
from http.cookies import SimpleCookie
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from django.utils import timezone

from rejoinder.comments.models import Comment, OpenIdProvider, Reader, ReaderSession, Site
from rejoinder.comments.services.vouched import Vouched
from rejoinder.moderation.models import AuditEntry, MailOutbox
from rejoinder.moderation.services.sign_in_ways import add_provider
from tests.oidc import EMAIL, provider_server

# The provider's own library warns of itself.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

PAGE = "https://www.gazette.example"
OURS = "http://testserver"
HERE = f"/embed/sign-in?article=pumps&origin={PAGE}"


@pytest.fixture(scope="module")
def issuer():
    with provider_server() as address:
        yield address


@pytest.fixture(autouse=True)
def page(article):
    Site.objects.update(origins=[PAGE])


@pytest.fixture
def provider(site, issuer, settings, now):
    return add_provider(
        site=site,
        key="mock",
        name="Mock & Co",
        issuer=issuer,
        client_id="gazette-comments",
        client_secret="the client's secret",
        is_private=True,
        secret=settings.ENVIRONMENT.secret_key,
        actor_name="tests",
        now=now,
    )


@pytest.fixture
def post(client):
    """Sends a form of the window."""

    def post_(step, fields=None, origin=OURS, page=PAGE):
        address = f"/embed/sign-in/{step}?article=pumps&origin={page}&lang=en"
        return client.post(address, fields or {}, headers={"Origin": origin} if origin else {})

    return post_


@pytest.fixture
def at_provider(client):
    """Goes to the provider, signs in there as a subject, and returns the address it leads back to."""

    def at_provider_(subject="mina"):
        gone = client.get("/embed/sign-in/with/mock?article=pumps&origin=" + PAGE)
        assert gone.status_code == 302
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            back = httpx.post(gone.headers["Location"], data={"sub": subject})
        assert back.status_code == 302
        found = urlsplit(back.headers["Location"])
        return f"{found.path}?{found.query}"

    return at_provider_


def token_in(answer):
    assert answer.status_code == 200, answer.content.decode()
    return re.search(r'data-token="(rjs_[\w-]+)" data-origin="([^"]+)"', answer.content.decode()).groups()


def mailed_code():
    return re.search(r"^\d{6}$", MailOutbox.objects.order_by("-id")[0].text, re.MULTILINE)[0]


def test_the_window_sets_no_cookie_before_the_sign_in(client, provider):
    answer = client.get(HERE)
    assert answer.status_code == 200 and not answer.cookies
    assert "Sign in with <bdi>Mock &amp; Co</bdi>" in answer.content.decode()
    headers = answer.headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Cross-Origin-Opener-Policy"] == "unsafe-none"
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy and "frame-ancestors 'none'" in policy
    assert "require-trusted-types-for 'script'" in policy


def test_by_mail_and_without_script(client, post):
    assert not post("email", {"email": EMAIL}).cookies
    answer = post("code", {"email": EMAIL, "code": mailed_code()})
    token, origin = token_in(answer)
    assert origin == PAGE
    [cookie] = answer.cookies.values()
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and cookie.value != token
    session = client.get("/embed/v1/session", headers={"Authorization": f"Bearer {token}"})
    assert session.json()["id"] == str(Reader.objects.get().uuid)


def test_a_wrong_code_asks_again_for_the_same_address(post):
    post("email", {"email": EMAIL})
    answer = post("code", {"email": EMAIL, "code": "000000" if mailed_code() != "000000" else "111111"})
    assert answer.status_code == 403 and f'value="{EMAIL}"'.encode() in answer.content
    assert not answer.cookies and not ReaderSession.objects.exists()


def test_on_our_own_pages_the_sign_in_leads_back_to_the_article_and_to_a_comment_by_the_reader(post_form, post):
    post("email", {"email": EMAIL}, page="")
    answer = post("code", {"email": EMAIL, "code": mailed_code()}, page="")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/articles/pumps")
    Reader.objects.update(display_name="Mina")
    form = {"body": "Mine", "author_name": "Somebody"}
    post_form(form, headers={"Origin": OURS})
    post_form({"body": "Forged"}, headers={"Origin": "https://evil.example"})
    post_form({"body": "No origin"})
    by = dict(Comment.objects.values_list("body", "reader__display_name"))
    assert by == {"Mine": "Mina", "Forged": None, "No origin": None}
    assert Comment.objects.get(body="Mine").author_name == "Mina"


def test_who_is_signed_in_here_goes_on_with_one_press_and_signs_out(client, post):
    post("email", {"email": EMAIL})
    post("code", {"email": EMAIL, "code": mailed_code()})
    began = ReaderSession.objects.order_by("id").last().created_at
    assert b"You are signed in." in client.get(HERE).content
    token, _ = token_in(post("continue"))
    assert client.get("/embed/v1/session", headers={"Authorization": f"Bearer {token}"}).status_code == 200
    assert client.get(HERE).context["session"].created_at <= began  # going on is no proof: no fresh session here
    assert post("out").status_code == 303
    assert b"You are signed in." not in client.get(HERE).content
    assert post("continue").status_code == 401


@pytest.mark.parametrize("step", ["email", "code", "continue", "out", "passkey", "passkey/new", "passkey/change"])
@pytest.mark.parametrize("origin", ["https://evil.example", PAGE, "null", ""])
def test_no_other_page_takes_a_step(post, step, origin):
    answer = post(step, {"email": EMAIL, "code": "1"}, origin=origin)
    assert answer.status_code == 403 and not answer.cookies
    assert not MailOutbox.objects.exists()


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        f"{PAGE}.evil.example",
        f"{PAGE}/",
        f"{PAGE}@evil.example",
        "*",
        "null",
        "javascript:alert(1)",
        "//evil.example",
    ],
)
def test_a_token_goes_to_pages_of_the_site_alone(client, provider, origin):
    for address in ("/embed/sign-in", "/embed/sign-in/with/mock"):
        answer = client.get(address, {"article": "pumps", "origin": origin})
        assert answer.status_code == 403 and not answer.cookies
        assert "Location" not in answer.headers


@pytest.mark.parametrize("key", ["", "nowhere", "\0"])
def test_an_article_that_is_not_there(client, key):
    assert client.get("/embed/sign-in", {"article": key, "origin": PAGE}).status_code == 404


def test_a_reader_signs_in_with_a_provider(client, provider, at_provider, issuer):
    answer = client.get(at_provider())
    token, origin = token_in(answer)
    reader = Reader.objects.get()
    assert (origin, reader.issuer, reader.subject) == (PAGE, issuer, "mina")
    assert (reader.display_name, reader.email, reader.email_verified_at is not None) == ("Mina", EMAIL, True)
    assert client.get("/embed/v1/session", headers={"Authorization": f"Bearer {token}"}).json()["name"] == "Mina"


def test_no_reader_becomes_a_user_of_the_desk(client, provider, at_provider):
    from rejoinder.accounts.models import User

    before = User.objects.count()
    client.get(at_provider())
    assert User.objects.count() == before
    assert client.get("/desk/").status_code in (302, 403)


def test_what_is_sent_to_the_provider(client, provider, issuer):
    gone = client.get("/embed/sign-in/with/mock?article=pumps&origin=" + PAGE)
    sent = {name: values[0] for name, values in parse_qs(urlsplit(gone.headers["Location"]).query).items()}
    assert gone.headers["Location"].startswith(issuer)
    assert sent["redirect_uri"] == f"{OURS}/embed/sign-in/callback"
    assert (sent["response_type"], sent["code_challenge_method"]) == ("code", "S256")
    assert len(sent["state"]) >= 43 and len(sent["nonce"]) >= 43 and len(sent["code_challenge"]) == 43
    [cookie] = gone.cookies.values()
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["max-age"] == 600
    assert cookie["path"] == "/embed/sign-in"


def test_another_browser_does_not_come_back_with_the_code(client, provider, at_provider):
    """An attacker's own code in a link would sign the victim in as the attacker."""
    back = at_provider()
    client.cookies = SimpleCookie()
    answer = client.get(back)
    assert answer.status_code == 403 and not answer.cookies
    assert not Reader.objects.exists()


def test_an_answer_to_another_question_is_none(client, provider, at_provider):
    first = at_provider()
    at_provider()
    answer = client.get(first)
    assert answer.status_code == 403 and not ReaderSession.objects.exists()


def test_an_answer_serves_once(client, provider, at_provider):
    back = at_provider()
    kept = client.cookies["rejoinder_sign_in"].value
    token_in(client.get(back))
    client.cookies["rejoinder_sign_in"] = kept
    assert client.get(back).status_code == 403
    assert client.get(back).status_code == 403


def test_an_answer_serves_once_even_where_the_provider_takes_codes_twice(client, provider, at_provider, monkeypatch):
    vouched = Vouched(provider.issuer, "mina", "Mina")
    monkeypatch.setattr("rejoinder.widget.sign_in.providers.finish", lambda *_, **__: vouched)
    back = at_provider()
    kept = client.cookies["rejoinder_sign_in"].value
    token_in(client.get(back))
    client.cookies["rejoinder_sign_in"] = kept
    assert client.get(back).status_code == 403


@pytest.mark.parametrize(
    "change",
    [
        lambda back: back.split("?")[0],
        lambda back: re.sub(r"code=[^&]+", "code=forged", back),
        lambda back: re.sub(r"state=[^&]+", "state=%C3%A9", back),
        lambda back: back + "&iss=https://evil.example",
        lambda back: re.sub(r"code=[^&]+", "error=access_denied", back),
    ],
)
def test_a_changed_answer_is_none(client, provider, at_provider, change):
    answer = client.get(change(at_provider()))
    assert answer.status_code == 403 and b"Signing in did not work" in answer.content
    assert not ReaderSession.objects.exists()


def test_the_cookie_of_a_sign_in_cant_be_made_by_hand(client, provider, at_provider):
    back = at_provider()
    client.cookies["rejoinder_sign_in"] = client.cookies["rejoinder_sign_in"].value[:-2] + "xx"
    assert client.get(back).status_code == 403


def test_a_provider_removed_meanwhile_vouches_for_nobody(client, provider, at_provider):
    back = at_provider()
    OpenIdProvider.objects.all().delete()
    assert client.get(back).status_code == 403


def test_an_unverified_address_joins_nobody(client, provider, at_provider, site, now):
    owner = Reader.objects.create(site=site, email=EMAIL, email_verified_at=now, created_at=now)
    token_in(client.get(at_provider("plain")))
    assert Reader.objects.exclude(pk=owner.pk).get().email is None


def test_a_verified_address_joins_who_signed_in_by_mail(client, provider, at_provider, site, now):
    owner = Reader.objects.create(site=site, email=EMAIL, email_verified_at=now, created_at=now)
    token_in(client.get(at_provider()))
    assert Reader.objects.get().pk == owner.pk


def test_a_blocked_reader_is_told_so_and_gets_nothing(client, provider, at_provider):
    client.get(at_provider())
    client.cookies = SimpleCookie()
    Reader.objects.update(blocked_at=timezone.now())
    sessions = ReaderSession.objects.count()
    answer = client.get(at_provider())
    assert answer.status_code == 403 and b"blocked" in answer.content
    assert ReaderSession.objects.count() == sessions


def test_the_clients_secret_is_sealed(provider):
    assert "the client" not in str(OpenIdProvider.objects.values())
    assert AuditEntry.objects.get(action="login.provider_added").details["provider"] == "mock"


def test_a_passkeys_question_is_answered_once_and_for_its_purpose(post):
    asked = post("passkey").json()
    answer = {"state": asked["state"], "answer": "{}"}
    assert asked["options"]["publicKey"]["rpId"] == "testserver"
    for fields in (
        answer,
        answer,
        {**answer, "state": "forged"},
        {**answer, "answer": "["},
        {**answer, "answer": "[1]"},
    ):
        refused = post("passkey", fields)
        assert refused.status_code == 403 and b"This passkey does not hold here" in refused.content
    assert post("passkey/new").status_code == 401


@pytest.mark.usefixtures("early")
def test_passkeys_are_not_tried_without_end(post):
    answers = [post("passkey").status_code for _ in range(62)]
    assert answers == [200] * 60 + [429] * 2


def test_the_form_without_script_leads_to_the_window(post_form):
    assert b'href="/embed/sign-in?article=pumps"' in post_form({"body": ""}).content
