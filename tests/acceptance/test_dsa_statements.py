"""``rejoinder export statements``: what the DSA Transparency Database would take, and nothing personal in it."""

import json
import re
import sys
from datetime import date

import pytest

from rejoinder.cli.main import app
from rejoinder.comments.models import Comment, Status
from rejoinder.moderation.models import GuidelineSet
from rejoinder.moderation.rules import rejectable_keys
from rejoinder.moderation.services.deciding import MACHINE, Ruling, decide
from rejoinder.moderation.services.reporting import NewReport, Reporter, report_comment
from rejoinder.transfer.statements import CATEGORIES, EUROPEAN_ECONOMIC_AREA, exported_statements

# As its request class validates them (StatementStoreRequest, schema of 1 July 2025).
REQUIRED = {
    "decision_visibility", "decision_ground", "content_type", "category", "territorial_scope", "content_date",
    "application_date", "decision_facts", "source_type", "automated_detection", "automated_decision", "puid",
    "incompatible_content_ground", "incompatible_content_explanation",
}  # fmt: skip
OPTIONAL = {
    "decision_visibility_other", "decision_ground_reference_url", "category_specification",
    "category_specification_other", "content_language",
}  # fmt: skip
CATEGORY = {
    "CONSUMER_INFORMATION", "CYBER_VIOLENCE", "ILLEGAL_OR_HARMFUL_SPEECH", "OTHER_VIOLATION_TC", "VIOLENCE",
}  # fmt: skip
KEYWORD = {"CYBER_BULLYING_INTIMIDATION", "CYBER_HARASSMENT", "DISCRIMINATION", "HIDDEN_ADVERTISEMENT", "OTHER"}
SECRETS = ("qzsecretqz", "qznameqz", "Mina", "qznotifierqz", "qznoteqz")


def is_taken(row):
    """Asserts the database's own rules for one statement."""
    assert REQUIRED <= set(row) <= REQUIRED | OPTIONAL
    assert set(row["decision_visibility"]) <= {"DECISION_VISIBILITY_CONTENT_REMOVED", "DECISION_VISIBILITY_OTHER"}
    assert ("DECISION_VISIBILITY_OTHER" in row["decision_visibility"]) == ("decision_visibility_other" in row)
    assert row["decision_ground"] == "DECISION_GROUND_INCOMPATIBLE_CONTENT"
    assert row["content_type"] == ["CONTENT_TYPE_TEXT"]
    assert row["category"].removeprefix("STATEMENT_CATEGORY_") in CATEGORY
    assert {word.removeprefix("KEYWORD_") for word in row["category_specification"]} <= KEYWORD
    assert ("KEYWORD_OTHER" in row["category_specification"]) == ("category_specification_other" in row)
    assert row["territorial_scope"] == sorted(row["territorial_scope"]) and len(row["territorial_scope"]) == 30
    assert re.fullmatch(r"[A-Z]{2}", row.get("content_language", "XX"))
    assert date(2000, 1, 1) <= date.fromisoformat(row["content_date"]) <= date.fromisoformat(row["application_date"])
    assert row["source_type"] in {"SOURCE_VOLUNTARY", "SOURCE_TYPE_OTHER_NOTIFICATION", "SOURCE_ARTICLE_16"}
    assert row["automated_detection"] in ("Yes", "No")
    assert row["automated_decision"].removeprefix("AUTOMATED_DECISION_") in {
        "FULLY",
        "PARTIALLY",
        "NOT_AUTOMATED",
    }
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,500}", row["puid"])
    limits = {"decision_facts": 5000, "incompatible_content_explanation": 2000}
    for name, value in row.items():
        assert not isinstance(value, str) or 0 < len(value) <= limits.get(name, 500), name


@pytest.fixture
def decided(send, approve, reject, now):
    """Rejections and withdrawals of every kind, full of words that must not leave."""
    for key in ("threats", "sexism", "profanity"):
        comment = send(f"qzsecretqz {key}", author_name="qznameqz")
        reject(comment, key, spans=[(0, 10)])
    machine = send("qzsecretqz machine", author_name="qznameqz")
    decide(
        comment=machine.uuid,
        ruling=Ruling("reject", "commercial_promotion"),
        actor=MACHINE,
        seen=Status.PENDING,
        now=now,
    )
    approve(send("published"))
    notice = NewReport(note="qznoteqz", is_notice=True, name="qznotifierqz", email="a@example.org", good_faith=True)
    for number, new in enumerate((NewReport("threats", "qznoteqz"), notice)):
        comment = send(f"qzsecretqz withdrawn {number}", author_name="qznameqz")
        approve(comment)
        report_comment(comment=comment.uuid, new=new, reporter=Reporter("r"), now=now)
        reject(comment, seen=Status.APPROVED)
    Comment.objects.filter(body__contains="threats").update(language="ckb")
    Comment.objects.filter(body__contains="sexism").update(language="und")


def test_every_statement_would_be_taken_and_none_tells_of_a_person(site, decided):
    rows = list(exported_statements(site, base_url="https://news.example.org"))
    assert len(rows) == 6 and len({row["puid"] for row in rows}) == 6
    for row in rows:
        is_taken(row)
        assert not any(secret in json.dumps(row) for secret in SECRETS)
    threats, sexism, profanity, machine, reported, noticed = rows
    assert threats["content_language"] == "KU" and "content_language" not in sexism
    assert profanity["category_specification_other"] == "No swearing"
    assert (machine["automated_decision"], machine["automated_detection"]) == ("AUTOMATED_DECISION_FULLY", "Yes")
    assert reported["source_type"] == "SOURCE_TYPE_OTHER_NOTIFICATION"
    assert noticed["source_type"] == "SOURCE_ARTICLE_16"
    assert noticed["decision_visibility"] == ["DECISION_VISIBILITY_CONTENT_REMOVED"]
    assert threats["decision_visibility_other"].startswith("Not published")
    assert threats["decision_ground_reference_url"] == "https://news.example.org/sites/gazette/guidelines"


def test_every_built_in_guideline_has_a_category(site):
    assert set(rejectable_keys(GuidelineSet.objects.in_force(site))) <= set(CATEGORIES)
    assert len(set(EUROPEAN_ECONOMIC_AREA)) == 30


def test_the_command_writes_json_lines(site, decided, monkeypatch, capsys):
    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["rejoinder", "export", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            app()
        return ended.value.code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    status, rows = run("statements", "gazette")
    assert status == 0 and len(rows) == 6
    for row in rows:
        is_taken(row)
    assert run("statements", "gazette", "--since", "2026-03-05") == (0, [])
    assert len(run("statements", "gazette", "--since", "2026-03-04")[1]) == 6
    assert run("statements", "nowhere")[0] == 1
    assert len(run("--site", "gazette")[1]) == 7
