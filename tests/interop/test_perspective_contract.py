"""The Perspective drop-in, trap by trap of its contract: what clients really do, and what a browser or a proxy adds."""

import gzip
import json
import zlib

import pytest

from rejoinder.interop.bodies import Unreadable, read_body
from tests.interop.conftest import BODY, URL


def message(response):
    return response.json()["error"]["message"]


@pytest.mark.parametrize("root", ["/perspective", ""])
def test_it_answers_with_the_folder_and_by_name_alone(post, client, root):
    assert post(url=f"{root}/v1alpha1/comments:analyze").status_code == 200
    document = client.get(f"{root}/$discovery/rest?version=v1alpha1").json()
    assert document["rootUrl"] == f"http://testserver{root}/"


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("POST", "/perspective/v1alpha1/comments:analyze/"),
        ("POST", "/perspective/batch/"),
        ("GET", "/perspective/$discovery/rest/?version=v1alpha1"),
        ("POST", "/coral/moderate/"),
        ("POST", "/v1/moderations/"),
        ("POST", "/moderations/"),
        ("POST", "/akismet/1.1/comment-check/"),
    ],
)
def test_a_slash_at_the_end_is_forgiven(client, db, method, address):
    given = client.generic(method, address)
    bare = client.generic(method, address.replace("/?", "?").removesuffix("/"))
    assert (given.status_code, given.headers["Content-Type"]) == (bare.status_code, bare.headers["Content-Type"])
    assert given.status_code not in (301, 302, 404)


