"""Assessing: claimed once, read in context, decided only where the site lets the machine; what fails is referred."""

import json
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import OperationalError

from rejoinder import engine
from rejoinder.comments.models import Comment, Site, Status
from rejoinder.moderation.errors import GuidelineUnknown
from rejoinder.moderation.models import Assessment, Decision
from rejoinder.moderation.services import assessing
from rejoinder.moderation.services.assessing import MAX_ATTEMPTS, assess_batch, assess_claimed, claim_due
from rejoinder.moderation.services.policies import MachineLane, set_policy
from rejoinder.moderation.verifying import verify_site

LEASE = timedelta(seconds=60)
FINE = "Thank you for this careful report about the pumping station and the two guards."
THREAT = "I will find you and kill you."


@pytest.fixture
def assess(now):
    """Claims and assesses all that is due, as a worker does."""

    def assess_(at=now):
        return [assess_claimed(claimed=claimed, now=at) for claimed in claim_due(limit=100, lease=LEASE, now=at)]

    return assess_


@pytest.fixture
def let_the_machine(site, now):
    """Sets what the machine may do alone."""

    def let(**lane):
        set_policy(site=site, lane=MachineLane(**lane), thresholds={}, actor_name="test", now=now)

    return let


def test_on_a_new_site_the_machine_recommends_and_decides_nothing(send, assess):
    fine, threat = send(FINE), send(THREAT)
    assess()
    assert [row.recommendation for row in Assessment.objects.order_by("id")] == ["approve", "reject"]
    assert not Decision.objects.exists()
    assert {fine.status, threat.status} == {Status.PENDING}


@pytest.mark.parametrize(
    ("lane", "fine_is", "threat_is"),
    [
        ({"may_reject": True}, Status.PENDING, Status.REJECTED),
        ({"may_approve": True}, Status.APPROVED, Status.PENDING),
        ({"may_approve": True, "may_reject": True}, Status.APPROVED, Status.REJECTED),
    ],
)
def test_the_machine_goes_as_far_as_the_policy_says(send, assess, let_the_machine, lane, fine_is, threat_is):
    let_the_machine(**lane)
    fine, threat = send(FINE), send(THREAT)
    assess()
    fine.refresh_from_db()
    threat.refresh_from_db()
    assert (fine.status, threat.status) == (fine_is, threat_is)


def test_a_machine_s_rejection_has_a_ground_like_any_other(send, assess, let_the_machine):
    let_the_machine(may_reject=True)
    send(THREAT)
    (assessment,) = assess()
    decision = Decision.objects.get()
    assert (decision.actor_kind, decision.actor, decision.guideline) == ("machine", None, "threats")
    assert decision.actor_name.startswith("Rejoinder ")
    assert decision.guideline_set.version == 1
    assert decision.assessment == assessment
    (span,) = decision.evidence
    assert span["text"] and THREAT[span["start"] : span["end"]] == span["text"]


def test_a_name_that_breaks_a_rule_is_not_approved_by_the_machine(send, assess, let_the_machine):
    let_the_machine(may_approve=True, may_reject=True)
    comment = send(FINE, author_name="You stupid idiot")
    assess()
    comment.refresh_from_db()
    assert comment.status == Status.PENDING
    assert Assessment.objects.get().recommendation == "refer"


def test_words_quoted_from_the_article_or_the_parent_are_read_as_such(send, approve, assess, monkeypatch):
    seen = []

    def spy(submission, **fields):
        seen.append(fields["context"])
        return engine.assess(submission, **fields)

    monkeypatch.setattr(assessing, "assess", spy)
    parent = send("The first words.")
    approve(parent)
    send("The answer.", parent=parent.uuid)
    assess()
    assert [context.parent for context in seen] == ["The first words."]
    assert seen[0].article.paragraphs[0].startswith("Three drones")
    assert "River Gazette" in seen[0].publisher_names


def _raises(*args, **fields):
    raise ValueError("out of order")


