"""What Perspective's callers send and rely on, call by call."""

import json
from collections.abc import Mapping
from typing import Any, Final

import httpx

from rejoinder.cli.doctor_calls import INSULT, THANKS, Calls, Unexpected, brief, expect, json_object, ok

ANALYZE: Final = "/perspective/v1alpha1/comments:analyze"

ARABIC_THREAT: Final = "سأقتلك يا كلب"
TWO_SENTENCES: Final = "The minister never answers. 😡 Ask him again tomorrow!"
TWO_SPANS: Final = [(0, 30), (31, 54)]


def _english(client: httpx.Client) -> None:
    insult, thanks = (_toxicity(_analyze(client, text)) for text in (INSULT, THANKS))
    expect(insult > 0.7 > 0.3 > thanks, f"an insult should score over 0.7, thanks under 0.3; got {insult}, {thanks}")


def _arabic(client: httpx.Client) -> None:
    answer = _analyze(client, ARABIC_THREAT, languages=["en"])
    toxicity = _toxicity(answer)
    expect(toxicity > 0.7, f"a threat in Arabic, sent as English, should score over 0.7; got {toxicity}")
    expect(answer.get("languages") == ["en"], f"languages should echo the call's; got {answer.get('languages')}")
    detected = answer.get("detectedLanguages")
    expect(detected == ["ar"], f"detectedLanguages should be Arabic; got {detected}")


def _snake_case(client: httpx.Client) -> None:
    body = {"comment": {"text": THANKS}, "requested_attributes": {"TOXICITY": None}, "do_not_store": True}
    answer = ok(client.post(ANALYZE, json={**body, "client_token": "token"}))
    _toxicity(answer)
    token = answer.get("clientToken")
    expect(token == "token", f"clientToken should come back; got {token}")  # noqa: S105 - no secret


def _spans(client: httpx.Client) -> None:
    answer = _analyze(client, TWO_SENTENCES, spanAnnotations=True)
    spans = _objects(answer["attributeScores"]["TOXICITY"].get("spanScores"))
    found = [(span.get("begin"), span.get("end")) for span in spans]
    expect(found == TWO_SPANS, f"sentences should be at {TWO_SPANS} in UTF-16 units; got {found}")


def _empty(client: httpx.Client) -> None:
    response = client.post(ANALYZE, json={"comment": {"text": ""}, "requestedAttributes": {"TOXICITY": {}}})
    error = _error(response, 400, "INVALID_ARGUMENT")
    kinds = [detail.get("errorType") for detail in _objects(error.get("details"))]
    expect(kinds == ["COMMENT_EMPTY"], f"errorType should be COMMENT_EMPTY; got {kinds}")


def _wrong_key(client: httpx.Client) -> None:
    body = {"comment": {"text": THANKS}, "requestedAttributes": {"TOXICITY": {}}}
    error = _error(client.post(ANALYZE, params={"key": "wrong"}, json=body), 400, "INVALID_ARGUMENT")
    message = str(error.get("message"))
    expect(message.startswith("API key not valid."), f"the message should begin API key not valid; got {message!r}")


def _discovery(client: httpx.Client) -> None:
    document = ok(client.get("/perspective/$discovery/rest", params={"version": "v1alpha1"}))
    root = f"{str(client.base_url).rstrip('/')}/perspective/"
    given = document.get("rootUrl")
    expect(given == root, f"rootUrl should be {root}: set REJOINDER_BASE_URL; got {given}")


def _batch(client: httpx.Client) -> None:
    call = json.dumps({"comment": {"text": INSULT}, "requestedAttributes": {"TOXICITY": {}}})
    part = (
        "--b\r\nContent-Type: application/http\r\nContent-ID: <u + 1>\r\n\r\n"
        f"POST {ANALYZE}?{client.params} HTTP/1.1\r\nContent-Type: application/json\r\n\r\n{call}\r\n--b--\r\n"
    )
    headers = {"Content-Type": "multipart/mixed; boundary=b"}
    response = client.post("/perspective/batch", content=part, headers=headers)
    answered = "<response-u + 1>" in response.text and "HTTP/1.1 200" in response.text
    expect(response.status_code == 200 and answered, f"the part should be answered 200; got {brief(response)}")


CALLS: Final[Calls] = {
    "analyze, English": _english,
    "analyze, Arabic sent as English": _arabic,
    "analyze, snake_case names": _snake_case,
    "analyze, spans in UTF-16 units": _spans,
    "analyze, empty comment": _empty,
    "analyze, wrong key": _wrong_key,
    "discovery document": _discovery,
    "batch": _batch,
}
"""Each raises Unexpected, or httpx.TransportError when nobody answers."""


def _analyze(client: httpx.Client, text: str, **fields: Any) -> dict[str, Any]:
    body = {"comment": {"text": text}, "requestedAttributes": {"TOXICITY": {}}, "doNotStore": True, **fields}
    answer = ok(client.post(ANALYZE, json=body))
    _toxicity(answer)
    return answer


def _toxicity(answer: Mapping[str, Any]) -> float:
    try:
        value = answer["attributeScores"]["TOXICITY"]["summaryScore"]["value"]
    except (KeyError, TypeError):
        raise Unexpected("attributeScores.TOXICITY.summaryScore.value is missing") from None
    if not isinstance(value, int | float) or not 0 <= value <= 1:
        raise Unexpected(f"the score should be a number from 0 to 1; got {value!r}")
    return float(value)


def _error(response: httpx.Response, code: int, status: str) -> dict[str, Any]:
    error = json_object(response).get("error")
    if response.status_code != code or not isinstance(error, dict) or error.get("status") != status:
        raise Unexpected(f"should be answered {code} {status}; got {brief(response)}")
    return error


def _objects(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
