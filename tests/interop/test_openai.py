"""The moderations endpoint against its contract."""

import gzip
import json
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rejoinder.comments.models import Comment
from rejoinder.engine import Budget
from rejoinder.interop.capacity import Capacity
from rejoinder.interop.openai import views
from rejoinder.interop.openai.categories import CATEGORIES
from rejoinder.interop.scoring import Rules

KEYS = [
    *("harassment", "harassment/threatening", "hate", "hate/threatening", "illicit", "illicit/violent", "self-harm"),
    *("self-harm/intent", "self-harm/instructions", "sexual", "sexual/minors", "violence", "violence/graphic"),
]
NEVER_JUDGED = {name for name in KEYS if name.startswith(("illicit", "self-harm"))} | {
    "sexual/minors",
    "violence/graphic",
}


@pytest.fixture
def moderations(client, key):
    """Calls the endpoint; status and JSON."""

    def moderations_(given=None, *, raw=None, path="/v1/moderations", **fields):
        body = raw if raw is not None else json.dumps({"input": given, **fields})
        response = client.post(path, body, content_type="application/json", headers={"Authorization": f"Bearer {key}"})
        assert response["x-request-id"]
        return response.status_code, json.loads(response.content)

    return moderations_


def true_of(result):
    return {name for name, value in result["categories"].items() if value}


@pytest.mark.parametrize(
    ("text", "categories"),
    [
        ("Thank you for this careful report.", set()),
        ("You are a stupid idiot.", {"harassment"}),
        ("I will kill you.", {"harassment", "harassment/threatening", "violence"}),
        ("Damn, what a shitty winter this is.", set()),
        ("Fourteen rockets were fired and a contractor was killed.", set()),
        ("Buy cheap phones now at https://cheap-phones.example 50% off, order today!", set()),
    ],
)
def test_flags_are_as_openai_means_them(moderations, text, categories):
    status, answer = moderations(text)
    (result,) = answer["results"]
    assert (status, true_of(result) - {"sexual"}, result["flagged"]) == (200, categories, bool(true_of(result)))


def test_every_map_has_every_category_in_order(moderations):
    (result,) = moderations("You are a stupid idiot.")[1]["results"]
    for name in ("categories", "category_scores", "category_applied_input_types"):
        assert list(result[name]) == KEYS
    assert all(0 <= score <= 1 for score in result["category_scores"].values())


def test_what_we_do_not_judge_is_never_claimed(moderations):
    (result,) = moderations("You are a stupid idiot.")[1]["results"]
    assert {name for name, category in CATEGORIES.items() if not category.labels} == NEVER_JUDGED
    for name in NEVER_JUDGED:
        assert (result["categories"][name], result["category_scores"][name]) == (False, 0)
        assert result["category_applied_input_types"][name] == []
    assert result["category_applied_input_types"]["harassment"] == ["text"]


def test_a_text_in_no_language_we_know_is_said_not_to_be_judged(moderations):
    (result,) = moderations("Qwx zzkr vlmpt ghd bbnn wrtq plkm")[1]["results"]
    assert not result["flagged"]
    assert not any(result["category_applied_input_types"].values())


def test_a_list_gives_a_result_each_and_parts_give_one(moderations):
    _, answer = moderations(["Good morning to you all.", "You are a stupid idiot."], model="text-moderation-latest")
    assert answer["model"] == "text-moderation-latest"
    assert answer["id"].startswith("modr-")
    assert [result["flagged"] for result in answer["results"]] == [False, True]
    parts = [{"type": "text", "text": "Listen."}, {"type": "text", "text": "You are a stupid idiot."}]
    assert [result["flagged"] for result in moderations(parts)[1]["results"]] == [True]


def test_the_model_has_a_default_and_the_address_a_short_form(moderations):
    assert moderations("Good morning.", path="/moderations")[1]["model"] == "omni-moderation-latest"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (None, "missing_required_parameter"),
        ("", "invalid_value"),
        (" \n", "invalid_value"),
        ([], "invalid_value"),
        ([""], "invalid_value"),
        (7, "invalid_value"),
        (["a", {"type": "text", "text": "b"}], "invalid_value"),
        ([["a"]], "invalid_value"),
        ([{"type": "text"}], "invalid_value"),
        ([{"type": "image_url", "image_url": {"url": "https://a.example/x.png"}}], "unsupported_input_type"),
        ("é" * 10_241, "invalid_value"),
        (["x"] * 101, "invalid_value"),
    ],
)
def test_bad_input_is_a_400_that_names_it(moderations, given, code):
    status, answer = moderations(given)
    assert (status, answer["error"]["type"]) == (400, "invalid_request_error")
    assert (answer["error"]["param"], answer["error"]["code"]) == ("input", code)
    assert answer["error"]["message"]


