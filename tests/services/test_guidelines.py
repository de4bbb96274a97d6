"""Guidelines and policies: versions that never change, put in force by a person, with a trace of who."""

from dataclasses import replace

import pytest

from rejoinder.accounts.models import User
from rejoinder.comments.models import Article
from rejoinder.engine.guidelines import default_guidelines, parse_guidelines
from rejoinder.moderation import errors
from rejoinder.moderation.models import AuditEntry, GuidelineSet, Policy
from rejoinder.moderation.services.guidelines import confirm_guidelines, dismiss_guidelines, propose_guidelines
from rejoinder.moderation.services.policies import MachineLane, set_policy


@pytest.fixture
def other():
    """Guidelines that differ from the built-in ones."""
    return replace(default_guidelines(), publisher_names=("The River Gazette",))


@pytest.fixture
def proposal(site, other, now):
    """A proposal of the other guidelines."""
    return propose_guidelines(site=site, guidelines=other, source="a page", now=now)


def test_a_new_site_has_the_built_in_guidelines_in_force(site):
    in_force = GuidelineSet.objects.in_force(site)
    assert (in_force.version, in_force.source, in_force.confirmed_by) == (1, "built-in", None)
    assert parse_guidelines(in_force.document).guidelines == default_guidelines().guidelines


def test_a_proposal_changes_nothing_until_an_editor_confirms_it(site, proposal, editor, article, now):
    assert (proposal.version, GuidelineSet.objects.in_force(site).version) == (2, 1)
    before = Article.objects.get().thread_version
    confirmed = confirm_guidelines(site=site, version=2, user=editor, now=now)
    assert GuidelineSet.objects.in_force(site) == confirmed
    confirmed.refresh_from_db()
    assert (confirmed.confirmed_by, confirmed.confirmed_at) == (editor, now)
    assert Article.objects.get().thread_version > before, "the pages show the guidelines"


def test_the_same_proposal_twice_is_one(site, proposal, other, now):
    again = propose_guidelines(site=site, guidelines=other, source="another page", now=now)
    assert again == proposal
    assert GuidelineSet.objects.count() == 2


def test_a_dismissed_proposal_stays_on_record(site, proposal, editor, now):
    dismiss_guidelines(site=site, version=2, user=editor, now=now)
    assert GuidelineSet.objects.in_force(site).version == 1
    assert GuidelineSet.objects.get(version=2).dismissed_at == now
    with pytest.raises(errors.ProposalNotFound):
        confirm_guidelines(site=site, version=2, user=editor, now=now)


@pytest.mark.parametrize("act", [confirm_guidelines, dismiss_guidelines])
def test_only_an_editor_of_the_site_may(site, proposal, moderator, act, now):
    stranger = User.objects.create_user("stranger@example.org")
    for user in (moderator, stranger):
        with pytest.raises(errors.NotAModerator):
            act(site=site, version=2, user=user, now=now)
    assert GuidelineSet.objects.in_force(site).version == 1


def test_an_editor_who_left_may_not(site, proposal, editor, now):
    User.objects.filter(pk=editor.pk).update(is_active=False)
    with pytest.raises(errors.NotAModerator):
        confirm_guidelines(site=site, version=2, user=editor, now=now)


def test_what_was_confirmed_is_no_proposal_any_more(site, proposal, editor, now):
    confirm_guidelines(site=site, version=2, user=editor, now=now)
    with pytest.raises(errors.ProposalNotFound) as refused:
        confirm_guidelines(site=site, version=2, user=editor, now=now)
    assert refused.value.status == 404
    assert not GuidelineSet.objects.proposed(site).exists()


def test_who_changed_the_rules_is_on_record(site, proposal, editor, now):
    confirm_guidelines(site=site, version=2, user=editor, now=now)
    entry = AuditEntry.objects.filter(action="guidelines.confirmed").latest("id")
    assert (entry.actor_name, entry.details, entry.at) == ("Edo", {"version": 2}, now)


def test_decisions_keep_the_version_they_were_made_under(site, proposal, editor, send, approve, now):
    first = approve(send("one"))
    confirm_guidelines(site=site, version=2, user=editor, now=now)
    second = approve(send("two"))
    assert [first.guideline_set.version, second.guideline_set.version] == [1, 2]


@pytest.mark.parametrize(
    ("thresholds", "problem"),
    [
        ({"no_such_score": {"reject_at": 0.5}}, "no_such_score"),
        ({"threat": {"reject_at": 1.5}}, "1.5"),
        ({"threat": {"reject_at": -0.1}}, "-0.1"),
        ({"threat": {"reject_at": float("nan")}}, "nan"),
        ({"threat": {"delete_at": 0.5}}, "delete_at"),
        ({"threat": {"reject_at": 0.2, "approve_below": 0.6}}, "approve_below"),
        ({"relevance": {"reject_at": 0.5}}, "relevance"),
    ],
)
def test_thresholds_are_checked(site, now, thresholds, problem):
    with pytest.raises(errors.BadThresholds) as refused:
        set_policy(site=site, lane=MachineLane(), thresholds=thresholds, actor_name="test", now=now)
    assert problem in refused.value.text()
    assert Policy.objects.count() == 1


def test_a_policy_is_a_new_version_and_on_record(site, now):
    policy = set_policy(
        site=site,
        lane=MachineLane(may_reject=True),
        thresholds={"threat": {"reject_at": 0.9}},
        actor_name="Edo",
        now=now,
    )
    assert Policy.objects.in_force(site) == policy
    assert (policy.version, policy.machine_may_approve, policy.machine_may_reject) == (2, False, True)
    assert AuditEntry.objects.filter(action="policy.set", actor_name="Edo").exists()