@pytest.mark.parametrize(
    "kind",
    [
        "application/json",
        "text/plain",
        "",
        "application/json; charset=utf-16",
        "a/b;;",
    ],
)
def test_any_content_type_and_none_is_read_as_json(post, kind):
    assert post(kind=kind).status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "&alt=json",
        "&alt=media",
        "&prettyPrint=false",
        "&quotaUser=x",
        "&%24.xgafv=2",
        "&callback=steal",
        "&uploadType=x",
    ],
)
def test_googles_parameters_are_tolerated_and_never_make_it_script(post, query):
    response = post(query=query)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/json; charset=UTF-8"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response.content.startswith(b"{")


@pytest.mark.parametrize(
    ("mask", "members"),
    [
        ("languages", {"languages": ["en"]}),
        ("attributeScores/INSULT/summaryScore/type", {"attributeScores": {"INSULT": {"summaryScore": {"type": "P"}}}}),
        ("attributeScores(TOXICITY/summaryScore(type)),detectedLanguages", None),
        ("attributeScores/*/summaryScore/type", None),
        ("nothing", {}),
        ("*", None),
    ],
)
def test_a_mask_leaves_the_members_named(post, mask, members):
    found = json.loads(post(query=f"&fields={mask}").content.replace(b"PROBABILITY", b"P"))
    if members is not None:
        assert found == members
    else:
        assert found["attributeScores"]["TOXICITY"]["summaryScore"]["type"] == "P"


@pytest.mark.parametrize(
    "mask", ["a(", "a)", "a//b", ",", "a(b", "a" * 3000, "a/" * 20 + "a", "a(" * 20 + "a" + ")" * 20]
)
def test_what_is_no_mask_is_a_400(post, mask):
    response = post(query=f"&fields={mask}")
    assert (response.status_code, message(response)) == (400, "Invalid field selection.")


def test_a_gzipped_body_is_read(post):
    assert post(gzip.compress(json.dumps(BODY).encode()), headers={"Content-Encoding": "gzip"}).status_code == 200
    assert post(headers={"Content-Encoding": "identity"}).status_code == 200


BOMB = gzip.compress(b"x" * 30_000_000, mtime=0)


@pytest.mark.parametrize(
    ("body", "coding"),
    [
        (BOMB, "gzip"),
        (b"torn", "gzip"),
        (gzip.compress(b"{}", mtime=0)[:-6], "gzip"),
        (zlib.compress(b"{}"), "deflate"),
        (b"{}", "br"),
        (b"", "gzip"),
    ],
    ids=["bomb", "torn", "broken off", "deflate", "br", "empty"],
)
def test_bombs_and_other_codings_are_a_400(post, body, coding):
    response = post(body, headers={"Content-Encoding": coding})
    assert (response.status_code, response.json()["error"]["status"]) == (400, "INVALID_ARGUMENT")


def test_a_bomb_takes_no_more_memory_than_the_limit(rf):
    assert len(BOMB) < 40_000
    with pytest.raises(Unreadable, match="too large"):
        read_body(rf.post("/", BOMB, content_type="a/b", headers={"Content-Encoding": "gzip"}), limit=100_000)


def test_too_many_parameters_are_a_400(post):
    response = post(query="".join(f"&a{n}=1" for n in range(1200)))
    assert (response.status_code, response.json()["error"]["status"]) == (400, "INVALID_ARGUMENT")


@pytest.mark.parametrize("method", ["get", "put", "delete", "patch"])
@pytest.mark.parametrize(
    "address", [URL, "/perspective/batch", "/perspective/v1alpha1/comments", "/perspective/nowhere"]
)
def test_other_addresses_and_methods_are_not_found_in_googles_shape(client, method, address):
    response = getattr(client, method)(address)
    assert (response.status_code, response.json()["error"]["status"]) == (404, "NOT_FOUND")


def test_an_unknown_method_or_version_is_not_found(post, client):
    assert post(url="/perspective/v1alpha1/comments:delete").json()["error"]["status"] == "NOT_FOUND"
    assert client.get("/perspective/$discovery/rest?version=v2").json()["error"]["code"] == 404


def test_a_web_page_may_call_from_where_the_operator_lets_it(client, post, environment):
    for address in (URL, "/perspective/batch", "/perspective/$discovery/rest"):
        answer = client.options(address, headers={"Origin": "https://news.example.org"})
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert {"Content-Type", "X-Goog-Api-Key"} <= set(answer["Access-Control-Allow-Headers"].split(", "))
        assert "POST" in answer["Access-Control-Allow-Methods"]
    environment(call_origins=("https://news.example.org",))
    allowed = post(headers={"Origin": "https://news.example.org"})
    assert (allowed["Access-Control-Allow-Origin"], "Origin" in allowed["Vary"]) == ("https://news.example.org", True)
    other = post(headers={"Origin": "https://else.example.org"})
    assert (other.status_code, "Access-Control-Allow-Origin" in other) == (200, False)


def test_html_is_read_as_its_reader_does_and_offsets_are_of_what_was_sent(analyze, environment):
    text = "<p>Good morning to you all.</p> <p>You are a stup<b>id</b> idiot.</p>"
    status, answer = analyze(comment={"text": text, "type": "HTML"}, spanAnnotations=True)
    spans = answer["attributeScores"]["TOXICITY"]["spanScores"]
    assert status == 200
    assert spans[-1]["end"] == len(text)
    assert spans[-1]["score"]["value"] > 0.7
    environment(perspective_strict=True)
    status, answer = analyze(comment={"text": text, "type": "HTML"})
    assert answer["error"]["message"] == "Currently, only 'PLAIN_TEXT' comments are supported"


def test_strict_mode_refuses_what_google_refused(analyze, environment):
    relaxed = '{comment: {text: "good morning"}, requestedAttributes: {TOXICITY: {}}}'
    assert (analyze(raw=relaxed)[0], analyze(somethingNew=1)[0]) == (200, 200)
    environment(perspective_strict=True)
    assert analyze(raw=relaxed)[0] == 400
    _status, answer = analyze(somethingNew=1)
    assert (
        answer["error"]["message"] == 'Invalid JSON payload received. Unknown name "somethingNew": Cannot find field.'
    )
    assert answer["error"]["details"][0]["fieldViolations"][0]["description"]


@pytest.mark.parametrize(("kind", "name"), [("RAW", "RAW"), (3, "PERCENTILE"), ("MEAN", "UNKNOWN"), (True, "UNKNOWN")])
def test_other_score_types_are_named(analyze, kind, name):
    _status, answer = analyze(requestedAttributes={"INSULT": {"scoreType": kind}})
    assert answer["error"]["message"] == f"Requested score type {name} is not supported by attribute INSULT"
    assert analyze(requestedAttributes={"INSULT": {"scoreType": 1}})[0] == 200


def test_an_operator_may_have_attributes_without_a_score_left_out(analyze, environment):
    asked = {"TOXICITY": {}, "FLIRTATION": {}}
    error = analyze(requestedAttributes=asked)[1]["error"]["details"][0]
    assert error["errorType"] == "LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE"
    assert error["languageNotSupportedByAttributeError"]["attribute"] == "FLIRTATION"
    environment(perspective_unmapped="omit")
    assert list(analyze(requestedAttributes=asked)[1]["attributeScores"]) == ["TOXICITY"]


@pytest.mark.parametrize("languages", [["en"], "en", ["ar", "en"], ["en-US"], ["fil"], ["und"], ["ku"], ["kmr-Latn"]])
def test_any_list_of_languages_is_echoed_and_only_a_hint(analyze, languages):
    status, answer = analyze("This is a quiet remark about the weather.", languages=languages)
    assert (status, answer["detectedLanguages"]) == (200, ["en"])
    assert answer["languages"] == (languages if isinstance(languages, list) else [languages])


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("أين التحقيق؟ نريد أجوبة.", "ar"),
        ("Bu haber çok güzel olmuş, teşekkür ederim.", "tr"),
        ("این خبر خیلی خوب بود، ممنونم از شما.", "fa"),
        ("ئەم هەواڵە زۆر باشە، سوپاس بۆ ئێوە.", "ckb"),
        ("Ev nûçe gelek baş e, spas ji bo we.", "ku"),
    ],
)
def test_the_languages_that_perspective_never_had(analyze, text, language):
    _, answer = analyze(text)
    assert answer["languages"] == answer["detectedLanguages"] == [language]
    assert 0 < answer["attributeScores"]["TOXICITY"]["summaryScore"]["value"] < 1


