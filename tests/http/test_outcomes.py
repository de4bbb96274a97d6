"""What a writer is told: waiting, published, rejected with guideline and words; and objecting, by JSON and by form."""

import json
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.utils import timezone

from rejoinder.comments.models import Comment, Site, Status
from rejoinder.moderation.models import Appeal, AuditEntry, Hearing, OutcomeNotice
from rejoinder.moderation.services.appealing import Reply, answer_appeal
from rejoinder.widget.receipts import receipt_token
from tests.http.conftest import FORM, error_of

BODY = "I will find you 👍🏽, and SECRETREST"


@pytest.fixture
def now():
    """Receipts tell of times from now on, so these tests live in the present."""
    return timezone.now()


@pytest.fixture
def receipt(client):
    """The receipt of a comment, as JSON."""

    def get(comment, query="", **headers):
        return client.get(f"/embed/v1/receipts/{receipt_token(comment)}{query}", headers=headers)

    return get


@pytest.fixture
def page(client):
    """The receipt of a comment, as a page."""
    return lambda comment: client.get(f"/receipts/{receipt_token(comment)}").content.decode()


@pytest.fixture
def objecting(client):
    """Objects by JSON."""

    def post(comment, document, token=None):
        raw = document if isinstance(document, bytes) else json.dumps(document).encode()
        address = f"/embed/v1/receipts/{token or receipt_token(comment)}/appeal"
        return client.post(address, raw, content_type="application/json")

    return post


def test_while_it_waits_nothing_of_it_is_told(send, receipt, page):
    comment = send("WAITINGWORDS", author_name="WAITINGNAME")
    response = receipt(comment)
    document = response.json()
    assert response.headers["Cache-Control"] == "no-store"
    assert (document["status"], document["read_by"], document["decision"]) == ("pending", "software", None)
    assert document["body"] is None and document["can_object"] is False and document["objections"] == []
    assert b"WAITING" not in response.content
    assert "WAITING" not in page(comment)


@pytest.mark.parametrize(
    ("minutes", "words"), [(None, "A moderator"), (45, "within 45 minutes"), (60, "1 hour"), (1500, "25 hours")]
)
def test_the_promised_time_is_told_while_a_person_reads(site, send, receipt, page, minutes, words):
    Site.objects.update(promised_minutes=minutes)
    comment = send("hello")
    assert "moderator is reading" not in page(comment), "the software has not read it yet"
    Comment.objects.update(assess_after=None)
    document = receipt(comment).json()
    assert (document["read_by"], document["promised_minutes"]) == ("moderator", minutes)
    assert words in page(comment)


def test_a_promise_that_was_not_kept_is_owned(send, receipt, page, now):
    Site.objects.update(promised_minutes=30)
    comment = send("hello", at=now - timedelta(minutes=31))
    Comment.objects.update(assess_after=None)
    assert receipt(comment).json()["is_late"] is True
    assert "longer than we promised" in page(comment) and "within" not in page(comment)


def test_a_page_without_script_looks_again_soon_and_then_seldom(send, page, now):
    assert 'http-equiv="refresh" content="2"' in page(send("just sent"))
    assert 'http-equiv="refresh" content="20"' in page(send("nobody reads", at=now - timedelta(seconds=30)))
    comment = send("a person reads")
    Comment.objects.filter(pk=comment.pk).update(assess_after=None)
    assert 'http-equiv="refresh" content="20"' in page(comment)


