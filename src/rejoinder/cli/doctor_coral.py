"""What Coral's external moderation phase sends and relies on, call by call."""

import hashlib
import hmac
import json
from typing import Any, Final

import httpx

from rejoinder.cli.doctor_calls import INSULT, THANKS, Calls, brief, expect, ok

PATH: Final = "/coral/moderate"
_KEEPING: Final = ("SYSTEM_WITHHELD", "REJECTED")
_REASONS: Final = ("COMMENT_DETECTED_TOXIC", "COMMENT_DETECTED_SPAM")


def calls(secret: str) -> Calls:
    """The calls, signed with a secret as Coral shows it."""

    def moderate(client: httpx.Client, text: str, *, signed_by: tuple[str, ...] = (secret,)) -> httpx.Response:
        fields = {
            "action": "NEW",
            "comment": {"body": text, "parentID": None},
            "author": {"id": "doctor", "role": "COMMENTER"},
            "story": {"id": "doctor", "url": "https://news.example.org/doctor"},
            "site": {"id": "doctor"},
            "tenantID": "doctor",
            "tenantDomain": "talk.example.org",
        }
        body = json.dumps(fields, indent=2, ensure_ascii=False).encode()
        entries = ("sha256=" + hmac.new(one.encode(), body, hashlib.sha256).hexdigest() for one in signed_by)
        headers = {"Content-Type": "application/json", "X-Coral-Signature": ",".join(entries)}
        return client.post(PATH, content=body, headers=headers)

    def thanks(client: httpx.Client) -> None:
        response = moderate(client, THANKS)
        expect(response.status_code == 204, f"thanks should be answered 204, no opinion; got {brief(response)}")

    def insult(client: httpx.Client) -> None:
        _check(ok(moderate(client, INSULT)))

    def arabic(client: httpx.Client) -> None:
        _check(ok(moderate(client, "سأقتلك يا كلب")))

    def rotated(client: httpx.Client) -> None:
        response = moderate(client, THANKS, signed_by=("empsec_old", secret))
        expect(response.status_code == 204, f"one of two signatures should do; got {brief(response)}")

    def unsigned(client: httpx.Client) -> None:
        response = moderate(client, THANKS, signed_by=("empsec_wrong",))
        expect(response.status_code == 401, f"a wrong signature should be refused with 401; got {brief(response)}")

    return {
        "thanks": thanks,
        "insult": insult,
        "threat in Arabic": arabic,
        "two signatures, while the secret is rotated": rotated,
        "wrong signature": unsigned,
    }


def _check(decision: dict[str, Any]) -> None:
    """As Coral validates it: it publishes on an answer that it refuses."""
    status = decision.get("status")
    expect(status in _KEEPING, f"the comment should be kept back; got {status!r}")
    known = set(decision) <= {"status", "actions", "moderationAction"}
    expect(known, f"there are members that Coral doesn't know: {sorted(decision)}")
    for action in decision.get("actions", []):
        fits = isinstance(action, dict) and action.get("actionType") == "FLAG" and action.get("reason") in _REASONS
        expect(fits, f"an action should be a flag, toxic or spam; got {action!r}")
