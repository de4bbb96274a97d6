"""Readers' passkeys (Web Authentication): added, signed in with, named, removed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit

from django.db import IntegrityError, transaction
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from rejoinder.comments.blocks import require_unblocked
from rejoinder.comments.errors import PasskeyNotValid, PasskeyTooLate
from rejoinder.comments.models import Passkey, Reader, ReaderSession, Site
from rejoinder.comments.services.gate import check_author_name

FRESH_FOR: Final = timedelta(hours=1)
"""How soon after a sign-in passkeys are changed, so that a window left open adds nobody else's."""
MOST: Final = 10
_VERIFIED: Final = UserVerificationRequirement.REQUIRED
"""By fingerprint or PIN: the passkey is all there is to this sign-in."""
_BAD: Final = (ValueError, TypeError, KeyError, AttributeError, IndexError, AssertionError)
"""What the library raises on answers that are not such."""


@dataclass(frozen=True, slots=True)
class Party:
    """The installation, as browsers know it: ``https://comments.example.org``."""

    origin: str
    name: str

    def server(self) -> Fido2Server:
        """What makes challenges and checks answers."""
        entity = PublicKeyCredentialRpEntity(id=urlsplit(self.origin).hostname or "", name=self.name)
        return Fido2Server(entity, verify_origin=lambda origin: origin == self.origin)


Begun = tuple[dict[str, Any], dict[str, Any]]
"""What the browser is asked, and what the server must remember."""


def begin_adding(*, session: ReaderSession, party: Party, now: datetime) -> Begun:
    """Asks for a new passkey.

    Raises:
        PasskeyTooLate.
    """
    _require_fresh(session, now)
    reader = session.reader
    name = reader.display_name or reader.email or "reader"
    user = PublicKeyCredentialUserEntity(id=reader.uuid.bytes, name=name, display_name=name)
    options, state = party.server().register_begin(
        user,
        [_credential(passkey) for passkey in reader.passkeys.all()],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=_VERIFIED,
    )
    return dict(options), state


def finish_adding(
    *, session: ReaderSession, party: Party, state: Mapping[str, Any], answer: Mapping[str, Any], now: datetime
) -> Passkey:
    """The passkey, kept.

    Raises:
        PasskeyTooLate, PasskeyNotValid.
    """
    _require_fresh(session, now)
    try:
        found = party.server().register_complete(state, RegistrationResponse.from_dict(answer))
    except _BAD as error:
        raise PasskeyNotValid from error
    if found.credential_data is None or not found.is_user_verified():
        raise PasskeyNotValid
    try:
        with transaction.atomic():
            reader = Reader.objects.select_for_update(no_key=True).get(pk=session.reader_id)
            if reader.passkeys.count() >= MOST:
                raise PasskeyNotValid
            return Passkey.objects.create(
                reader=reader,
                credential_id=websafe_encode(found.credential_data.credential_id),
                credential=websafe_encode(found.credential_data),
                sign_count=found.counter,
                created_at=now,
            )
    except IntegrityError:
        raise PasskeyNotValid from None


def begin_signing_in(*, party: Party) -> Begun:
    """Asks for any passkey of ours."""
    options, state = party.server().authenticate_begin(user_verification=_VERIFIED)
    return dict(options), state


def finish_signing_in(
    *, site: Site, party: Party, state: Mapping[str, Any], answer: Mapping[str, Any], now: datetime
) -> Reader:
    """The reader whose passkey answered.

    Raises:
        PasskeyNotValid: unknown, of another site, not the answer to our question, or a copy by its counter.
        ReaderBlocked.
    """
    try:
        response = AuthenticationResponse.from_dict(answer)
        raw_id = websafe_encode(response.raw_id)
        found = Passkey.objects.select_related("reader__site").filter(credential_id=raw_id, reader__site=site).first()
        known = [_credential(found)] if found else []
        party.server().authenticate_complete(state, known, response)
        counter = response.response.authenticator_data.counter
    except _BAD as error:
        raise PasskeyNotValid from error
    if found is None or found.reader.erased_at is not None:
        raise PasskeyNotValid
    # Level 2, 7.2, step 21: a counter that does not grow tells of a copy. Many devices count nothing, and stay at 0.
    moved = (
        Passkey.objects.filter(pk=found.pk, sign_count__lt=counter)
        if counter
        else Passkey.objects.filter(pk=found.pk, sign_count=0)
    )
    if not moved.update(sign_count=counter, last_used_at=now):
        raise PasskeyNotValid
    require_unblocked(found.reader, now)
    return found.reader


def name_passkey(*, session: ReaderSession, passkey: int, name: str) -> None:
    """Gives one of the reader's own passkeys a name."""
    Passkey.objects.filter(reader=session.reader, pk=passkey).update(name=check_author_name(name))


def remove_passkey(*, session: ReaderSession, passkey: int, now: datetime) -> None:
    """Ends one of the reader's own passkeys.

    Raises:
        PasskeyTooLate.
    """
    _require_fresh(session, now)
    Passkey.objects.filter(reader=session.reader, pk=passkey).delete()


def is_fresh(session: ReaderSession, now: datetime) -> bool:
    """Whether the reader has proved who they are recently enough to change passkeys."""
    return now - session.created_at < FRESH_FOR


def _require_fresh(session: ReaderSession, now: datetime) -> None:
    if not is_fresh(session, now):
        raise PasskeyTooLate


def _credential(passkey: Passkey) -> AttestedCredentialData:
    return AttestedCredentialData(websafe_decode(passkey.credential))