def test_a_poller_is_told_only_what_changed(send, approve, receipt):
    comment = send("hello")
    first = receipt(comment)
    again = receipt(comment, **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    approve(comment)
    changed = receipt(comment, **{"If-None-Match": first.headers["ETag"]})
    assert (changed.status_code, changed.json()["status"]) == (200, "approved")
    assert changed.json()["decision"]["guideline"] is None
    assert changed.json()["decision"]["decided_by"] == "moderator"


def test_a_rejection_is_told_with_guideline_and_words(send, reject, receipt, page):
    comment = send(BODY)
    reject(comment, "threats", spans=[(0, 15)])
    document = receipt(comment).json()
    decision = document["decision"]
    assert decision["words"] == [{"start": 0, "end": 15, "text": "I will find you"}]
    assert decision["guideline"]["key"] == "threats" and decision["guideline"]["title"] == "No threats"
    assert decision["guideline"]["text"] and decision["guideline"]["rejection"]
    assert document["can_object"] is True and document["body"] == BODY
    assert document["objections"][0]["reason"] == "quotation"
    assert "<mark>I will find you</mark> 👍🏽, and SECRETREST" in page(comment)
    assert "Mina" not in page(comment) + json.dumps(document), "who moderates is the newsroom's business"


def test_the_guideline_is_told_in_the_reader_s_language(send, reject, receipt):
    comment = send(BODY)
    reject(comment, "sexism")
    turkish = receipt(comment, "?lang=tr").json()["decision"]["guideline"]
    english = receipt(comment, "?lang=en").json()["decision"]["guideline"]
    assert turkish["title"] != english["title"]
    assert english["kind"] == "Sexism"


def test_a_rejected_text_is_shown_no_longer_than_it_takes_to_object(site, send, reject, receipt, page, now):
    comment = send(BODY)
    decision = reject(comment, spans=[(0, 15)])
    from django.db import connection

    from rejoinder.comments.triggers import drop_guards
    from rejoinder.moderation.triggers import MODERATION_GUARDS

    drop_guards(connection, MODERATION_GUARDS)
    type(decision).objects.update(decided_at=now - timedelta(days=30, minutes=1))
    document = receipt(comment).json()
    assert document["body"] is None and document["can_object"] is False
    assert "SECRETREST" not in page(comment) and "I will find you" in page(comment)
    Site.objects.update(appeal_days=31)
    assert receipt(comment).json()["body"] == BODY


def test_a_withdrawal_is_told_as_one(send, approve, reject, receipt, page):
    comment = send(BODY)
    approve(comment)
    reject(comment, seen=Status.APPROVED)
    assert receipt(comment).json()["status"] == "withdrawn"
    assert receipt(comment).json()["can_object"] is True
    assert "withdrawn" in page(comment)


def test_an_objection_is_taken_and_told(send, reject, receipt, page, objecting, site):
    comment = send(BODY)
    reject(comment)
    response = objecting(comment, {"reason": "quotation", "text": "  It is a line from a song. "})
    assert response.status_code == 201
    assert response.json()["appeal"]["status"] == "open" and response.json()["can_object"] is False
    made = Appeal.objects.get()
    assert (made.reason, made.text, made.outcome) == ("quotation", "It is a line from a song.", "")
    entry = AuditEntry.objects.get(action="appeal.made")
    assert entry.site == site and "song" not in str(entry.details)
    assert "You have objected" in page(comment) and "Do you object" not in page(comment)


@pytest.mark.parametrize(
    ("document", "status", "code"),
    [
        ({"reason": "because"}, 422, "objection_unknown"),
        ({"reason": ""}, 422, "objection_unknown"),
        ({}, 422, "invalid_fields"),
        ({"reason": 7}, 422, "invalid_fields"),
        (b"[]", 400, "bad_request"),
        (b"{", 400, "bad_request"),
        ({"reason": "other", "text": "x" * 501}, 413, "text_too_long"),
        ({"reason": "other", "text": "x\0"}, 422, "text_not_valid"),
        (b'{"reason": "other", "text": "\\ud800"}', 400, "bad_request"),
    ],
)
def test_what_can_not_be_taken_is_refused_in_the_one_shape(send, reject, objecting, document, status, code):
    comment = send(BODY)
    reject(comment)
    response = objecting(comment, document)
    assert (response.status_code, error_of(response)["code"]) == (status, code)
    assert not Appeal.objects.exists()


def test_there_is_one_objection_per_decision_and_none_to_an_approval(send, approve, reject, objecting):
    comment, published, waiting = send(BODY), send("fine"), send("waits")
    reject(comment)
    approve(published)
    assert objecting(comment, {"reason": "criticism"}).status_code == 201
    for other, code in ((comment, "already_objected"), (published, "nothing_to_object_to"), (waiting, None)):
        response = objecting(other, {"reason": "criticism"})
        assert (response.status_code, error_of(response)["code"]) == (409, code or "nothing_to_object_to")


@pytest.mark.parametrize("forge", ["{uuid}", "{hex}", "{hex}:forged", "{other}:{signature}"])
def test_a_forged_receipt_tells_and_takes_nothing(client, send, reject, objecting, forge):
    comment, other = send(BODY), send("two")
    reject(comment)
    token = receipt_token(comment)
    forged = forge.format(
        uuid=comment.uuid, hex=comment.uuid.hex, other=other.uuid.hex, signature=token.partition(":")[2]
    )
    assert error_of(client.get(f"/embed/v1/receipts/{forged}"))["code"] == "comment_not_found"
    assert error_of(objecting(comment, {"reason": "other"}, token=forged))["code"] == "comment_not_found"
    assert client.get(f"/receipts/{forged}").status_code == 404
    assert client.post(f"/receipts/{forged}/appeal", b"reason=other", content_type=FORM).status_code == 404
    assert not Appeal.objects.exists()


def test_objecting_works_without_script(client, send, reject, page):
    comment = send(BODY)
    reject(comment)
    address = f"/receipts/{receipt_token(comment)}/appeal"
    assert address in page(comment)
    refused = client.post(address, urlencode({"text": "kept <words>"}).encode(), content_type=FORM)
    assert refused.status_code == 422
    assert "Please choose why" in refused.content.decode() and "kept &lt;words&gt;" in refused.content.decode()
    taken = client.post(address, urlencode({"reason": "not_forbidden"}).encode(), content_type=FORM)
    assert (taken.status_code, taken["Location"]) == (303, f"/receipts/{receipt_token(comment)}")
    again = client.post(address, urlencode({"reason": "other"}).encode(), content_type=FORM)
    assert again.status_code == 409 and "already objected" in again.content.decode()


@pytest.mark.parametrize("outcome", ["upheld", "overturned"])
def test_the_answer_is_told(send, reject, objecting, receipt, page, editor, now, outcome):
    comment = send(BODY)
    reject(comment)
    objecting(comment, {"reason": "other"})
    answer = "breaks_guideline" if outcome == "upheld" else "misread"
    reply = Reply(Hearing(outcome), answer, "Thank you <b>")
    answer_appeal(appeal=Appeal.objects.get().uuid, reply=reply, user=editor, now=now)
    document = receipt(comment).json()
    assert document["appeal"]["status"] == outcome and "Thank you <b>" in document["appeal"]["answer"]
    assert document["status"] == ("rejected" if outcome == "upheld" else "approved")
    assert "Thank you &lt;b&gt;" in page(comment) and "was heard" in page(comment)
    assert "Edo" not in page(comment) + str(document)


def test_who_wants_to_be_told_by_mail_leaves_an_address(client, article, send, reject, objecting):
    fields = {"body": "hello there", "notify_email": "Rana@Readers.example"}
    refused = client.post(
        "/articles/pumps/comments", urlencode({**fields, "notify_email": "no <address>"}).encode(), content_type=FORM
    )
    page = refused.content.decode()
    assert refused.status_code == 422 and "no &lt;address&gt;" in page and "hello there" in page
    assert not Comment.objects.exists()
    taken = client.post("/articles/pumps/comments", urlencode(fields).encode(), content_type=FORM)
    assert taken.status_code == 303
    wish = OutcomeNotice.objects.get()
    assert (wish.address, wish.language, wish.about) == ("rana@readers.example", "en", "comment")
    comment = send(BODY)
    reject(comment)
    refused = objecting(comment, {"reason": "other", "notify_email": "no address"})
    assert (refused.status_code, error_of(refused)["code"]) == (422, "email_not_valid")
    assert objecting(comment, {"reason": "other", "notify_email": "rana@readers.example"}).status_code == 201
    assert OutcomeNotice.objects.filter(about="appeal").count() == 1


@pytest.mark.usefixtures("early")
def test_nobody_s_mailbox_is_flooded(client, article, environment):
    environment(comments_per_minute=0)

    def write(number, address="victim@readers.example"):
        fields = {"body": f"hello {number}", "notify_email": address}
        return client.post("/articles/pumps/comments", urlencode(fields).encode(), content_type=FORM).status_code

    assert [write(number) for number in range(31)] == [303] * 30 + [429]
    assert write(31, "VICTIM@readers.example ") == 429
    assert write(32, "other@readers.example") == 303 and write(33, "") == 303
    assert OutcomeNotice.objects.filter(address="victim@readers.example").count() == 30
