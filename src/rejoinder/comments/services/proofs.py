"""Proof of work instead of a puzzle: the reader's browser finds a number before a comment is taken.

ALTCHA's first scheme (https://altcha.org/docs/v2/proof-of-work-v1/): SHA-256 of a salt and a number not above
HARDEST; a phone finds it in about a second, a robot pays that for every comment. Each proof serves once.
"""

import base64
import hashlib
import json
from datetime import datetime, timedelta
from typing import Final

from altcha.v1 import ChallengeOptions, create_challenge, verify_solution

from rejoinder.comments.errors import ProofNotValid
from rejoinder.comments.services.allowances import spend_once

HARDEST: Final = 50_000
VALID_FOR: Final = timedelta(minutes=30)
LONGEST_CHARS: Final = 2_000


def new_challenge(*, secret: str, now: datetime) -> dict[str, object]:
    """A challenge as ALTCHA's clients read it: algorithm, challenge, maxnumber, salt, signature."""
    options = ChallengeOptions(max_number=HARDEST, hmac_key=_key(secret), expires=now + VALID_FOR)
    made = create_challenge(options)
    return {
        "algorithm": made.algorithm,
        "challenge": made.challenge,
        "maxnumber": HARDEST,  # the library's own to_dict spells it otherwise than ALTCHA's widget reads it
        "salt": made.salt,
        "signature": made.signature,
    }


def use_proof(*, payload: str, secret: str, now: datetime) -> None:
    """Takes a proof (base64 of JSON, as ALTCHA's clients send it), which then serves no second time.

    Raises:
        ProofNotValid: none, forged, run out or used before.
    """
    if not payload or len(payload) > LONGEST_CHARS or not _is_right(payload, secret):
        raise ProofNotValid
    if not spend_once(digest=_digest(payload), ends_at=now + VALID_FOR):
        raise ProofNotValid


def _is_right(payload: str, secret: str) -> bool:
    try:
        right, _ = verify_solution(payload, _key(secret), check_expires=True)
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
        return False  # the library assumes the shape that its own clients send
    return bool(right)


def _digest(payload: str) -> str:
    """The same for every spelling of a proof: of what the server signed, not of what came over the wire."""
    return hashlib.sha256(str(json.loads(base64.b64decode(payload))["signature"]).encode()).hexdigest()


def _key(secret: str) -> str:
    return hashlib.sha256(b"rejoinder.proof\0" + secret.encode()).hexdigest()
