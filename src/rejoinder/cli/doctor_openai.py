"""What callers of OpenAI's moderations send and rely on, call by call."""

from collections.abc import Mapping
from typing import Any, Final

import httpx

from rejoinder.cli.doctor_calls import INSULT, THANKS, Calls, Unexpected, brief, expect, json_object, ok

PATH: Final = "/v1/moderations"
_KEYS: Final = 13
"""Categories, all of which the official client declares required."""


def calls(key: str) -> Calls:
    """The calls, with a key."""
    authority = {"Authorization": f"Bearer {key}"}

    def moderate(client: httpx.Client, given: Any, model: str = "omni-moderation-latest") -> dict[str, Any]:
        answer = ok(client.post(PATH, json={"input": given, "model": model}, headers=authority))
        expect(answer.get("model") == model, f"the model should be echoed; got {answer.get('model')!r}")
        return answer

    def listed(client: httpx.Client) -> None:
        thanks, insult = _results(moderate(client, [THANKS, INSULT]), 2)
        expect(thanks.get("flagged") is False, "thanks should not be flagged")
        expect(
            insult.get("flagged") is True and insult["categories"].get("harassment"), "an insult should be harassment"
        )

    def parts(client: httpx.Client) -> None:
        (result,) = _results(moderate(client, [{"type": "text", "text": INSULT}], "text-moderation-latest"), 1)
        expect(result.get("flagged") is True, "an insult sent as a part should be flagged")

    def image(client: httpx.Client) -> None:
        part = {"type": "image_url", "image_url": {"url": "https://images.example/x.png"}}
        _refused(client.post(PATH, json={"input": [part]}, headers=authority), 400)

    def empty(client: httpx.Client) -> None:
        _refused(client.post(PATH, json={"input": ""}, headers=authority), 400)

    def wrong_key(client: httpx.Client) -> None:
        error = _refused(client.post(PATH, json={"input": THANKS}, headers={"Authorization": "Bearer wrong"}), 401)
        expect(error.get("code") == "invalid_api_key", f"code should be invalid_api_key; got {error.get('code')!r}")

    return {
        "list of texts": listed,
        "parts of a text": parts,
        "image": image,
        "empty input": empty,
        "wrong key": wrong_key,
    }


def _results(answer: Mapping[str, Any], number: int) -> list[dict[str, Any]]:
    results = answer.get("results")
    if not isinstance(results, list) or len(results) != number or not all(isinstance(one, dict) for one in results):
        raise Unexpected(f"there should be {number} results")
    for result in results:
        for name in ("categories", "category_scores", "category_applied_input_types"):
            found = result.get(name)
            expect(isinstance(found, dict) and len(found) == _KEYS, f"{name} should have all {_KEYS} categories")
    return results


def _refused(response: httpx.Response, status: int) -> dict[str, Any]:
    error = json_object(response).get("error")
    if response.status_code != status or not isinstance(error, dict) or "message" not in error:
        raise Unexpected(f"should be refused with {status} and an error; got {brief(response)}")
    expect("x-request-id" in response.headers, "x-request-id is missing")
    return error
