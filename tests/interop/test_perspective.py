"""The Perspective drop-in against its contract: what clients send, match and read."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rejoinder.comments.models import Allowance, ApiKey, Comment
from rejoinder.interop import quota
from rejoinder.interop.capacity import Capacity, Overloaded
from rejoinder.interop.perspective.attributes import MAPPED, UNMAPPED
from rejoinder.interop.utf16 import utf16_length, utf16_span


def test_an_insult_scores_high_and_thanks_score_low(analyze):
    _, insult = analyze("You are a stupid idiot.", requestedAttributes={"TOXICITY": {}, "INSULT": {}})
    _, thanks = analyze("Thank you for this careful report.")
    assert insult["attributeScores"]["INSULT"]["summaryScore"]["value"] > 0.7
    assert insult["attributeScores"]["TOXICITY"]["summaryScore"]["type"] == "PROBABILITY"
    assert thanks["attributeScores"]["TOXICITY"]["summaryScore"]["value"] < 0.3


def test_every_mapped_attribute_is_answered_under_the_name_asked(analyze):
    names = [*MAPPED, "TOXICITY@6"]
    status, answer = analyze(requestedAttributes={name: {} for name in names})
    assert status == 200
    assert list(answer["attributeScores"]) == names
    for entry in answer["attributeScores"].values():
        assert 0 <= entry["summaryScore"]["value"] <= 1
        assert entry["spanScores"][0]["begin"] == 0


@pytest.mark.parametrize("name", sorted(UNMAPPED))
def test_an_attribute_without_an_honest_mapping_gets_no_invented_number(analyze, name):
    status, answer = analyze(requestedAttributes={"TOXICITY": {}, name: {}})
    assert status == 400
    assert answer["error"]["message"].startswith(f"Attribute {name} does not support request languages: ")
    status, answer = analyze(requestedAttributes={"TOXICITY": {}, name: {}}, dropUnsupportedAttributes=True)
    assert (status, list(answer["attributeScores"])) == (200, ["TOXICITY"])


def test_one_span_covers_the_whole_text_when_none_are_asked_for(analyze):
    text = "👨‍👩‍👧 family x, you idiot"
    _, answer = analyze(text)
    (span,) = answer["attributeScores"]["TOXICITY"]["spanScores"]
    assert (span["begin"], span["end"]) == (0, utf16_length(text))


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("The minister never answers. 😡 Ask him again tomorrow!", [(0, 30), (31, 54)]),
        ("أين التحقيق؟ نريد أجوبة.", [(0, 12), (13, 24)]),
        ("no full stop at the end", [(0, 23)]),
        ("line one of it\nline two of it", [(0, 14), (15, 29)]),
    ],
)
def test_spans_are_sentences_in_utf16_units(analyze, text, spans):
    _, answer = analyze(text, spanAnnotations=True)
    found = answer["attributeScores"]["TOXICITY"]["spanScores"]
    assert [(span["begin"], span["end"]) for span in found] == spans


def test_utf16_vectors():
    text = "👨‍👩‍👧 family x"
    assert utf16_length(text) == 17
    assert utf16_span(text, len(text) - 1, len(text)) == (16, 17)
    assert utf16_length("half \ud83d") == 6


def test_the_language_is_ours_and_the_callers_list_is_echoed(analyze):
    _, answer = analyze("سأقتلك غدا أمام بيتك", languages=["en"], requestedAttributes={"THREAT": {}})
    assert answer["languages"] == ["en"]
    assert answer["detectedLanguages"] == ["ar"]
    assert answer["attributeScores"]["THREAT"]["summaryScore"]["value"] > 0.7


def test_a_threshold_leaves_attributes_out_and_then_all_of_them(analyze):
    attributes = {"INSULT": {"scoreThreshold": "0.5"}, "THREAT": {"scoreThreshold": 1}}
    assert list(analyze(requestedAttributes=attributes)[1]["attributeScores"]) == ["INSULT"]
    assert "attributeScores" not in analyze("Good morning to you all.", requestedAttributes=attributes)[1]


@pytest.mark.parametrize(
    "raw",
    [
        '{"comment": {"text": "good morning to you all"}, "requested_attributes": {"TOXICITY": {"score_threshold": 0}},'
        ' "do_not_store": true, "client_token": "t", "span_annotations": false}',
        '{comment: {text: "good morning to you all"}, requestedAttributes: {TOXICITY: {},}, clientToken: "t",}',
        '{"comment": {"text": "good morning to you all", "type": 1}, "requestedAttributes": {"TOXICITY": null},'
        ' "languages": "en", "clientToken": "t", "somethingNew": {"a": [1]}}',
    ],
    ids=["snake case", "unquoted keys", "nulls, numbers, bare strings, unknown fields"],
)
def test_what_clients_really_send_is_read(analyze, raw):
    status, answer = analyze(raw=raw)
    assert status == 200, answer
    assert answer["clientToken"] == "t"
    assert "TOXICITY" in answer["attributeScores"]


@pytest.mark.parametrize(
    ("fields", "error_type", "message"),
    [
        ({"text": ""}, "COMMENT_EMPTY", "Comment must be non-empty."),
        ({"text": " \n"}, "COMMENT_EMPTY", "Comment must be non-empty."),
        ({"text": "x" * 20_481}, "COMMENT_TOO_LONG", "Comment text was too many bytes. Value (20481) exceeded limit"),
        ({"requestedAttributes": {}}, "NO_REQUESTED_ATTRIBUTES", "Missing requested_attributes"),
        ({"requestedAttributes": {"FOO": {}}}, "INVALID_REQUEST", "Unknown requested attribute: FOO"),
        (
            {"requestedAttributes": {"INSULT": {"scoreType": "RAW"}}},
            "INVALID_REQUEST",
            "Requested score type RAW is not supported by attribute INSULT",
        ),
        ({"comment": {"text": "x", "type": "MARKDOWN"}}, "INVALID_REQUEST", "Unknown text type"),
        ({"comment": {"text": "x", "type": True}}, "INVALID_REQUEST", "Unknown text type"),
        ({"comment": {"text": "x", "type": 3}}, "INVALID_REQUEST", "Unknown text type"),
        (
            {"context": {"entries": [{"text": "a"}], "articleAndParentComment": {"article": {"text": "b"}}}},
            "INVALID_REQUEST",
            "Context can have either entries or article_and_parent_comment, but both fields were populated.",
        ),
    ],
)
def test_errors_are_googles_to_the_letter(analyze, fields, error_type, message):
    status, answer = analyze(**fields)
    assert (status, answer["error"]["code"], answer["error"]["status"]) == (400, 400, "INVALID_ARGUMENT")
    assert answer["error"]["message"].startswith(message)
    assert answer["error"]["details"][0]["errorType"] == error_type


@pytest.mark.parametrize("raw", ["", "[]", "{", '"x"', "\ufeffnull", "[" * 5000, '{"comment": []}', "{" * 100])
def test_what_cant_be_read_is_a_400(analyze, raw):
    status, answer = analyze(raw=raw)
    assert status == 400
    assert answer["error"]["status"] == "INVALID_ARGUMENT"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=8,
)
FIELDS = ("comment", "context", "requestedAttributes", "languages", "spanAnnotations", "clientToken")


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fields=st.dictionaries(st.sampled_from(FIELDS), JSON))
def test_no_request_makes_it_stumble(analyze, fields):
    status, _ = analyze(**fields)
    assert status in (200, 400)


def test_a_lone_surrogate_is_scored_and_keeps_offsets(analyze):
    status, answer = analyze(raw='{"comment":{"text":"you idiot \\ud83d"},"requestedAttributes":{"TOXICITY":{}}}')
    assert status == 200
    assert answer["attributeScores"]["TOXICITY"]["spanScores"][0]["end"] == 11


def test_what_has_no_language_is_told_as_google_tells_it(analyze):
    status, answer = analyze("\U00018cd6")
    assert (status, answer["error"]["message"]) == (400, "Unable to detect language")


@pytest.mark.parametrize("text", ["12345 67", "😡😡"])
def test_what_needs_no_language_is_scored(analyze, text):
    assert analyze(text)[0] == 200


def test_a_body_past_the_limit_is_a_400(analyze):
    status, answer = analyze(raw="x" * 1_100_000)
    assert (status, answer["error"]["status"]) == (400, "INVALID_ARGUMENT")


def test_the_longest_text_passes(analyze):
    assert analyze(("word " * 4096)[:20_480])[0] == 200


def test_nothing_is_stored(analyze):
    analyze(doNotStore=False)
    assert not Comment.objects.exists()


def test_keys(client, key):
    body = json.dumps({"comment": {"text": "hello to you all"}, "requestedAttributes": {"TOXICITY": {}}})
    url = "/perspective/v1alpha1/comments:analyze"
    post = {"data": body, "content_type": "application/json"}
    assert client.post(url, **post).status_code == 403
    assert client.post(f"{url}?key=wrong", **post).json()["error"]["message"].startswith("API key not valid.")
    assert client.post(url, headers={"X-Goog-Api-Key": key}, **post).status_code == 200
    assert client.post(url.replace(":", "%3A"), headers={"Authorization": f"Bearer {key}"}, **post).status_code == 200


def test_suggestscore_is_checked_and_acknowledged(client, key):
    url = f"/perspective/v1alpha1/comments:suggestscore?key={key}"

    def suggest(scores):
        body = {"comment": {"text": "Good point about the budget."}, "attributeScores": scores, "clientToken": "c"}
        return client.post(url, json.dumps(body), content_type="application/json")

    answer = suggest({"TOXICITY": {"summaryScore": {"value": 0}}})
    assert (answer.status_code, answer.json()["clientToken"]) == (200, "c")
    assert suggest({}).status_code == 400
    assert suggest({"TOXICITY": {"summaryScore": {}}}).status_code == 400
    assert suggest({"TOXICITY": {"spanScores": [{"begin": 0, "score": {"value": 1}}]}}).status_code == 400


def test_discovery_names_our_public_address(client):
    document = client.get("/perspective/$discovery/rest?version=v1alpha1&key=x").json()
    assert document["rootUrl"] == "http://testserver/perspective/"
    assert "auth" not in document


def test_batch_answers_part_by_part(client, key):
    call = json.dumps({"comment": {"text": "You idiot."}, "requestedAttributes": {"TOXICITY": {}}})
    parts = "".join(
        f"--b\r\nContent-Type: application/http\r\nContent-ID: <u + {n}>\r\n\r\n"
        f"POST /perspective/v1alpha1/comments:analyze?{query} HTTP/1.1\r\n"
        f"Content-Type: application/json\r\n\r\n{call}\r\n"
        for n, query in enumerate((f"key={key}", "alt=json"))
    )
    response = client.post("/perspective/batch", f"{parts}--b--\r\n", content_type="multipart/mixed; boundary=b")
    text = response.content.decode()
    assert response["Content-Type"].startswith("multipart/mixed; boundary=")
    assert "Content-ID: <response-u + 0>" in text
    assert "HTTP/1.1 200 OK" in text
    assert "HTTP/1.1 403 Forbidden" in text


def test_a_quota_is_counted_over_a_minute_by_all_processes_together(key, environment, monkeypatch):
    clock = iter([0, 1, 2, 59, 60])
    monkeypatch.setattr(
        quota.timezone, "now", lambda: datetime(2026, 12, 1, 12, 0, tzinfo=UTC) + timedelta(seconds=next(clock))
    )
    environment(calls_per_minute=2)
    row = ApiKey.objects.get()
    waits = [quota.take(row) for _ in range(5)]
    assert [wait > 0 for wait in waits] == [False, False, True, True, False]
    assert waits[2] > waits[3]
    # What another process would look at: rows, and nothing that this one remembers.
    assert [allowance.spent for allowance in Allowance.objects.order_by("window")] == [2, 1]


def test_without_a_quota_nothing_is_counted(key):
    assert quota.take(ApiKey.objects.get()) == 0
    assert not Allowance.objects.exists()


def test_what_is_too_much_is_refused_at_once():
    capacity = Capacity(slots=1, queue=0, wait_s=0)
    with capacity.slot(), pytest.raises(Overloaded), capacity.slot():
        pass
    with capacity.slot():
        pass


def test_an_overload_is_a_429_with_a_time(analyze, client, key, monkeypatch):
    monkeypatch.setattr("rejoinder.interop.perspective.views.SCORING", Capacity(slots=1, queue=0, wait_s=0))
    from rejoinder.interop.perspective import views

    with views.SCORING.slot():
        status, answer = analyze()
    assert status == 429
    assert answer["error"]["message"].startswith("Quota exceeded for quota metric")
