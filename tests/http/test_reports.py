"""Readers report published comments: a guideline, or a notice that it is illegal; by JSON and by form."""

import json
from urllib.parse import urlencode

import pytest

from rejoinder.comments.models import Report, Status
from tests.http.conftest import FORM, error_of

NOTICE = {
    "is_notice": True,
    "note": "It calls for violence against a person.",
    "name": "Rana",
    "email": "rana@example.org",
    "good_faith": True,
}


@pytest.fixture
def published(send, approve):
    """A published comment."""
    comment = send("Some <words>", author_name="Ada")
    approve(comment)
    return comment


@pytest.fixture
def reporting(client):
    """Reports by JSON."""

    def post(uuid, document, address="192.0.2.1", **headers):
        raw = document if isinstance(document, bytes) else json.dumps(document).encode()
        return client.post(
            f"/embed/v1/comments/{uuid}/report",
            raw,
            content_type="application/json",
            REMOTE_ADDR=address,
            headers=headers,
        )

    return post


def test_a_report_is_taken_once(published, reporting):
    response = reporting(published.uuid, {"guideline": "threats", "note": " look "})
    assert response.status_code == 201 and response.json()["report"]["status"] == "open"
    row = Report.objects.get()
    assert (row.comment, row.guideline, row.note, row.is_notice, row.answer) == (
        published,
        "threats",
        "look",
        False,
        "",
    )
    again = reporting(published.uuid, {"guideline": "vulgarity"})
    assert (again.status_code, error_of(again)["code"]) == (409, "already_reported")
    assert reporting(published.uuid, {"guideline": "sexism"}, address="192.0.2.2").status_code == 201
    assert Report.objects.count() == 2


@pytest.mark.parametrize(
    ("document", "status", "code"),
    [
        ({"guideline": "relevance"}, 422, "guideline_unknown"),
        ({"guideline": ""}, 422, "guideline_unknown"),
        ({}, 422, "guideline_unknown"),
        ({"guideline": 7}, 422, "invalid_fields"),
        (b"[]", 400, "bad_request"),
        ({"guideline": "threats", "note": "x" * 301}, 413, "text_too_long"),
        ({"guideline": "threats", "note": "x\0"}, 422, "text_not_valid"),
        ({"guideline": "threats", "email": "no address"}, 422, "email_not_valid"),
        ({**NOTICE, "note": ""}, 422, "notice_incomplete"),
        ({**NOTICE, "name": ""}, 422, "notice_incomplete"),
        ({**NOTICE, "email": ""}, 422, "notice_incomplete"),
        ({**NOTICE, "good_faith": False}, 422, "notice_incomplete"),
        ({**NOTICE, "email": "x\ny@example.org"}, 422, "email_not_valid"),
        ({**NOTICE, "note": "x" * 3001}, 413, "text_too_long"),
    ],
)
def test_what_can_not_be_taken_is_refused_in_the_one_shape(published, reporting, document, status, code):
    response = reporting(published.uuid, document)
    assert (response.status_code, error_of(response)["code"]) == (status, code)
    assert not Report.objects.exists()


def test_a_notice_is_kept_apart_from_a_report(published, reporting):
    assert reporting(published.uuid, {"guideline": "threats"}).status_code == 201
    assert reporting(published.uuid, NOTICE).status_code == 201
    assert reporting(published.uuid, {**NOTICE, "email": "RANA@example.org"}).status_code == 409
    assert reporting(published.uuid, {**NOTICE, "email": "omid@example.org"}).status_code == 201
    assert Report.objects.filter(is_notice=True).count() == 2
    for row in Report.objects.all():
        assert "rana" not in str(vars(row)).lower(), "who gave a notice is not kept with it"


def test_a_notice_about_a_child_needs_no_name(published, reporting):
    document = {**NOTICE, "name": "", "email": "", "is_child_abuse": True}
    assert reporting(published.uuid, document).status_code == 201


def test_only_what_is_published_can_be_reported(client, send, reject, published, reporting):
    waiting, rejected = send("WAITINGWORDS"), send("REJECTEDWORDS")
    reject(rejected)
    reject(published, seen=Status.APPROVED)
    unknown = "00000000-0000-4000-8000-000000000000"
    for uuid in (waiting.uuid, rejected.uuid, published.uuid, unknown):
        response = reporting(uuid, {"guideline": "threats"})
        assert (response.status_code, error_of(response)["code"]) == (404, "comment_not_found")
        page = client.get(f"/comments/{uuid}/report")
        assert page.status_code == 404 and b"WORDS" not in page.content
        assert client.post(f"/comments/{uuid}/report", b"guideline=threats", content_type=FORM).status_code == 404
    assert not Report.objects.exists()


@pytest.mark.usefixtures("early")
def test_reports_from_one_address_are_limited(send, approve, reporting, now):
    comments = [send(f"comment {number}") for number in range(11)]
    for comment in comments:
        approve(comment)
    answers = [reporting(comment.uuid, {"guideline": "threats"}) for comment in comments]
    assert [answer.status_code for answer in answers] == [201] * 10 + [429]
    assert error_of(answers[-1])["code"] == "too_many_requests"
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert reporting(comments[-1].uuid, {"guideline": "threats"}, address="192.0.2.9").status_code == 201


def test_reporting_works_without_script(client, published):
    thread = client.get("/articles/pumps").content.decode()
    address = f"/comments/{published.uuid}/report"
    assert address in thread
    page = client.get(address)
    assert "Some &lt;words&gt;" in page.content.decode() and "No threats" in page.content.decode()
    assert page.headers["Cache-Control"] == "no-store" and not page.cookies
    refused = client.post(address, urlencode({"note": "kept <b>"}).encode(), content_type=FORM)
    assert refused.status_code == 422 and "kept &lt;b&gt;" in refused.content.decode()
    taken = client.post(address, urlencode({"guideline": "threats"}).encode(), content_type=FORM)
    assert (taken.status_code, taken["Location"]) == (303, f"{address}?sent=1")
    assert "Thank you" in client.get(taken["Location"]).content.decode()


def test_no_other_page_has_its_visitors_report(client, published):
    address, fields = f"/comments/{published.uuid}/report", b"guideline=threats"
    refused = client.post(address, fields, content_type=FORM, headers={"Origin": "https://evil.example"})
    assert refused.status_code == 403 and not Report.objects.exists()
    ours = {"Host": "localhost", "Origin": "http://localhost"}
    assert client.post(address, fields, content_type=FORM, headers=ours).status_code == 303


@pytest.mark.usefixtures("early")
def test_one_client_can_not_use_up_the_mail_of_many(published, reporting):
    answers = [reporting(published.uuid, {**NOTICE, "note": "", "email": f"r{n}@example.org"}) for n in range(61)]
    assert [answer.status_code for answer in answers] == [422] * 60 + [429]


def test_a_notice_by_form(client, published):
    address = f"/comments/{published.uuid}/report"
    fields = {"guideline": ":illegal", "note": "Why", "name": "Rana", "email": "rana@example.org"}
    refused = client.post(address, urlencode(fields).encode(), content_type=FORM)
    assert refused.status_code == 422 and 'value="rana@example.org"' in refused.content.decode()
    taken = client.post(address, urlencode({**fields, "good_faith": "1"}).encode(), content_type=FORM)
    assert taken.status_code == 303
    assert Report.objects.get().is_notice


def test_the_form_speaks_the_language_of_the_site(client, site, published):
    from rejoinder.comments.models import Site

    Site.objects.update(language="ckb")
    page = client.get(f"/comments/{published.uuid}/report").content.decode()
    assert '<html lang="ckb" dir="rtl">' in page
