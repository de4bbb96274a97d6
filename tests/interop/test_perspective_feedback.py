"""``comments:suggestscore`` and batches, as Coral and Google's clients send them."""

import json

import pytest

from rejoinder.moderation.models import Feedback
from tests.interop.conftest import BODY

SUGGEST = "/perspective/v1alpha1/comments:suggestscore"
CORAL = {
    "comment": {"text": "Good point about the budget."},
    "context": {"entries": [{"text": '{"url": "https://a.example", "Coral_comment_id": "c"}'}]},
    "attributeScores": {"TOXICITY": {"summaryScore": {"value": 0}}},
    "communityId": "Coral:https://talk.example.org",
    "clientToken": "comment:5f0c",
    "languages": ["en"],
}


def test_feedback_is_acknowledged_as_the_contract_shows(post):
    assert post(CORAL, SUGGEST).json() == {
        "clientToken": "comment:5f0c", "requestedLanguages": ["en"], "detectedLanguages": ["en"],
    }  # fmt: skip
    assert not Feedback.objects.exists()


def test_feedback_is_kept_where_the_operator_wants_it_and_the_last_word_counts(post, environment):
    environment(keep_feedback=True)
    for value in (0, 1):
        scores = {"TOXICITY": {"summaryScore": {"value": value}}, "FLIRTATION": {"summaryScore": {"value": 1}}}
        assert post({**CORAL, "attributeScores": scores}, SUGGEST).status_code == 200
    assert post({**CORAL, "comment": {"text": "half \ud83d"}}, SUGGEST).status_code == 200
    assert post({**CORAL, "comment": {"text": "nul \0"}}, SUGGEST).status_code == 200
    (kept,) = Feedback.objects.all()
    assert (kept.source, kept.text, kept.labels, kept.language) == (
        "perspective", "Good point about the budget.", {"toxicity": 1.0}, "en",
    )  # fmt: skip


@pytest.mark.parametrize(
    "entry",
    [
        None, {}, {"summaryScore": {}}, {"summaryScore": {"type": "PROBABILITY"}}, {"summaryScore": {"value": 1.5}},
        {"summaryScore": {"value": "x"}}, {"summaryScore": {"value": 1, "type": "RAW"}}, {"summaryScore": 1},
        {"spanScores": [{"score": {"value": 1}}]}, {"spanScores": [{"begin": 0, "end": 3}]}, {"spanScores": 7},
        {"spanScores": [{"begin": 4, "end": 3, "score": {"value": 1}}]},
    ],
)  # fmt: skip
def test_feedback_without_a_score_is_refused(post, entry):
    response = post({**CORAL, "attributeScores": {"TOXICITY": entry}}, SUGGEST)
    assert (response.status_code, response.json()["error"]["status"]) == (400, "INVALID_ARGUMENT")


def test_a_span_with_both_ends_is_taken(post):
    entry = {"spanScores": [{"begin": 0, "end": 3, "score": {"value": 0}}]}
    assert post({**CORAL, "attributeScores": {"TOXICITY": entry}}, SUGGEST).status_code == 200


def part(line, body=b"", number=0, headers=b""):
    head = b"--b\r\nContent-Type: application/http\r\nContent-ID: <u + %d>\r\n\r\n%s HTTP/1.1\r\n%s\r\n" % (
        number, line, headers,
    )  # fmt: skip
    return head + body + b"\r\n"


def test_a_batch_answers_each_part_for_itself(client, key):
    call = json.dumps(BODY).encode()
    parts = [
        (b"POST /perspective/v1alpha1/comments:analyze?key=%s&alt=json" % key.encode(), call, b""),
        (b"POST https://a.example/v1alpha1/comments%3Aanalyze", call, b"X-Goog-Api-Key: " + key.encode() + b"\r\n"),
        (b"POST /v1alpha1/comments:analyze?key=wrong", call, b""),
        (b"GET /v1alpha1/comments:analyze", call, b""),
        (b"POST /elsewhere", call, b""),
        (b"POST http://[", call, b""),
    ]
    whole = b"".join(part(line, body, n, headers) for n, (line, body, headers) in enumerate(parts[:5])) + b"--b--\r\n"
    response = client.post("/perspective/batch", whole, content_type="multipart/mixed; boundary=b")
    statuses = [line.split()[1] for line in response.content.decode().split("\r\n") if line.startswith("HTTP/1.1")]
    assert statuses == ["200", "200", "400", "404", "404"]
    assert response["Access-Control-Allow-Origin"] == "*"
    line, body, _headers = parts[5]
    torn = client.post("/perspective/batch", part(line, body), content_type="multipart/mixed; boundary=b")
    assert torn.json()["error"]["code"] == 400


@pytest.mark.parametrize(
    ("kind", "body"),
    [("application/json", b"{}"), ("multipart/mixed", b""), ("multipart/mixed; boundary=b", b"--b\r\n\r\nno\r\n--b--")],
)
def test_what_is_no_batch_is_a_400(client, key, kind, body):
    response = client.post(f"/perspective/batch?key={key}", body, content_type=kind)
    assert (response.status_code, response.json()["error"]["status"]) == (400, "INVALID_ARGUMENT")
