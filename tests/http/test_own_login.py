"""Tokens of the publisher's own login: what holds, and every way of not holding."""

import base64
import json
import re
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from django.utils import timezone

from rejoinder.comments.models import Reader, ReaderSession, SsoKey
from rejoinder.moderation.errors import BadPublicKey, SsoKeyNotFound
from rejoinder.moderation.models import AuditEntry
from rejoinder.moderation.services.sso_keys import add_public_key, new_secret, retire_key
from tests.http.conftest import error_of

GUIDE = Path(__file__).parent.parent.parent / "docs/how-to/use-your-own-login.md"
INSTALLATION = "the installation's secret"
_PRIVATE = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
_PUBLIC = (Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


@pytest.fixture
def secret(site, environment, now):
    environment(secret_key=INSTALLATION)
    return new_secret(site=site, actor_name="tests", secret=INSTALLATION, now=now)


@pytest.fixture(scope="module")
def rsa_key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture
def sso(client, article):
    """Hands a token over."""

    def sso_(token, **headers):
        document = {"token": token, "article": "pumps"}
        return client.post("/embed/v1/session/sso", document, content_type="application/json", headers=headers)

    return sso_


def claims(**changes):
    at = int(timezone.now().timestamp())
    known = {"sub": "42", "name": "Mina", "aud": "gazette", "iat": at, "exp": at + 120, "jti": "once"}
    return {name: value for name, value in {**known, **changes}.items() if value is not None}


def signed(secret, algorithm="HS256", headers=None, **changes):
    return jwt.encode(claims(**changes), secret, algorithm=algorithm, headers=headers)


def code_of(answer):
    assert 400 <= answer.status_code < 500
    assert not ReaderSession.objects.exists()
    return error_of(answer)["code"]


def test_a_signed_token_begins_a_session(sso, secret, client):
    answer = sso(signed(secret)).json()
    assert {"name": "Mina", "has_email": False}.items() <= answer["reader"].items()
    reader = Reader.objects.get()
    assert (reader.issuer, reader.subject, reader.email) == ("sso", "42", None)
    session = client.get("/embed/v1/session", headers={"Authorization": f"Bearer {answer['token']}"})
    assert session.json() == answer["reader"]


def test_the_same_subject_is_the_same_reader_and_takes_the_new_name(sso, secret):
    sso(signed(secret))
    assert sso(signed(secret, jti="two", name="Mina R.")).json()["reader"]["name"] == "Mina R."
    sso(signed(secret, jti="three", sub="43"))
    assert Reader.objects.count() == 2


def test_a_token_serves_once(sso, secret):
    token = signed(secret)
    assert sso(token).status_code == 200
    assert error_of(sso(token))["code"] == "sso_used"
    assert error_of(sso(signed(secret, sub="43")))["code"] == "sso_used"
    assert ReaderSession.objects.count() == 1


def at(**difference):
    return int((timezone.now() + timedelta(**difference)).timestamp())


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        (lambda: {"iat": at(seconds=-200), "exp": at(seconds=-61)}, "sso_expired"),
        (lambda: {"iat": at(seconds=63), "exp": at(seconds=180)}, "sso_not_yet_valid"),
        (lambda: {"nbf": at(seconds=90)}, "sso_not_yet_valid"),
        (lambda: {"exp": at(seconds=302), "iat": at()}, "sso_lives_too_long"),
        (lambda: {"aud": "rojgar"}, "sso_wrong_site"),
        (lambda: {"aud": None}, "sso_wrong_site"),
        (lambda: {"aud": {"gazette": 1}}, "sso_wrong_site"),
        (lambda: {"aud": ["rojgar", "gazett"]}, "sso_wrong_site"),
        (lambda: {"sub": None}, "sso_incomplete"),
        (lambda: {"sub": ""}, "sso_incomplete"),
        (lambda: {"sub": "x" * 256}, "sso_incomplete"),
        (lambda: {"sub": "nul\0"}, "sso_incomplete"),
        (lambda: {"sub": 42}, "sso_incomplete"),
        (lambda: {"jti": None}, "sso_incomplete"),
        (lambda: {"iat": None}, "sso_incomplete"),
        (lambda: {"exp": None}, "sso_incomplete"),
        (lambda: {"exp": True}, "sso_incomplete"),
        (lambda: {"exp": "tomorrow"}, "sso_incomplete"),
        (lambda: {"exp": 1e300}, "sso_incomplete"),
        (lambda: {"iat": 253402300700, "exp": 253402300799}, "sso_not_yet_valid"),
        (lambda: {"iat": float("nan")}, "sso_incomplete"),
    ],
)
def test_what_does_not_hold_says_why(sso, secret, changes, code):
    made = claims(**changes())
    head = base64.urlsafe_b64encode(b'{"alg":"HS256","typ":"JWT"}').decode()
    assert code_of(sso(_hand_made(head, made, secret))) == code


