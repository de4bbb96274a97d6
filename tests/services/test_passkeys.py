"""Passkeys: what a device signed for us, just now, is taken; nothing else. The device is made here of its parts."""

import hashlib
import json
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

from rejoinder.comments.errors import PasskeyNotValid, PasskeyTooLate, ReaderBlocked
from rejoinder.comments.models import Passkey, Reader, ReaderSession
from rejoinder.comments.services.passkeys import (
    Party,
    begin_adding,
    begin_signing_in,
    finish_adding,
    finish_signing_in,
    remove_passkey,
)
from rejoinder.comments.sessions import start_session

PARTY = Party("https://comments.gazette.example", "Gazette")
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


class Device:
    """An authenticator with one credential."""

    def __init__(self, name=b"credential-1"):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = name
        self.count = 0
        self.flags = PRESENT | VERIFIED
        self.origin = PARTY.origin
        self.rp = "comments.gazette.example"

    def _client(self, kind, challenge):
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _rp(self):
        return hashlib.sha256(self.rp.encode()).digest()

    def create(self, challenge):
        """What ``navigator.credentials.create`` answers."""
        public = ES256.from_cryptography_key(self.key.public_key())
        credential = AttestedCredentialData.create(b"\0" * 16, self.id, public)
        data = AuthenticatorData.create(self._rp(), self.flags | ATTESTED, self.count, credential)
        response = {
            "clientDataJSON": websafe_encode(self._client("webauthn.create", challenge)),
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        }
        return self._answer(response)

    def get(self, challenge, kind="webauthn.get"):
        """What ``navigator.credentials.get`` answers."""
        data = AuthenticatorData.create(self._rp(), self.flags, self.count)
        client = self._client(kind, challenge)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        response = {
            "clientDataJSON": websafe_encode(client),
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(signature),
        }
        return self._answer(response)

    def _answer(self, response):
        name = websafe_encode(self.id)
        return {"id": name, "rawId": name, "type": "public-key", "response": response, "clientExtensionResults": {}}


@pytest.fixture
def session(site, now):
    reader = Reader.objects.create(site=site, display_name="Mina", created_at=now)
    start_session(reader=reader, now=now)
    return ReaderSession.objects.select_related("reader__site").get()


@pytest.fixture
def device(session, now):
    """A device whose passkey is known."""
    device = Device()
    add(session, device, now)
    return device


def add(session, device, now):
    options, state = begin_adding(session=session, party=PARTY, now=now)
    answer = device.create(options["publicKey"]["challenge"])
    return finish_adding(session=session, party=PARTY, state=state, answer=answer, now=now)


def sign_in(site, device, now, change=lambda answer: answer, **kind):
    options, state = begin_signing_in(party=PARTY)
    answer = change(device.get(options["publicKey"]["challenge"], **kind))
    return finish_signing_in(site=site, party=PARTY, state=state, answer=answer, now=now)


def test_a_passkey_signs_its_reader_in(session, device, site, now):
    assert sign_in(site, device, now) == session.reader
    assert Passkey.objects.get().last_used_at == now


def test_nobody_is_asked_less_than_finger_or_pin(session, now):
    options, _ = begin_adding(session=session, party=PARTY, now=now)
    asked = options["publicKey"]["authenticatorSelection"]
    assert (asked["userVerification"], asked["residentKey"]) == ("required", "required")
    assert begin_signing_in(party=PARTY)[0]["publicKey"]["userVerification"] == "required"
    lax = Device()
    lax.flags = PRESENT
    with pytest.raises(PasskeyNotValid):
        add(session, lax, now)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda device: setattr(device, "origin", "https://evil.example"),
        lambda device: setattr(device, "rp", "evil.example"),
        lambda device: setattr(device, "flags", PRESENT),
        lambda device: setattr(device, "flags", VERIFIED),
        lambda device: setattr(device, "key", ec.generate_private_key(ec.SECP256R1())),
        lambda device: setattr(device, "id", b"credential-2"),
    ],
)
def test_another_page_key_or_device_is_refused(device, site, now, spoil):
    spoil(device)
    with pytest.raises(PasskeyNotValid):
        sign_in(site, device, now)


def test_the_answer_to_another_question_is_none(device, site, now):
    _, state = begin_signing_in(party=PARTY)
    old, _ = begin_signing_in(party=PARTY)
    answer = device.get(old["publicKey"]["challenge"])
    with pytest.raises(PasskeyNotValid):
        finish_signing_in(site=site, party=PARTY, state=state, answer=answer, now=now)
    with pytest.raises(PasskeyNotValid):
        sign_in(site, device, now, kind="webauthn.create")


@pytest.mark.parametrize("junk", [{}, {"id": 1}, {"id": "a", "rawId": "b"}, {"rawId": None, "response": []}])
def test_junk_is_no_answer(session, device, site, now, junk):
    with pytest.raises(PasskeyNotValid):
        sign_in(site, device, now, change=lambda _: junk)
    _, state = begin_adding(session=session, party=PARTY, now=now)
    with pytest.raises(PasskeyNotValid):
        finish_adding(session=session, party=PARTY, state=state, answer=junk, now=now)


def test_a_counter_that_does_not_grow_tells_of_a_copy(device, site, now):
    device.count = 5
    sign_in(site, device, now)
    for count in (5, 4, 0):
        device.count = count
        with pytest.raises(PasskeyNotValid):
            sign_in(site, device, now)
    device.count = 6
    assert sign_in(site, device, now)


def test_a_passkey_of_one_site_is_none_of_another(device, now):
    from rejoinder.moderation.services.sites import add_site

    other = add_site(key="rojgar", name="Rojgar", language="ckb", now=now)
    with pytest.raises(PasskeyNotValid):
        sign_in(other, device, now)


def test_a_passkey_of_a_blocked_reader_opens_nothing(device, site, now):
    Reader.objects.update(blocked_at=now)
    with pytest.raises(ReaderBlocked):
        sign_in(site, device, now)


def test_an_hour_after_the_sign_in_passkeys_are_as_they_are(session, device, now):
    late = now + timedelta(hours=1)
    with pytest.raises(PasskeyTooLate):
        begin_adding(session=session, party=PARTY, now=late)
    _, state = begin_adding(session=session, party=PARTY, now=now)
    with pytest.raises(PasskeyTooLate):
        finish_adding(session=session, party=PARTY, state=state, answer={}, now=late)
    with pytest.raises(PasskeyTooLate):
        remove_passkey(session=session, passkey=Passkey.objects.get().pk, now=late)


def test_nobody_removes_anothers_passkey(device, site, now):
    other = Reader.objects.create(site=site, created_at=now)
    start_session(reader=other, now=now)
    theirs = ReaderSession.objects.select_related("reader").get(reader=other)
    remove_passkey(session=theirs, passkey=Passkey.objects.get().pk, now=now)
    assert Passkey.objects.count() == 1


def test_a_passkey_is_one_readers(session, device, now):
    with pytest.raises(PasskeyNotValid):
        add(session, device, now)
