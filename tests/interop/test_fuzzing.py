"""What the published description allows and what it doesn't, sent to every drop-in endpoint: an answer in the shape of
the protocol, never a 500, and never a word of the comment in a log.
"""

import json
import logging
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import jsonschema
import pytest
import schemathesis
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode

from rejoinder.interop.coral.signature import signature

PAGE = Path(__file__).parent.parent.parent / "docs/reference/drop-in-openapi.yaml"
DOCUMENT = yaml.safe_load(PAGE.read_text())
OPERATIONS = {
    found.ok().definition.raw["operationId"]: found.ok()
    for found in schemathesis.openapi.from_dict(DOCUMENT).get_all_operations()
}
SECRET = "empsec_" + "5a" * 32
FEW = settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def send(client, key, settings):
    """Sends a request with what the protocol takes for authority; the response, checked against the description."""
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, coral_signing_secret=SECRET, coral_timeout_ms=60_000)

    def send_(name, method, path, query, body, kind, headers=None):
        given_headers = {**(headers or {}), "X-Goog-Api-Key": key}
        if name == "moderations":
            given_headers["Authorization"] = f"Bearer {key}"
        if name == "coral":
            given_headers["X-Coral-Signature"] = signature(SECRET, body)
        address = f"{path}?{query}" if query else path
        response = client.generic(method, address, body, content_type=kind, headers=given_headers)
        assert response.status_code < 500
        check_shape(name, response)
        return response

    return send_


def check_shape(name, response):
    """As the description says of this operation."""
    described = OPERATIONS[name].definition.raw["responses"]
    answer = described.get(str(response.status_code)) or described.get("default")
    assert answer, f"{response.status_code} is not described"
    if "$ref" in answer:
        answer = DOCUMENT["components"]["responses"][answer["$ref"].rpartition("/")[2]]
    kind = response["Content-Type"].partition(";")[0] if response.content else None
    if kind is None:
        assert "content" not in answer
        return
    schema = answer["content"][kind]["schema"]
    value = json.loads(response.content) if kind == "application/json" else response.content.decode()
    jsonschema.validate(value, {**schema, "components": DOCUMENT["components"]})


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["as described", "not so"])
@pytest.mark.parametrize("name", sorted(set(OPERATIONS) - {"batch"}))
def test_whatever_is_sent_is_answered_in_the_protocols_shape(send, key, name, mode):
    operation = OPERATIONS[name]

    @FEW
    @given(case=operation.as_strategy(generation_mode=mode))
    def run(case):
        request = case.as_transport_kwargs(base_url="http://testserver")
        query = urlencode({**(request.get("params") or {}), "key": key, "api_key": key}, doseq=True)
        kind, body = "application/json", b""
        if request.get("json") is not None:
            body = json.dumps(request["json"]).encode()
        elif isinstance(request.get("data"), dict):
            kind = "application/x-www-form-urlencoded"
            body = urlencode(request["data"], doseq=True).encode()
        elif request.get("data") is not None:
            body = request["data"] if isinstance(request["data"], bytes) else str(request["data"]).encode()
        send(name, case.method, operation.path, query, body, kind)

    run()


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just("\ud83d") | st.just("\0"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
MEMBERS = {
    "analyze": ["comment", "text", "type", "requestedAttributes", "TOXICITY", "scoreThreshold", "languages", "context"],
    "suggestscore": ["comment", "text", "attributeScores", "TOXICITY", "summaryScore", "value", "spanScores", "begin"],
    "coral": ["comment", "body", "story", "url", "action"],
    "moderations": ["input", "type", "text", "model", "image_url"],
}
VALID = {
    "analyze": {"comment": {"text": "Thanks."}, "requestedAttributes": {"TOXICITY": {}}, "languages": ["en"]}
    | {"context": {"entries": [{"text": "An article."}]}, "clientToken": "t"}
    | dict.fromkeys(("spanAnnotations", "doNotStore", "dropUnsupportedAttributes")),
    "suggestscore": {"comment": {"text": "Thanks."}, "attributeScores": {"TOXICITY": {"summaryScore": {"value": 1}}}}
    | dict.fromkeys(("languages", "clientToken", "context")),
    "coral": {"action": "NEW", "comment": {"body": "Thanks."}, "story": {"url": "https://news.example.org"}},
    "moderations": {"input": "Thanks.", "model": "omni-moderation-latest"},
}
"""All members of a call that is answered; each in turn gets any value."""


@pytest.mark.parametrize("name", sorted(MEMBERS))
def test_known_members_with_any_values(send, name):
    value = st.recursive(
        JSON_VALUES,
        lambda inner: st.dictionaries(st.sampled_from(MEMBERS[name]), inner, max_size=4) | st.lists(inner, max_size=2),
        max_leaves=8,
    )

    @settings(FEW, max_examples=30)
    @given(body=st.dictionaries(st.sampled_from(MEMBERS[name]), value, max_size=4))
    def run(body):
        send(name, "POST", OPERATIONS[name].path, "", json.dumps(body).encode(), "application/json")

    run()


ODD = (True, 7, -1.5, float("nan"), 10**400, "x", "", "\ud83d", "\0", [], ["x"], [None], [[]], {}, {"x": 1}, {"": None})


def with_one_odd(value):
    """The value with each of its parts, at any depth, replaced by each odd one."""
    yield from ODD
    if isinstance(value, dict):
        for name, member in value.items():
            yield from ({**value, name: odd} for odd in with_one_odd(member))
    elif isinstance(value, list):
        yield from ([odd] for odd in with_one_odd(value[0]))


@pytest.mark.parametrize("name", sorted(VALID))
def test_each_member_in_turn_with_what_it_is_not(send, name):
    for body in with_one_odd(VALID[name]):
        send(name, "POST", OPERATIONS[name].path, "", json.dumps(body).encode(), "application/json")


MARK = "Zqxmarkwort"
DEEP = {"a": 1}
for _ in range(200):
    DEEP = {"a": DEEP}
TORN = [
    f'{{"comment": {{"text": "{MARK}"'.encode(),
    f'{{"comment": {{"text": "{MARK}", "type": "{MARK}", "body": 7}}, "input": {{"text": "{MARK}"}}}}'.encode(),
    f'{{"comment": {{"text": "{MARK} idiot", "body": "{MARK} idiot"}}, "input": "{MARK} idiot",'
    f' "requestedAttributes": {{"{MARK}": {{}}}}, "attributeScores": {{"{MARK}": {{}}}}}}'.encode(),
    json.dumps({"comment": {"text": MARK * 2000, "body": MARK * 2000}, "input": MARK * 2000}).encode(),
    json.dumps({"comment": {"text": MARK, "body": MARK}, "input": MARK, "context": DEEP}).encode(),
    b"\xff\xfe" + MARK.encode(),
    f"comment_content={MARK}&blog={MARK}&api_key={MARK}".encode(),
    b"[" * 100_000 + MARK.encode(),
]


@pytest.mark.parametrize("body", TORN, ids=range(len(TORN)))
@pytest.mark.parametrize("name", sorted(set(OPERATIONS) - {"discovery", "usageLimit"}))
def test_no_word_of_a_comment_is_logged(send, name, body, caplog, capsys):
    caplog.set_level(logging.DEBUG)
    kind = "application/x-www-form-urlencoded" if "akismet" in OPERATIONS[name].path else "application/json"
    send(name, "POST", OPERATIONS[name].path, "", body, kind)
    assert MARK not in caplog.text
    assert MARK not in "".join(capsys.readouterr())
