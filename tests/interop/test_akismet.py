"""The Akismet drop-in against its contract: exact bodies, exact headers."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rejoinder.comments.models import Comment
from rejoinder.comments.services.api_keys import add_api_key
from rejoinder.interop.akismet import verdicts
from rejoinder.interop.capacity import Capacity
from rejoinder.transfer.exports import exported_feedback

SPAM = "Buy cheap phones now at https://cheap-phones.example 50% off, order today!"
CLEAR = "Thank you for this careful report."
INSULT = "You are a stupid idiot."


@pytest.fixture
def short_key(site, now):
    """A key such as the WordPress plugin takes."""
    return add_api_key(site=site, name="wordpress", now=now, short=True)


@pytest.fixture
def akismet(client, short_key):
    """Calls the endpoint by form; the response, which is always a 200 with a guid."""

    def akismet_(call="1.1/comment-check", **params):
        fields = {"api_key": short_key, "blog": "https://news.example.org", "user_ip": "203.0.113.7", **params}
        response = client.post(f"/akismet/{call}", {name: value for name, value in fields.items() if value is not None})
        assert response.status_code == 200
        assert re.fullmatch("[0-9a-f]{32}", response["X-akismet-guid"])
        return response

    return akismet_


def body(response):
    return response.content.decode()


def test_keys_are_as_wordpress_takes_them(short_key):
    assert re.fullmatch("[a-z0-9]{12}", short_key)


def test_verify_key(akismet):
    assert body(akismet("1.1/verify-key")) == "valid"
    wrong = akismet("1.1/verify-key", api_key="wrong", key="wrong")
    assert (body(wrong), "unknown" in wrong["X-akismet-debug-help"]) == ("invalid", True)
    assert body(akismet("1.1/verify-key", blog=None)) == "invalid"


def test_the_key_may_be_called_key_or_stand_in_the_query_or_in_the_host(client, short_key, akismet, settings):
    assert body(akismet("1.1/verify-key", api_key=None, key=short_key)) == "valid"
    query = f"api_key={short_key}&blog=https://news.example.org"
    assert body(client.post(f"/akismet/1.1/verify-key?{query}")) == "valid"
    settings.ALLOWED_HOSTS = [".akismet.example.org"]
    host = f"{short_key}.akismet.example.org"
    response = client.post("/1.1/comment-check", {"blog": "https://a.example", "comment_content": SPAM}, HTTP_HOST=host)
    assert body(response) == "true"


@pytest.mark.parametrize(
    ("params", "verdict"),
    [
        ({"comment_content": SPAM}, "true"),
        ({"comment_content": f'<a href="https://cheap-phones.example">x</a> {SPAM}'}, "true"),
        ({"comment_content": CLEAR}, "false"),
        ({"comment_content": INSULT}, "false"),
        ({"comment_content": ""}, "false"),
        ({}, "false"),
        ({"comment_content": CLEAR, "user_ip": None}, "false"),
        ({"comment_content": CLEAR, "comment_author": "akismet-guaranteed-spam"}, "true"),
        ({"comment_content": CLEAR, "comment_author_email": "akismet-guaranteed-spam@example.com"}, "true"),
        ({"comment_content": SPAM, "user_role": "administrator"}, "false"),
        ({"comment_content": SPAM, "user_role": "editor,administrator"}, "false"),
        ({"comment_content": SPAM, "user_role": "editor"}, "true"),
        ({"comment_content": SPAM, "recheck_reason": "edit", "comment_context[]": "news"}, "true"),
        ({"comment_content": CLEAR, "honeypot_field_name": "trap", "trap": "x"}, "true"),
        ({"comment_content": CLEAR, "honeypot_field_name": "trap", "trap": ""}, "false"),
        ({"comment_content": CLEAR, "blog_lang": "en, fr_ca", "is_test": "1", "POST_x": "y"}, "false"),
    ],
)
def test_comment_check(akismet, params, verdict):
    response = akismet(**params)
    assert body(response) == verdict
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    for header in ("X-akismet-pro-tip", "X-akismet-error", "X-akismet-alert-code", "X-akismet-debug-help"):
        assert header not in response


def test_what_is_not_clear_is_to_be_asked_again_by_who_knows_late_verdicts(akismet):
    callback = "https://news.example.org/wp-json/akismet/v1/webhook"
    assert akismet(comment_content=INSULT, callback=callback)["X-akismet-recheck-after"] == "43200"
    assert "X-akismet-recheck-after" not in akismet(comment_content=INSULT)
    assert "X-akismet-recheck-after" not in akismet(comment_content=CLEAR, callback=callback)
    assert "X-akismet-recheck-after" not in akismet(comment_content=SPAM, callback=callback)


def test_a_comment_too_long_to_assess_is_not_cleared(akismet):
    padding = "A long and quiet remark. " * 900
    assert body(akismet(comment_content=f"{padding} {SPAM}")) == "true"
    longer = akismet(comment_content=padding * 3, callback="https://news.example.org/hook")
    assert (body(longer), longer["X-akismet-recheck-after"]) == ("false", "43200")


def test_feedback_is_thanked_for_to_the_letter_and_kept_nowhere(akismet):
    for call in ("1.1/submit-spam", "1.1/submit-ham"):
        assert body(akismet(call, comment_content=SPAM)) == "Thanks for making the web a better place."
        assert body(akismet(call, api_key="wrong")) == "invalid"
    assert not Comment.objects.exists()


def test_feedback_is_kept_where_the_operator_wants_it_and_leaves_as_training_reads_it(akismet, environment, site):
    environment(keep_feedback=True)
    author = {"comment_author": "Dilan", "comment_author_email": "d@example.org", "user_ip": "203.0.113.7"}
    for call, text in (("1.1/submit-ham", SPAM), ("1.1/submit-spam", f"<p>{SPAM}</p>"), ("1.1/submit-ham", CLEAR)):
        assert body(akismet(call, comment_content=text, **author)) == "Thanks for making the web a better place."
    akismet("1.1/submit-spam", comment_content="Only a test.", is_test="true")
    akismet("1.1/submit-spam", comment_content="")
    akismet("1.1/submit-spam", comment_content="nul \0")
    rows = list(exported_feedback(site))
    assert [(row["text"], row["labels"], row["lang"]) for row in rows] == [
        (SPAM, {"promotion": 1.0}, "en"),
        (CLEAR, {"promotion": 0.0}, "en"),
    ]
    assert rows[0]["source"] == "feedback_akismet"
    assert not any(value in str(rows) for value in author.values())


def test_every_call_answers_at_either_version_and_a_key_may_have_spaces_around_it(akismet, short_key):
    assert akismet("1.1/usage-limit").json()["limit"] == "none"
    assert body(akismet("1.2/comment-check", comment_content=SPAM)) == "true"
    assert body(akismet("1.1/verify-key", api_key=f" {short_key} ")) == "valid"


def test_account(akismet, client, short_key):
    usage = client.get(f"/akismet/1.2/usage-limit?api_key={short_key}").json()
    assert usage == {"limit": "none", "usage": 0, "percentage": "0", "throttled": False}
    assert akismet("1.2/usage-limit", extended="true").json()["notice_level"] == "NOTICE_NONE"
    sites = akismet("1.2/key-sites", month="2026-11", limit="7").json()
    assert sites == {"2026-11": [], "limit": 7, "offset": 0, "total": 0}
    assert body(akismet("1.2/key-sites", month="2026-11", format="csv")).splitlines()[1].startswith("Site,Total")
    assert body(akismet("1.2/key-sites", month="2026-13")) == "invalid"
    assert akismet("1.1/get-subscription").json()["status"] == "active"
    assert akismet("1.1/get-stats").json()["time_saved"] == 0
    assert body(akismet("1.1/deactivate")) == "deactivated"
    assert body(akismet("1.1/token")) == "invalid"


def test_an_overload_and_a_spent_quota_are_errors_that_hold_the_comment(akismet, settings, monkeypatch):
    monkeypatch.setattr(verdicts, "SCORING", Capacity(slots=1, queue=0, wait_s=0))
    with verdicts.SCORING.slot():
        response = akismet(comment_content=CLEAR)
    assert (body(response), "X-akismet-error" in response) == ("invalid", True)
    monkeypatch.setattr("rejoinder.interop.akismet.views.take", lambda key: 9)
    assert "X-akismet-error" in akismet(comment_content=CLEAR)


def test_what_is_too_large_or_torn_is_invalid(client, short_key):
    large = client.post("/akismet/1.1/comment-check", {"api_key": short_key, "comment_content": "x" * 1_100_000})
    torn = client.post("/akismet/1.1/comment-check", b"torn", content_type="multipart/form-data")
    many = client.post(
        f"/akismet/1.1/comment-check?api_key={short_key}", "&".join(f"a{n}=1" for n in range(1100)),
        content_type="application/x-www-form-urlencoded",
    )  # fmt: skip
    for response in (large, torn, many):
        assert (response.status_code, body(response)) == (200, "invalid")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.text(max_size=60), author=st.text(max_size=20), language=st.text(max_size=6))
def test_any_comment_gets_a_verdict(akismet, content, author, language):
    response = akismet(comment_content=content, comment_author=author, blog_lang=language)
    assert body(response) in ("true", "false")
