"""/embed/v1/: what a comment section on a publisher's page sends, and from where."""

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest
from altcha import ChallengeV1, solve_challenge_v1
from django.utils import timezone

from rejoinder.comments.advice_figures import advice_figures
from rejoinder.comments.models import AdviceCount, Article, Comment, Site, SpentProof
from rejoinder.comments.services.allowances import Limit, forget_allowances, spend
from rejoinder.comments.services.proofs import VALID_FOR
from rejoinder.moderation.models import OutcomeNotice
from tests.http.conftest import error_of

PAGE = "https://news.example.org"


def solved(challenge: dict, **changed: object) -> str:
    """A proof as ALTCHA's own client sends it."""
    made = ChallengeV1(
        challenge["algorithm"],
        challenge["challenge"],
        challenge["maxnumber"],
        challenge["salt"],
        challenge["signature"],
    )
    number = solve_challenge_v1(made, made.max_number).number
    fields = ("algorithm", "challenge", "salt", "signature")
    proof = {**{name: challenge[name] for name in fields}, "number": number, **changed}
    return base64.b64encode(json.dumps(proof).encode()).decode()


@pytest.fixture
def easy(monkeypatch):
    """Proofs that take no time."""
    monkeypatch.setattr("rejoinder.comments.services.proofs.HARDEST", 50)


@pytest.fixture
def post(client, article, easy):
    def post_(path: str, document: object, origin: str | None = None, key: str = article.key):
        raw = document if isinstance(document, bytes) else json.dumps(document).encode()
        headers = {"Origin": origin} if origin else {}
        address = f"/embed/v1/articles/{key}/{path}"
        return client.post(address, raw, content_type="application/json", headers=headers)

    return post_


@pytest.fixture
def proof(client, easy):
    return lambda **changed: solved(client.get("/embed/v1/challenge").json(), **changed)


def test_a_comment_with_a_proof_is_taken_undecided(post, proof):
    response = post("comments", {"body": "two\r\nlines  ", "author_name": "Ada", "altcha": proof()})
    assert response.status_code == 201, response.content
    kept = Comment.objects.get()
    assert (kept.body, kept.author_name, kept.status) == ("two\r\nlines  ", "Ada", "pending")
    assert response.json()["comment"] == str(kept.uuid)
    assert response["Cache-Control"] == "no-store"


def test_a_proof_serves_once(post, proof):
    used = proof()
    assert post("comments", {"body": "first", "altcha": used}).status_code == 201
    again = post("comments", {"body": "second", "altcha": used})
    assert (again.status_code, error_of(again)["code"]) == (403, "proof_not_valid")
    spaced = base64.b64encode(base64.b64decode(used).replace(b'": ', b'":  ')).decode()
    assert post("comments", {"body": "third", "altcha": spaced}).status_code == 403
    assert Comment.objects.count() == 1


@pytest.mark.parametrize(
    "changed", [{"number": 51}, {"signature": "0" * 64}, {"salt": "00?expires=9999999999&"}, {"algorithm": "MD5"}]
)
def test_a_forged_proof_is_refused(post, proof, changed):
    assert error_of(post("comments", {"body": "x", "altcha": proof(**changed)}))["code"] == "proof_not_valid"
    assert not Comment.objects.exists() and not SpentProof.objects.exists()


@pytest.mark.parametrize(
    "altcha", ["", "nonsense", "bnVsbA==", "W10=", "eyJhIjogMX0=", base64.b64encode(b'"x"' * 2000).decode()]
)
def test_what_is_no_proof_is_refused(post, altcha):
    assert error_of(post("comments", {"body": "x", "altcha": altcha}))["code"] == "proof_not_valid"


def test_an_old_proof_is_refused(post, client, easy, monkeypatch):
    past = datetime.now(UTC) - VALID_FOR - timedelta(seconds=5)
    monkeypatch.setattr("rejoinder.widget.embed.writing.timezone.now", lambda: past)
    old = solved(client.get("/embed/v1/challenge").json())
    monkeypatch.undo()
    assert error_of(post("comments", {"body": "x", "altcha": old}))["code"] == "proof_not_valid"


def test_a_refused_text_costs_no_proof(post, proof):
    kept = proof()
    assert error_of(post("comments", {"body": "\u200f \u200e", "altcha": kept}))["code"] == "body_empty"
    assert post("comments", {"body": "seen", "altcha": kept}).status_code == 201


@pytest.mark.parametrize(
    ("raw", "status", "code"),
    [
        (b" ", 400, "bad_request"),
        (b"[]", 400, "bad_request"),
        (b'{"body": "\xff"}', 400, "bad_request"),
        (b"[" * 100_000, 400, "bad_request"),
        (b'{"body": 5}', 422, "invalid_fields"),
        (b"{}", 422, "invalid_fields"),
        (b'{"body": "hi", "parent": "no uuid"}', 422, "invalid_fields"),
        (b'{"body": "' + b"x" * 20_000 + b'"}', 413, "body_too_long"),
        (b'{"body": "' + b"x" * 1_100_000 + b'"}', 413, "request_too_large"),
    ],
)
def test_what_cant_be_read_is_refused_in_the_one_shape(post, raw, status, code):
    response = post("comments", raw)
    assert (response.status_code, error_of(response)["code"]) == (status, code)


def test_only_pages_of_the_site_may_write(post, proof, site):
    strange = post("comments", {"body": "from afar", "altcha": proof()}, origin=PAGE)
    assert (strange.status_code, error_of(strange)["code"]) == (403, "origin_not_allowed")
    Site.objects.filter(pk=site.pk).update(origins=[PAGE])
    assert post("comments", {"body": "from home", "altcha": proof()}, origin=PAGE).status_code == 201
    other = post("comments", {"body": "from null", "altcha": proof()}, origin="null")
    assert error_of(other)["code"] == "origin_not_allowed"


