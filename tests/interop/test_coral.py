"""Coral's external moderation phase, and its Perspective integration, as Coral calls them."""

import json
import threading
import time
from dataclasses import replace

import pytest
from django.db import InterfaceError, OperationalError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rejoinder.comments.models import Comment
from rejoinder.interop.bodies import Unreadable
from rejoinder.interop.capacity import ARRIVED, Capacity, Overloaded
from rejoinder.interop.coral import views
from rejoinder.interop.coral.signature import is_signed, signature
from rejoinder.interop.html_text import text_of
from rejoinder.interop.scoring import Rules
from rejoinder.moderation.services.policies import MachineLane, set_policy

SECRET = "empsec_00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

STATUSES = {"NONE", "APPROVED", "REJECTED", "PREMOD", "SYSTEM_WITHHELD"}
REASONS = {"COMMENT_DETECTED_TOXIC", "COMMENT_DETECTED_SPAM"}


@pytest.fixture
def moderate(client, site, settings):
    """Calls the endpoint as Coral does; status and decision."""
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, coral_signing_secret=SECRET, coral_timeout_ms=60_000)

    def moderate_(
        text="You are a stupid idiot.", *, raw=None, query="", header=None, url="https://a.example/b", **environ
    ):
        body = {
            "action": "NEW",
            "comment": {"body": text, "parentID": None},
            "author": {"id": "a1", "role": "COMMENTER"},
            "story": {"id": "s1", "url": url},
            "site": {"id": "site-1"},
            "tenantID": "t1",
            "tenantDomain": "talk.example.org",
        }
        data = (json.dumps(body, indent=2, ensure_ascii=False) if raw is None else raw).encode()
        headers = {"X-Coral-Signature": signature(SECRET, data) if header is None else header}
        response = client.post(
            f"/coral/moderate{query}", data, content_type="application/json", headers=headers, **environ
        )
        return response.status_code, json.loads(response.content) if response.content else None

    return moderate_


@pytest.fixture
def rejecting(site, editor, now):
    """The site lets its machine reject."""
    lane = MachineLane(may_approve=False, may_reject=True)
    set_policy(site=site, lane=lane, thresholds={}, actor_name=editor.email, now=now)


def valid(decision):
    """What Coral's schema asks: known members, nothing null or empty."""
    assert decision["status"] in STATUSES
    assert set(decision) <= {"status", "actions", "moderationAction"}
    assert all(action == {"actionType": "FLAG", "reason": action["reason"]} for action in decision.get("actions", []))
    assert {action["reason"] for action in decision.get("actions", [])} <= REASONS
    if "moderationAction" in decision:
        reason = decision["moderationAction"]["rejectionReason"]
        assert decision["status"] == decision["moderationAction"]["status"] == "REJECTED"
        assert all(isinstance(value, str) and value for value in reason.values())
    return decision


def test_the_contracts_vector():
    assert signature(SECRET, b"{}") == "sha256=3d95a6641e172df5f84121b0865573a6606d8e425560cf84c5222febf0013a14"


@pytest.mark.parametrize(
    ("header", "signed"),
    [
        (signature(SECRET, b"x"), True),
        (f"{signature('empsec_old', b'x')}, {signature(SECRET, b'x')}", True),
        (f"{signature(SECRET, b'x')},{signature('empsec_new', b'x')}", True),
        (signature(SECRET, b"y"), False),
        (signature("empsec_other", b"x"), False),
        (signature(SECRET, b"x").removeprefix("sha256="), False),
        ("sha256=é", False),
        ("", False),
    ],
)
def test_signatures(header, signed):
    assert is_signed(header, b"x", secrets=f"empsec_else, {SECRET}") is signed


def test_without_a_secret_nothing_is_signed(client, site):
    assert not is_signed(signature("", b"x"), b"x", secrets="")
    assert client.post("/coral/moderate", b"{}", content_type="application/json").status_code == 401


def test_what_coral_did_not_sign_is_refused(moderate):
    assert moderate(header="sha256=00")[0] == 401
    assert moderate(header="")[0] == 401


def test_a_clear_comment_leaves_coral_its_own_rules(moderate):
    assert moderate("Thank you for this careful report.") == (204, None)