def test_a_language_that_is_not_read_is_told_so(analyze):
    _status, answer = analyze("これは静かな天気についての意見です。ありがとうございます。")
    assert answer["error"]["message"] == "Attribute TOXICITY does not support request languages: ja"
    assert analyze("これは静かな天気についての意見です。", dropUnsupportedAttributes=True)[0] == 200


@pytest.mark.parametrize("text", ["!!!", "…", "🙂", "https://a.example/b", "sdfkjh qwertz asdf", "hjkl fdsa"])
def test_what_is_in_no_language_is_taken_for_the_one_that_is_named(analyze, text):
    status, answer = analyze(text, languages=["en"])
    assert (status, answer["attributeScores"]["TOXICITY"]["summaryScore"]["value"] < 0.5) == (200, True)


def test_letters_without_vowels_are_scored_as_the_language_that_is_named(analyze):
    # As abuse in disguise looks, so what the score is is the classifier's matter.
    status, answer = analyze("Qwx zzkr vlmpt ghd bbnn wrtq plkm", languages=["en"])
    assert (status, answer["languages"], answer["detectedLanguages"]) == (200, ["en"], ["en"])
    assert 0 < answer["attributeScores"]["TOXICITY"]["summaryScore"]["value"] < 1


def test_the_longest_text_is_counted_in_bytes(analyze):
    assert analyze("a" * 20_481)[1]["error"]["details"][0]["errorType"] == "COMMENT_TOO_LONG"
    arabic = "ا" * 10_240
    assert analyze(arabic + "ا")[1]["error"]["message"] == (
        "Comment text was too many bytes. Value (20482) exceeded limit (20480)."
    )
    assert "error" not in analyze(("كلمة " * 2_275)[:11_000].encode()[:20_480].decode(errors="ignore"))[1]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("  padded.  \r\n\r\n Two.\tThree!  ", [(2, 9), (16, 20), (21, 27)]),
        ("Dr. No? «Yes!» (No.) …", [(0, 3), (4, 7), (8, 14), (15, 22)]),
        ("👨‍👩‍👧 family. x", [(0, 16), (17, 18)]),
        ("no sentence", [(0, 11)]),
    ],
)
def test_sentences_are_ordered_whole_and_apart(analyze, text, spans):
    _, answer = analyze(text, spanAnnotations=True, languages=["en"])
    found = [(s["begin"], s["end"]) for s in answer["attributeScores"]["TOXICITY"]["spanScores"]]
    assert found == spans