def _hand_made(head, payload, secret):
    import hashlib
    import hmac

    message = head.rstrip("=") + "." + base64.urlsafe_b64encode(json.dumps(payload).encode()).decode().rstrip("=")
    signature = hmac.new(secret.encode(), message.encode(), hashlib.sha256).digest()
    return message + "." + base64.urlsafe_b64encode(signature).decode().rstrip("=")


@pytest.mark.parametrize("seconds", [-50, 50])
def test_clocks_may_differ_by_a_minute(sso, secret, seconds):
    edge = at(seconds=seconds) if seconds > 0 else at(seconds=seconds - 120)
    assert sso(signed(secret, iat=edge, exp=edge + 120)).status_code == 200


def test_another_secret_signs_nothing(sso, secret):
    for forged in (signed("x" * 40), signed(secret + "x"), signed(secret)[:-3], signed(secret, jti="a")[::-1]):
        assert code_of(sso(forged)) == "sso_forged"


@pytest.mark.parametrize(
    "token", ["", "a", "a.b", "..", "a.b.c", "é.b.c", "x" * 100_000, "eyJhbGciOiJIUzI1NiJ9..", "[" * 5000]
)
def test_what_is_no_token_is_forged(sso, secret, token):
    assert code_of(sso(token)) == "sso_forged"


def test_a_claim_changed_after_signing_is_forged(sso, secret):
    head, _, tail = signed(secret).split(".")
    body = base64.urlsafe_b64encode(json.dumps(claims(sub="1")).encode()).decode().rstrip("=")
    assert code_of(sso(f"{head}.{body}.{tail}")) == "sso_forged"


@pytest.mark.parametrize("algorithm", ["none", "None", "HS384", "HS512", "RS256"])
def test_the_token_does_not_choose_its_algorithm(sso, secret, algorithm):
    head = base64.urlsafe_b64encode(json.dumps({"alg": algorithm, "typ": "JWT"}).encode()).decode()
    body = base64.urlsafe_b64encode(json.dumps(claims()).encode()).decode().rstrip("=")
    assert code_of(sso(_hand_made(head, claims(), secret))) == "sso_forged"
    assert code_of(sso(f"{head.rstrip('=')}.{body}.")) == "sso_forged"


def test_a_public_key_is_no_shared_secret(sso, site, now, rsa_key, environment):
    """The old confusion: a token signed by HMAC with the public key, which everybody has."""
    pem = rsa_key.public_key().public_bytes(*_PUBLIC)
    add_public_key(site=site, pem=pem, actor_name="tests", now=now)
    head = base64.urlsafe_b64encode(b'{"alg":"HS256"}').decode()
    assert code_of(sso(_hand_made(head, claims(), pem.decode()))) == "sso_forged"


def test_key_pairs_sign(sso, site, now, rsa_key):
    curve = ec.generate_private_key(ec.SECP256R1())
    for key, algorithm in ((rsa_key, "RS256"), (curve, "ES256")):
        row = add_public_key(site=site, pem=key.public_key().public_bytes(*_PUBLIC), actor_name="tests", now=now)
        assert row.algorithm == algorithm
        token = signed(key.private_bytes(*_PRIVATE).decode(), algorithm, jti=algorithm)
        assert sso(token).status_code == 200


@pytest.mark.parametrize(
    "make",
    [
        lambda: b"",
        lambda: b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
        lambda: rsa.generate_private_key(public_exponent=65537, key_size=1024).public_key().public_bytes(*_PUBLIC),
        lambda: ec.generate_private_key(ec.SECP384R1()).public_key().public_bytes(*_PUBLIC),
        lambda: ec.generate_private_key(ec.SECP256R1()).private_bytes(*_PRIVATE),
    ],
)
def test_a_key_that_verifies_nothing_safely_is_refused(site, now, make):
    with pytest.raises(BadPublicKey):
        add_public_key(site=site, pem=make(), actor_name="tests", now=now)
    assert not SsoKey.objects.exists()