def test_another_sites_page_may_not(post, proof, now):
    from rejoinder.moderation.services.sites import add_site

    other = add_site(key="other", name="Other", language="en", now=now)
    Site.objects.filter(pk=other.pk).update(origins=[PAGE])
    refused = post("comments", {"body": "from afar", "altcha": proof()}, origin=PAGE)
    assert error_of(refused)["code"] == "origin_not_allowed"


def test_browsers_may_ask_first(client):
    response = client.options("/embed/v1/challenge", headers={"Origin": PAGE, "Access-Control-Request-Method": "GET"})
    assert response.status_code == 204
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response
    wrong = client.delete("/embed/v1/challenge")
    assert (wrong.status_code, error_of(wrong)["code"]) == (405, "method_not_allowed")


def test_refusals_come_in_the_language_asked_for(client, db):
    told = {
        lang: error_of(client.post(f"/embed/v1/articles/none/comments?lang={lang}", b"{}", "application/json"))
        for lang in ("en", "tr", "xx")
    }
    assert told["en"]["message"] != told["tr"]["message"]
    assert told["xx"]["message"] == told["en"]["message"]


THREAT = "Someone should burn your house down."


def test_advice_names_the_guideline_and_the_words(post):
    body = "I read it twice. " + THREAT
    told = post("advice", {"body": body}).json()["advice"]
    assert told["guideline"]["key"] == "threats"
    (start, end), *_ = told["spans"]
    assert "burn your house" in body[start:end]
    assert AdviceCount.objects.get().count == 1
    assert not Comment.objects.exists()


def test_there_is_nothing_to_say_of_a_fine_comment(post):
    assert post("advice", {"body": "The pumps were built in 1974, so I am not surprised."}).json() == {"advice": None}
    assert not AdviceCount.objects.exists()


def test_a_site_may_give_no_advice(post, site):
    Site.objects.filter(pk=site.pk).update(advice_share=0)
    assert post("advice", {"body": THREAT}).json() == {"advice": None}


def test_what_was_done_with_advice_is_counted(post, proof):
    token = post("advice", {"body": THREAT}).json()["advice"]["token"]
    assert post("comments", {"body": THREAT, "altcha": proof(), "advice": token}).status_code == 201
    assert post("comments", {"body": "You are wrong.", "altcha": proof(), "advice": token}).status_code == 201
    assert post("comments", {"body": "No advice.", "altcha": proof(), "advice": "forged"}).status_code == 201
    assert list(Comment.objects.order_by("id").values_list("advice", flat=True)) == ["kept", "changed", ""]


def test_some_readers_are_left_without_for_comparison(post, proof, site):
    Site.objects.filter(pk=site.pk).update(advice_share=1)
    told = post("advice", {"body": THREAT}).json()["advice"]
    if told["guideline"] is None:  # 99 of 100 days
        assert told["spans"] == []
        post("comments", {"body": THREAT, "altcha": proof(), "advice": told["token"]})
        assert Comment.objects.get().advice == "control"
        assert not AdviceCount.objects.get().shown


@pytest.mark.usefixtures("early")
def test_advice_is_limited(post):
    answers = [post("advice", {"body": f"Fine words, number {k}"}).status_code for k in range(21)]
    assert answers == [200] * 20 + [429]


def test_an_unknown_article(post, proof):
    response = post("comments", {"body": "x", "altcha": proof()}, key="nowhere")
    assert (response.status_code, error_of(response)["code"]) == (404, "article_not_found")


def test_a_closed_thread(post, proof):
    Article.objects.update(is_open=False)
    assert error_of(post("comments", {"body": "x", "altcha": proof()}))["code"] == "thread_closed"


def test_allowances_are_forgotten(db):
    now = timezone.now()
    spend(limit=Limit("x", 1, timedelta(minutes=1)), key="k", now=now)
    forget_allowances(now=now + timedelta(minutes=2))
    spend(limit=Limit("x", 1, timedelta(minutes=1)), key="k", now=now)


def test_figures_of_advice(post, proof, site, approve, reject):
    token = post("advice", {"body": THREAT}).json()["advice"]["token"]
    post("comments", {"body": THREAT, "altcha": proof(), "advice": token})
    post("comments", {"body": "You are wrong.", "altcha": proof(), "advice": token})
    post("advice", {"body": THREAT})
    kept, changed = Comment.objects.order_by("id")
    reject(kept)
    approve(changed)
    figures = advice_figures(site, since=timezone.now() - timedelta(days=1))
    assert (figures.shown, figures.held_back, figures.not_sent) == (2, 0, 0)
    assert (figures.kept.sent, figures.kept.approved_share) == (1, 0.0)
    assert (figures.changed.sent, figures.changed.approved_share) == (1, 1.0)
    assert (figures.control.sent, figures.control.approved_share) == (0, None)


@pytest.mark.parametrize(("wanted", "status", "kept"), [("Rana@Readers.example", 201, 1), ("", 201, 0), (True, 201, 0)])
def test_the_outcome_is_mailed_where_it_is_wanted(post, proof, wanted, status, kept):
    response = post("comments", {"body": "hello", "altcha": proof(), "notify_email": wanted})
    assert response.status_code == status
    assert OutcomeNotice.objects.count() == kept


def test_an_address_that_takes_no_mail_is_told_before_anything_is_kept(post, proof):
    response = post("comments", {"body": "hello", "altcha": proof(), "notify_email": "no address"})
    assert (response.status_code, error_of(response)["code"]) == (422, "email_not_valid")
    assert not Comment.objects.exists() and not SpentProof.objects.exists()