@pytest.mark.parametrize("fault", ["check_raises", "engine_raises", "recommend_raises", "nobody_claims"])
def test_whatever_fails_nothing_is_approved(send, let_the_machine, assess, monkeypatch, fault, now):
    let_the_machine(may_approve=True, may_reject=True)
    comment = send(FINE)
    if fault == "check_raises":
        broken = [SimpleNamespace(id="broken", labels=("threat",), run=_raises)]
        monkeypatch.setattr(
            assessing, "assess", lambda text, **fields: engine.assess(text, **(fields | {"checks": broken}))
        )
        (row,) = assess()
        assert row.recommendation == "refer"
        assert [finding["kind"] for finding in row.document["findings"]] == [engine.COULD_NOT_ASSESS]
    elif fault != "nobody_claims":
        monkeypatch.setattr(assessing, {"engine_raises": "assess", "recommend_raises": "recommend"}[fault], _raises)
        with pytest.raises(ValueError, match="out of order"):
            assess()
        assert not Assessment.objects.exists()
        assert Comment.objects.due(now + LEASE).exists(), "it falls due again"
    comment.refresh_from_db()
    assert comment.status == Status.PENDING


def test_out_of_time_is_referred(send, let_the_machine, assess, monkeypatch):
    let_the_machine(may_approve=True)
    comment = send(FINE)
    hurried = engine.Budget(total_ms=-1)
    monkeypatch.setattr(assessing, "assess", lambda text, **fields: engine.assess(text, **fields, budget=hurried))
    (row,) = assess()
    assert row.recommendation == "refer"
    comment.refresh_from_db()
    assert comment.status == Status.PENDING


def test_a_claim_is_a_lease(send, now):
    send(FINE)
    (first,) = claim_due(limit=10, lease=LEASE, now=now)
    assert claim_due(limit=10, lease=LEASE, now=now + LEASE - timedelta(seconds=1)) == []
    (again,) = claim_due(limit=10, lease=LEASE, now=now + LEASE)
    assert (again.pk, first.attempts, again.attempts) == (first.pk, 1, 2)


def test_what_fells_worker_after_worker_goes_to_a_person_unread(send, let_the_machine, now, monkeypatch):
    let_the_machine(may_approve=True, may_reject=True)
    comment = send(THREAT)
    at = now
    for _ in range(MAX_ATTEMPTS):
        assert claim_due(limit=10, lease=LEASE, now=at)
        at += LEASE
    monkeypatch.setattr(assessing, "assess", _raises)
    (claimed,) = claim_due(limit=10, lease=LEASE, now=at)
    row = assess_claimed(claimed=claimed, now=at)
    assert row.recommendation == "refer"
    comment.refresh_from_db()
    assert (comment.status, comment.assess_after) == (Status.PENDING, None)


def test_the_slower_of_two_workers_writes_nothing(send, now):
    send(FINE)
    (first,) = claim_due(limit=1, lease=LEASE, now=now)
    (second,) = claim_due(limit=1, lease=LEASE, now=now + LEASE)
    assert assess_claimed(claimed=second, now=now) is not None
    assert assess_claimed(claimed=first, now=now) is None
    assert Assessment.objects.count() == 1


def test_a_moderator_who_was_faster_is_not_overruled(send, reject, let_the_machine, now):
    let_the_machine(may_approve=True)
    comment = send(FINE)
    (claimed,) = claim_due(limit=1, lease=LEASE, now=now)
    reject(comment, "vulgarity")
    assess_claimed(claimed=claimed, now=now)
    comment.refresh_from_db()
    assert comment.status == Status.REJECTED
    assert Decision.objects.count() == 1


def test_assessment_and_decision_are_written_together_or_not_at_all(send, let_the_machine, assess, monkeypatch):
    let_the_machine(may_approve=True)
    comment = send(FINE)

    def fall(**fields):
        raise OperationalError("the disk is full")

    monkeypatch.setattr(assessing, "decide_pending", fall)
    with pytest.raises(OperationalError):
        assess()
    comment.refresh_from_db()
    assert comment.status == Status.PENDING
    assert not Assessment.objects.exists()


