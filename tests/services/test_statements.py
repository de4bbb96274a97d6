"""Statements of reasons: what each kind of rejection says, in the site's languages."""

from datetime import timedelta

import pytest
from django.utils import translation

from rejoinder.comments.models import Site, Status
from rejoinder.moderation.models import Assessment, GuidelineSet, Policy
from rejoinder.moderation.services.deciding import MACHINE, Actor, Ruling, decide
from rejoinder.moderation.services.reporting import NewReport, Reporter, report_comment
from rejoinder.moderation.statements import statement_of

NOTICE = NewReport(note="Why", is_notice=True, name="N", email="n@example.org", good_faith=True)


def test_it_says_all_that_is_owed(send, reject):
    decision = reject(send("I will find you"), "threats", spans=[(0, 15)])
    text = "\n".join(statement_of(decision, "en").paragraphs())
    for words in (
        "4 March 2026, 12:00",
        "“Three drones struck a pumping station”",
        "not published",
        "No threats (version 1",
        "“I will find you”",
        "read the comments ourselves",
        "A person made the decision",
        "no end date",
        "until 3 April 2026",
    ):
        assert words in text, words
    assert "Mina" not in text


def test_a_machine_s_decision_says_so(send, now):
    comment = send("I will find you")
    ruling = Ruling("reject", "sexism")
    decision = decide(comment=comment.uuid, ruling=ruling, actor=MACHINE, seen=Status.PENDING, now=now)
    statement = statement_of(decision, "en")
    assert (statement.means, statement.source, statement.is_detected_by_software) == ("fully", "own", True)
    assert "Software read the comment and made the decision" in statement.paragraphs()[-3]
    assert "– Sexism" in statement.rule()


@pytest.mark.parametrize(("reports", "source"), [([NewReport("threats")], "report"), ([NOTICE], "notice"), ([], "own")])
def test_a_withdrawal_says_what_brought_it_up(send, approve, reject, now, reports, source):
    comment = send("hello")
    approve(comment)
    for number, new in enumerate(reports):
        report_comment(comment=comment.uuid, new=new, reporter=Reporter(str(number)), now=now)
    statement = statement_of(reject(comment, seen=Status.APPROVED), "en")
    assert (statement.source, statement.is_withdrawal, statement.is_detected_by_software) == (source, True, False)
    assert "taken down" in statement.fact()
    assert not any("Why" in paragraph for paragraph in statement.paragraphs()), "the notice stays with the newsroom"


def test_a_report_answered_before_is_not_what_brought_it_up(send, approve, reject, moderator, now):
    from rejoinder.moderation.services.reporting import keep_reported

    comment = send("hello")
    approve(comment)
    row = report_comment(comment=comment.uuid, new=NewReport("threats"), reporter=Reporter("a"), now=now)
    keep_reported(comment=comment.uuid, upto=row.pk, user=moderator, now=now)
    assert statement_of(reject(comment, seen=Status.APPROVED), "en").source == "own"


def test_the_days_are_the_site_s(send, reject):
    Site.objects.update(appeal_days=183)
    decision = reject(send("I will find you"))
    assert statement_of(decision, "en").ends_at == decision.decided_at + timedelta(days=183)


def test_it_speaks_the_reader_s_language(send, reject):
    decision = reject(send("I will find you"))
    with translation.override("tr"):
        assert statement_of(decision, "tr").ground.title != statement_of(decision, "en").ground.title


def test_an_approval_takes_no_reasons(send, approve):
    with pytest.raises(ValueError, match="approval"):
        statement_of(approve(send("hello")), "en")


@pytest.mark.parametrize(("recommendation", "detected"), [("approve", False), ("refer", True), ("reject", True)])
def test_software_found_what_it_flagged(site, send, moderator, now, recommendation, detected):
    comment = send("I will find you")
    assessment = Assessment.objects.create(
        comment=comment,
        document={},
        recommendation=recommendation,
        guideline_set=GuidelineSet.objects.in_force(site),
        policy=Policy.objects.in_force(site),
        assessed_at=now,
    )
    ruling = Ruling("reject", "threats", assessment=assessment)
    actor = Actor("moderator", "Mina", moderator)
    decision = decide(comment=comment.uuid, ruling=ruling, actor=actor, seen=Status.PENDING, now=now)
    statement = statement_of(decision, "en")
    assert (statement.means, statement.is_detected_by_software) == ("partially", detected)