def test_a_sentence_has_its_own_score(analyze):
    _, answer = analyze("Thank you for this careful report. You are a stupid idiot.", spanAnnotations=True)
    quiet, loud = (s["score"]["value"] for s in answer["attributeScores"]["TOXICITY"]["spanScores"])
    assert quiet < 0.3 < 0.7 < loud


def test_context_is_read_and_the_parent_moves_a_quotation(analyze):
    quoting = '"You are a stupid idiot" is no argument, sir.'
    entries = [{"text": "An article."}, {"text": "You are a stupid idiot."}]
    for context in (
        {"entries": entries},
        {"articleAndParentComment": {"article": entries[0], "parentComment": entries[1]}},
        {"article_and_parent_comment": {"parent_comment": entries[1]}},
    ):
        assert analyze(quoting, context=context)[0] == 200
    assert analyze(context={"entries": [{"text": "word " * 200_000}, {"text": "x"}]})[0] == 200


def test_every_member_may_have_either_spelling(analyze):
    raw = {
        "comment": {"text": "You are a stupid idiot."},
        "requested_attributes": {"INSULT": {"score_threshold": "0.1", "score_type": "PROBABILITY"}},
        "do_not_store": True, "client_token": "t", "session_id": "s", "community_id": "c", "span_annotations": True,
        "drop_unsupported_attributes": True, "languages": None,
    }  # fmt: skip
    status, answer = analyze(raw=json.dumps(raw))
    assert (status, answer["clientToken"], list(answer["attributeScores"])) == (200, "t", ["INSULT"])


def test_a_threshold_that_is_met_exactly_is_returned(analyze):
    value = analyze()[1]["attributeScores"]["TOXICITY"]["summaryScore"]["value"]
    assert "attributeScores" in analyze(requestedAttributes={"TOXICITY": {"scoreThreshold": value}})[1]
    assert "attributeScores" in analyze(requestedAttributes={"TOXICITY": {"scoreThreshold": 0}})[1]


def test_a_quota_is_a_keys_own_and_says_when_to_come_back(post, client, key, site, now, environment, monkeypatch):
    from rejoinder.comments.services.api_keys import add_api_key

    monkeypatch.setattr("rejoinder.interop.quota.timezone.now", lambda: now)
    environment(calls_per_minute=1)
    assert post().status_code == 200
    refused = post()
    assert (refused.status_code, refused.json()["error"]["status"]) == (429, "RESOURCE_EXHAUSTED")
    assert message(refused).startswith("Quota exceeded for quota metric")
    info, links = refused.json()["error"]["details"]
    assert (info["reason"], info["metadata"]["quota_limit_value"]) == ("RATE_LIMIT_EXCEEDED", "1")
    assert links["@type"] == "type.googleapis.com/google.rpc.Help"
    assert 1 <= int(refused["Retry-After"]) <= 61
    other = add_api_key(site=site, name="other", now=now)
    assert client.post(f"{URL}?key={other}", json.dumps(BODY), content_type="a/b").status_code == 200


def test_a_failing_database_or_engine_is_unavailable_in_googles_shape(post, monkeypatch):
    from django.db import DatabaseError

    def fail(site):
        raise DatabaseError

    monkeypatch.setattr("rejoinder.interop.scoring.Rules.of", fail)
    response = post()
    assert (response.status_code, response.json()["error"]["status"]) == (503, "UNAVAILABLE")