def test_the_document_is_what_rejoinder_assess_prints(send, assess, site):
    comment = send(THREAT)
    (row,) = assess()
    row.refresh_from_db()
    assert row.document["id"] == str(comment.uuid)
    assert set(engine.LABELS) == set(row.document["scores"])
    assert row.document["versions"]["guidelines"] == "1"
    assert json.loads(json.dumps(row.document)) == row.document


def test_the_newest_policy_is_in_force(send, assess, let_the_machine):
    let_the_machine(may_approve=True)
    let_the_machine()
    comment = send(FINE)
    assess()
    comment.refresh_from_db()
    assert comment.status == Status.PENDING
    assert Assessment.objects.get().policy.version == 3


@pytest.fixture
def assess_all(now):
    """Assesses what is due as a worker does, in one batch."""

    def assess_(**options):
        claimed = claim_due(limit=100, lease=LEASE, now=now)
        return assess_batch(claimed=claimed, clock=lambda: now, stop=options.get("stop", lambda: False))

    return assess_


def test_a_batch_is_written_with_as_many_statements_as_one_comment(
    send, let_the_machine, assess_all, django_assert_max_num_queries
):
    let_the_machine(may_approve=True, may_reject=True)
    for number in range(12):
        send(f"{FINE} {number}")
    send(THREAT)
    with django_assert_max_num_queries(32):
        assert assess_all() == 13
    assert Comment.objects.filter(status=Status.APPROVED).count() == 12
    assert Comment.objects.filter(status=Status.REJECTED).count() == 1
    verify_site(Site.objects.get())


def test_one_that_can_t_be_read_holds_up_no_other(send, let_the_machine, assess_all, monkeypatch, caplog):
    let_the_machine(may_approve=True)
    send(f"{FINE} one")
    bad = send(f"{FINE} two")
    send(f"{FINE} three")

    def stumble(submission, **fields):
        if submission.text == bad.body:
            raise ValueError(bad.body)
        return engine.assess(submission, **fields)

    monkeypatch.setattr(assessing, "assess", stumble)
    assert assess_all() == 2
    bad.refresh_from_db()
    assert (bad.status, bad.assess_attempts) == (Status.PENDING, 1)
    assert bad.assess_after is not None, "it falls due again"
    assert bad.body not in caplog.text


def test_one_that_can_t_be_written_holds_up_no_other(send, let_the_machine, assess_all, monkeypatch):
    let_the_machine(may_approve=True)
    good, bad = send(f"{FINE} one"), send(f"{FINE} two")
    real = assessing.decide_pending

    def refuse(*, rulings, **fields):
        if any(comment.pk == bad.pk for comment, _ in rulings):
            raise GuidelineUnknown(guideline="threats")
        return real(rulings=rulings, **fields)

    monkeypatch.setattr(assessing, "decide_pending", refuse)
    assert assess_all() == 1
    good.refresh_from_db()
    bad.refresh_from_db()
    assert (good.status, bad.status) == (Status.APPROVED, Status.PENDING)
    assert not Assessment.objects.filter(comment=bad).exists()


def test_what_was_read_by_rules_that_have_changed_is_left_to_a_person(send, let_the_machine, assess_all, monkeypatch):
    let_the_machine(may_approve=True)
    comment = send(FINE)

    def read_slowly(submission, **fields):
        found = engine.assess(submission, **fields)
        let_the_machine(may_approve=False)
        return found

    monkeypatch.setattr(assessing, "assess", read_slowly)
    assert assess_all() == 1
    comment.refresh_from_db()
    assert (comment.status, comment.assess_after) == (Status.PENDING, None)


def test_a_worker_told_to_stop_writes_what_it_has_read(send, assess_all):
    send(f"{FINE} one")
    send(f"{FINE} two")
    answers = iter([False, True, True])
    assert assess_all(stop=lambda: next(answers)) == 1
    assert Comment.objects.filter(assess_after=None).count() == 1