@pytest.mark.parametrize("raw", ["", "[]", "{", "\ufeffnull", "[" * 50_000, "x" * 1_100_000])
def test_what_cant_be_read_is_a_400(moderations, raw):
    status, answer = moderations(raw=raw)
    assert (status, answer["error"]["code"]) == (400, "invalid_body")


def test_keys(client, key):
    post = {"data": '{"input": "Good morning."}', "content_type": "application/json"}
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Bearer "}):
        response = client.post("/v1/moderations", headers=headers, **post)
        assert (response.status_code, response.json()["error"]["code"]) == (401, "invalid_api_key")
    assert client.get("/v1/moderations").json()["error"]["code"] == "not_found"


def test_a_quota_is_a_keys_own_and_says_when_to_come_back(client, key, now, environment, monkeypatch):
    monkeypatch.setattr("rejoinder.interop.quota.timezone.now", lambda: now)
    environment(calls_per_minute=1)
    post = {"data": '{"input": "Good morning."}', "content_type": "application/json"}
    first, second = (client.post("/v1/moderations", headers={"Authorization": f"bearer  {key} "}, **post) for _ in "ab")
    assert (first.status_code, second.status_code) == (200, 429)
    assert second.json()["error"] == {
        "message": "Rate limit reached. Please try again later.", "type": "requests", "param": None,
        "code": "rate_limit_exceeded",
    }  # fmt: skip
    assert 1 <= int(second["Retry-After"]) <= 61


def test_a_gzipped_body_is_judged_and_a_bomb_is_not(client, key):
    def post(body):
        headers = {"Authorization": f"Bearer {key}", "Content-Encoding": "gzip"}
        return client.generic("POST", "/v1/moderations", body, content_type="application/json", headers=headers)

    assert post(gzip.compress(b'{"input": "You are a stupid idiot."}')).json()["results"][0]["flagged"]
    assert post(gzip.compress(b" " * 30_000_000)).json()["error"]["code"] == "invalid_body"


def test_a_lone_surrogate_is_judged(moderations):
    assert moderations(raw='{"input": "you stupid idiot \\ud83d"}')[1]["results"][0]["flagged"]


def test_an_overload_is_a_429_with_a_time(client, key, monkeypatch):
    monkeypatch.setattr(views, "SCORING", Capacity(slots=1, queue=0, wait_s=0))
    headers = {"Authorization": f"Bearer {key}"}
    with views.SCORING.slot():
        answer = client.post(
            "/v1/moderations", '{"input": "Good morning."}', content_type="application/json", headers=headers
        )
    assert (answer.status_code, answer["Retry-After"]) == (429, "1")
    assert answer.json()["error"]["code"] == "rate_limit_exceeded"


def test_what_was_not_assessed_in_time_is_no_all_clear(moderations, monkeypatch):
    late = partial(Rules.estimate, budget=Budget(total_ms=0.0, check_ms=0.0))
    monkeypatch.setattr(Rules, "estimate", lambda rules, text: late(rules, text))
    status, answer = moderations("Good morning to you all.")
    assert (status, answer["error"]["type"]) == (503, "server_error")


def test_nothing_is_stored(moderations):
    moderations("You are a stupid idiot.")
    assert not Comment.objects.exists()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["type", "text", "x"]), inner),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given=JSON, model=JSON)
def test_no_request_makes_it_stumble(moderations, given, model):
    assert moderations(given, model=model)[0] in (200, 400)


def test_a_failing_database_is_a_503_in_openais_shape(moderations, monkeypatch):
    from django.db import DatabaseError

    def fails(*args, **more):
        raise DatabaseError

    for step in ("key_row", "take"):
        with monkeypatch.context() as broken:
            broken.setattr(views, step, fails)
            status, answer = moderations("Good morning.")
        assert (status, answer["error"]["code"]) == (503, "could_not_assess")