def test_the_machine_rejects_where_the_site_lets_it(moderate, rejecting):
    status, decision = moderate("You are a stupid idiot.")
    reason = valid(decision)["moderationAction"]["rejectionReason"]
    assert (status, decision["status"], reason["code"]) == (200, "REJECTED", "HARASSMENT_BULLYING")
    assert decision["actions"] == [{"actionType": "FLAG", "reason": "COMMENT_DETECTED_TOXIC"}]
    assert reason["detailedExplanation"].startswith("Your comment was not published because it attacks or insults")
    assert "“You are a stupid”" in reason["detailedExplanation"]


def test_promotion_is_flagged_as_spam(moderate, rejecting):
    _, decision = moderate("Buy cheap phones now at https://cheap-phones.example 50% off, order today!")
    assert valid(decision)["actions"] == [{"actionType": "FLAG", "reason": "COMMENT_DETECTED_SPAM"}]


def test_a_site_that_keeps_decisions_to_people_holds_instead(moderate):
    flag = {"actionType": "FLAG", "reason": "COMMENT_DETECTED_TOXIC"}
    assert moderate("You are a stupid idiot.") == (200, {"status": "SYSTEM_WITHHELD", "actions": [flag]})


def test_what_could_not_be_assessed_is_held_without_a_reproach(moderate, rejecting):
    assert moderate("Qwx zzkr vlmpt ghd bbnn wrtq plkm") == (200, {"status": "SYSTEM_WITHHELD"})


def test_out_of_time_is_held(moderate, monkeypatch):
    monkeypatch.setattr(views, "_SHARE", 0.0)
    assert moderate("Thank you for this careful report.") == (200, {"status": "SYSTEM_WITHHELD"})


def test_time_counts_from_when_a_comment_came(moderate, settings):
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, coral_timeout_ms=30_000)
    arrived = {ARRIVED: time.monotonic() - 25}
    assert moderate("Thank you for this careful report.", **arrived) == (200, {"status": "SYSTEM_WITHHELD"})


def test_an_answer_is_there_when_it_is_due_whatever_the_engine_does(moderate, monkeypatch, settings):
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, coral_timeout_ms=800)
    ending, scoring = threading.Event(), Capacity(slots=1, queue=1, wait_s=0)

    def endless(rules, text, **arguments):
        ending.wait(30)

    monkeypatch.setattr(Rules, "score", endless)
    monkeypatch.setattr(views, "SCORING", scoring)
    began = time.monotonic()
    assert moderate("Thank you for this careful report.") == (200, {"status": "SYSTEM_WITHHELD"})
    assert 0.6 < time.monotonic() - began < 5  # 640 ms on an idle machine
    with pytest.raises(Overloaded), scoring.slot():
        pass
    ending.set()
    with scoring.slot(wait_s=10):
        pass


def test_an_overload_is_held_at_once(moderate, monkeypatch):
    asked = []
    monkeypatch.setattr(views, "SCORING", Capacity(slots=1, queue=0, wait_s=0))
    monkeypatch.setattr(views, "_site", asked.append)
    with views.SCORING.slot():
        assert moderate("Thank you for this careful report.") == (200, {"status": "SYSTEM_WITHHELD"})
    assert not asked, "the database was asked for a comment that is not assessed"
    with views.SCORING.slot(wait_s=10):
        pass


def test_what_can_not_be_prepared_gives_its_slot_back(moderate, monkeypatch):
    monkeypatch.setattr(views, "SCORING", Capacity(slots=1, queue=0, wait_s=0))
    for _ in range(2):
        assert moderate("Thank you.", query="?site=nowhere") == (200, {"status": "SYSTEM_WITHHELD"})
    with views.SCORING.slot():
        pass


@pytest.mark.parametrize(
    "raw",
    ["", "[]", "{", "null", "[" * 50_000, "{}", '{"comment": null}', '{"comment": {"body": 7}}', '{"a": "\\ud83d"}'],
)
def test_what_is_signed_and_can_not_be_read_is_held(moderate, raw):
    assert moderate(raw=raw) == (200, {"status": "SYSTEM_WITHHELD"})


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_a_database_that_does_not_answer_holds(moderate, monkeypatch, error):
    def fails(site_key):
        raise error

    monkeypatch.setattr(views, "_site", fails)
    assert moderate("Good morning.") == (200, views.HELD)