def test_two_secrets_hold_and_a_third_ends_the_first(sso, secret, site, now):
    second, third = (new_secret(site=site, actor_name="tests", secret=INSTALLATION, now=now) for _ in range(2))
    assert code_of(sso(signed(secret))) == "sso_forged"
    assert sso(signed(second)).status_code == 200
    assert sso(signed(third, jti="two")).status_code == 200
    assert list(AuditEntry.objects.values_list("action", flat=True)).count("sso.key_added") == 3


def test_a_retired_secret_holds_no_more(sso, secret, site, now):
    retire_key(site=site, key=SsoKey.objects.get().uuid.hex[:8], actor_name="tests", now=now)
    assert code_of(sso(signed(secret))) == "sso_forged"
    with pytest.raises(SsoKeyNotFound):
        retire_key(site=site, key="", actor_name="tests", now=now)


def test_the_secret_does_not_lie_in_the_database(secret, site):
    assert secret.removeprefix("rjsso_") not in str(SsoKey.objects.values())


def test_the_secret_of_another_site_signs_nothing_here(sso, secret, now):
    from rejoinder.moderation.services.sites import add_site

    other = add_site(key="rojgar", name="Rojgar", language="ckb", now=now)
    theirs = new_secret(site=other, actor_name="tests", secret=INSTALLATION, now=now)
    assert code_of(sso(signed(theirs))) == "sso_forged"


def test_only_a_verified_address_joins_who_signed_in_by_mail(sso, secret, site, now):
    by_mail = Reader.objects.create(site=site, email="mina@example.org", email_verified_at=now, created_at=now)
    sso(signed(secret, sub="stranger", email="mina@example.org"))
    stranger = Reader.objects.get(subject="stranger")
    assert stranger != by_mail and stranger.email is None
    sso(signed(secret, jti="two", sub="mina", email="Mina@example.org", email_verified=True))
    assert Reader.objects.get(subject="mina") == by_mail
    sso(signed(secret, jti="three", sub="second", email="mina@example.org", email_verified=True))
    assert Reader.objects.get(subject="second").email is None


@pytest.mark.parametrize("name", ["x" * 500, "nul \0 and \x07", 7, None, "  spaced\n out  ", "\ud800"])
def test_a_name_that_cant_be_shown_keeps_nobody_out(sso, secret, name):
    head = base64.urlsafe_b64encode(b'{"alg":"HS256"}').decode()
    answer = sso(_hand_made(head, claims(name=name), secret))
    assert answer.status_code == 200 and len(answer.json()["reader"]["name"]) <= 80


def test_a_blocked_reader_does_not_come_back_by_the_publishers_login(sso, secret):
    sso(signed(secret))
    Reader.objects.update(blocked_at=timezone.now())
    assert error_of(sso(signed(secret, jti="two")))["code"] == "reader_blocked"


def test_only_the_sites_pages_hand_tokens_over(sso, secret):
    assert code_of(sso(signed(secret), Origin="https://evil.example")) == "origin_not_allowed"


def _example(language):
    return re.search(rf"```{language}\n(.*?)```", GUIDE.read_text(), re.DOTALL)[1]


def _by_python(arguments):
    known = {}
    exec(_example("python"), known)
    return known["comment_token"](*arguments)


def _by(program, flag, code, call):
    return subprocess.run([program, flag, code + call], capture_output=True, text=True, check=True).stdout.strip()


PROGRAMS = {"php": "php", "javascript": "node"}
RUNNABLE = ["python", *(language for language, program in PROGRAMS.items() if shutil.which(program))]


@pytest.mark.parametrize("language", RUNNABLE)
def test_the_examples_of_the_guide_sign(sso, secret, language):
    arguments = [42, "Mîna “ئاسۆ”", "mina@example.org", "gazette", secret]
    listed = ", ".join(json.dumps(argument, ensure_ascii=False) for argument in arguments)
    match language:
        case "python":
            token = _by_python(arguments)
        case "php":
            token = _by("php", "-r", _example("php").removeprefix("<?php"), f"echo comment_token({listed});")
        case _:
            token = _by("node", "-e", _example("javascript"), f"console.log(commentToken({listed}))")
    answer = sso(token)
    assert answer.status_code == 200, answer.content
    assert answer.json()["reader"]["name"] == "Mîna “ئاسۆ”"
    assert Reader.objects.get().email == "mina@example.org"