def test_what_is_too_large_is_held(moderate):
    assert moderate("x" * 1_100_000) == (200, {"status": "SYSTEM_WITHHELD"})


def test_a_text_too_long_to_assess_is_held(moderate):
    assert moderate("x" * 20_481) == (200, {"status": "SYSTEM_WITHHELD"})


def test_the_site_is_named_in_the_address(moderate, site):
    assert moderate("Thank you for this careful report.", query="?site=gazette")[0] == 204
    assert moderate("Thank you for this careful report.", query="?site=nowhere") == (200, {"status": "SYSTEM_WITHHELD"})


def test_the_same_comment_again_gets_the_same_answer_and_nothing_is_stored(moderate, rejecting):
    assert moderate() == moderate()
    assert not Comment.objects.exists()


def test_the_article_is_known_by_its_address(moderate, article):
    quoted = '"Two guards were wounded by an idiot," it says, and I believe it.'
    article.url, article.paragraphs = (
        "https://news.example.org/pumps",
        ["Two guards were wounded by an idiot, it says."],
    )
    article.save()
    seen = []

    def note(rules, text, *, context, **arguments):
        seen.append(context.article)
        raise Unreadable("enough seen")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rules, "score", note)
        for url in (article.url, "https://news.example.org/other", "", 7, None, "\0", "x" * 3000):
            assert moderate(quoted, url=url) == (200, {"status": "SYSTEM_WITHHELD"})
    assert [bool(each) for each in seen] == [True, *[False] * 6]
    assert seen[0].paragraphs[-1] == article.paragraphs[0]


def test_html_is_read_as_its_reader_does(moderate):
    assert moderate("<div>You are a stup<b>id</b> id<i>iot</i>.</div>")[1]["status"] == "SYSTEM_WITHHELD"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=60))
def test_any_text_gets_a_valid_answer(moderate, text):
    status, decision = moderate(raw=json.dumps({"comment": {"body": text}}))
    assert status == 204 or valid(decision)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<div>One<br>two</div><div>three</div>", "One\ntwo\nthree"),
        ("<p>Fish &amp; chips&nbsp;today</p>", "Fish & chips\xa0today"),
        ('see <a href="https://a.example/x" rel="nofollow ugc">here</a>', "see  https://a.example/x here"),
        ('<span class="coral-rte-spoiler">x</span>', "x"),
        ("plain 3 < 4 and 5 > 4", "plain 3 < 4 and 5 > 4"),
        ("<idiot you> are", "<idiot you> are"),
        ('<b title="you idiot">hm</b>', '<b title="you idiot">hm'),
        ("<b you idiot>", "<b you idiot>"),
        ("<script>x</script>", "<script>x</script>"),
        ("&lt;b&gt;", "<b>"),
    ],
)
def test_text_of_html(body, text):
    assert text_of(body) == text


def test_what_only_looks_like_markup_stays():
    assert text_of("<" * 20_000) == "<" * 20_000
    assert text_of("<a " + " " * 20_000).startswith("<a")


def test_corals_perspective_call_holds_an_arabic_threat_sent_as_english(client, key):
    body = {
        "comment": {"text": "سأقتلك يا كلب"},
        "doNotStore": True,
        "requestedAttributes": {"TOXICITY": {}},
        "languages": ["en"],
    }
    response = client.post(
        f"/perspective/v1alpha1/comments:analyze?key={key}",
        json.dumps(body),
        content_type="application/json",
        headers={"User-Agent": "Coral Perspective/9.11.8"},
    )
    assert response.status_code == 200
    assert response.json()["attributeScores"]["TOXICITY"]["summaryScore"]["value"] > 0.8
    assert not Comment.objects.exists()


def test_what_the_newsroom_taught_is_heard(moderate, monkeypatch):
    from rejoinder.engine.checks import Result
    from rejoinder.interop import scoring

    class Taught:
        id, labels = "classifier", ("personal_attack",)

        def run(self, reading):
            return Result((), {"personal_attack": 0.7})

    assert moderate("Good morning to you all.") == (204, None)
    monkeypatch.setattr(scoring, "checks_of", lambda site: (Taught(),))
    status, decision = moderate("Good morning to you all.")
    assert (status, valid(decision)["status"]) == (200, "SYSTEM_WITHHELD")
