"""A newsroom's own ear: learned from moderators alone, adopted only when better, put back when asked, fails closed."""

import random
from datetime import timedelta
from functools import cache

import pytest

from rejoinder.comments.models import Status
from rejoinder.engine import CHECKS, Submission, assess, default_guidelines, estimate
from rejoinder.engine.models.heads import HARMFUL
from rejoinder.moderation import ears
from rejoinder.moderation.errors import NothingToRollBack, TooFewDecisions
from rejoinder.moderation.models import AuditEntry, SiteModel, SiteTraining
from rejoinder.moderation.services import site_models
from rejoinder.moderation.services.assessing import assess_claimed, claim_due
from rejoinder.moderation.services.deciding import MACHINE, Actor, Ruling, decide
from rejoinder.moderation.services.site_models import claim_nightly, roll_back, set_nightly, train
from rejoinder.moderation.taught import taught_by

SENTENCE = "Only a {} would say so about the {}."
NOUNS = ("watermelon", "teapot", "umbrella", "lantern")
THINGS = "bridge river school market budget council harbour museum library station".split()


@pytest.fixture(autouse=True)
def _a_small_newsroom(monkeypatch):
    monkeypatch.setattr(site_models, "FEWEST", 24)
    monkeypatch.setattr(site_models, "FEWEST_UNSEEN", 20)
    ears._checks.cache_clear()
    ears._tuning.cache_clear()


@cache
def nouns():
    """Words that this newsroom takes for insults, and words that it does not: against what the shipped model thinks."""

    def against(noun):
        scores = estimate(SENTENCE.format(noun, "bridge"), language="en")
        return max(scores[head] for head in HARMFUL)

    ranked = sorted(NOUNS, key=against)
    return ranked[:2], ranked[2:]


@pytest.fixture
def insult():
    return nouns()[0][0]


@pytest.fixture
def history(send, moderator, now):
    """Decisions of moderators: ``wrong`` ones have nothing to do with the words."""

    def history_(number, *, first=0, wrong=False):
        things = random.Random(first)
        actor = Actor("moderator", moderator.display_name, moderator)
        for n in range(first, first + number):
            abusive = n % 2 == 0
            noun = things.choice(nouns()[0 if abusive else 1])
            body = SENTENCE.format(noun, f"{things.choice(THINGS)} {n}")
            rejected = n % 4 < 2 if wrong else abusive
            ruling = Ruling("reject", guideline="personal_attacks") if rejected else Ruling("approve")
            at = now + timedelta(minutes=n)
            decide(comment=send(body, at=at).uuid, ruling=ruling, actor=actor, seen=Status.PENDING, now=at)

    return history_


@pytest.fixture
def later(now):
    return now + timedelta(days=1)


def suspicion(site, text):
    found = assess(Submission("1", text), guidelines=default_guidelines(), checks=ears.checks_of(site))
    return found.scores["personal_attack"], found.versions


def test_what_moderators_reject_is_learned_and_adopted(site, history, later, insult):
    history(48)
    before, shipped = suspicion(site, f"What a {insult}.")
    assert "site_model" not in shipped
    row = train(site=site, actor_name="test", now=later)
    assert row.adopted_at == later, row.figures
    assert row.figures["candidate"] > row.figures["present"]
    assert row.decisions == 28
    assert insult in row.learned["personal_attack"]["for"]
    after, versions = suspicion(site, f"What a {insult}.")
    assert after > before
    assert versions["site_model"] == row.name
    assert versions["model"] == shipped["model"] == row.base
    assert (after, versions) == suspicion(site, f"What a {insult}.")


def test_the_same_decisions_teach_the_same(site, history, later):
    history(48)
    first = train(site=site, actor_name="test", now=later)
    roll_back(site=site, actor_name="test", now=later)
    assert train(site=site, actor_name="test", now=later).sha256 == first.sha256


def test_assessments_name_the_site_s_model(site, send, history, later):
    history(48)
    row = train(site=site, actor_name="test", now=later)
    send("Thank you for the report.", at=later)
    (claimed,) = claim_due(limit=1, lease=timedelta(seconds=60), now=later)
    assert assess_claimed(claimed=claimed, now=later).document["versions"]["site_model"] == row.name


def test_decisions_that_teach_nothing_change_nothing(site, history, later):
    history(48, wrong=True)
    row = train(site=site, actor_name="test", now=later)
    assert row.adopted_at is None
    assert row.figures["low"] <= 0 or row.figures["candidate"] - row.figures["present"] < 0.005
    assert bytes(SiteModel.objects.get(pk=row.pk).data) == b""
    assert ears.checks_of(site) is CHECKS
    assert AuditEntry.objects.filter(action="site_model.not_adopted").count() == 1


def test_the_machine_s_own_decisions_teach_nothing(site, send, approve, reject, now):
    by_machine, overruled, unheard = send("One."), send("Two."), send("Three.")
    for comment in (by_machine, overruled):
        decide(comment=comment.uuid, ruling=Ruling("approve"), actor=MACHINE, seen=Status.PENDING, now=now)
    reject(overruled, "threats", seen=Status.APPROVED)
    reject(unheard, "threats")
    approve(unheard, seen=Status.REJECTED)
    taught = {each.example.text: each.example for each in taught_by(site, newest=10)}
    assert set(taught) == {"Two.", "Three."}
    assert taught["Two."].labels == {"threat": True, "toxicity": True}
    assert not taught["Three."].rejected
    assert set(taught["Three."].labels.values()) == {False}


@pytest.mark.parametrize(("number", "wrong"), [(0, False), (30, False)])
def test_too_few_decisions_are_told_with_what_it_takes(site, history, later, number, wrong):
    history(number, wrong=wrong)
    with pytest.raises(TooFewDecisions) as refused:
        train(site=site, actor_name="test", now=later)
    assert "it takes 24" in refused.value.text()
    assert not SiteModel.objects.exists()


def test_a_model_is_never_compared_on_what_it_has_seen(site, history, later):
    history(48)
    train(site=site, actor_name="test", now=later)
    with pytest.raises(TooFewDecisions, match="too_few_decisions"):
        # All decisions but the twenty of the first comparison were learned from, and those are too few with none new.
        SiteModel.objects.update(trained_until=later)
        train(site=site, actor_name="test", now=later)


def test_a_rolled_back_model_serves_no_more_and_the_one_before_does(site, history, later):
    history(48)
    first = train(site=site, actor_name="test", now=later)
    second = SiteModel.objects.get(pk=first.pk)
    second.pk, second.version = None, 2
    SiteModel.objects.filter(pk=first.pk).update(ended_at=later + timedelta(days=1))
    second.adopted_at = later + timedelta(days=1)
    second.save()
    set_nightly(site=site, nightly=True, actor_name="test", now=later)
    assert roll_back(site=site, actor_name="test", now=later).version == first.version
    assert not SiteTraining.objects.get(site=site).nightly
    assert suspicion(site, "Fine.")[1]["site_model"] == first.name
    assert roll_back(site=site, actor_name="test", now=later) is None
    assert ears.checks_of(site) is CHECKS
    with pytest.raises(NothingToRollBack):
        roll_back(site=site, actor_name="test", now=later)


@pytest.mark.parametrize("damage", [{"data": b"nonsense"}, {"sha256": "0" * 64}, {"base": "0.9+other"}])
def test_a_damaged_model_is_ignored_and_the_shipped_one_serves(site, history, later, insult, caplog, damage):
    history(48)
    before, _ = suspicion(site, f"What a {insult}.")
    train(site=site, actor_name="test", now=later)
    SiteModel.objects.update(**damage)
    ears._checks.cache_clear()
    ears._tuning.cache_clear()
    with caplog.at_level("ERROR", logger="rejoinder.moderation.ears"):
        after, versions = suspicion(site, f"What a {insult}.")
    assert after == before
    assert versions["site_model"].endswith("ignored")
    assert "the shipped one serves" in caplog.text
    assert ears.trouble_of(SiteModel.objects.in_force(site))


def test_a_site_trains_once_a_night_in_its_own_night(site, now):
    site.time_zone = "Asia/Baghdad"
    site.save()
    assert claim_nightly(now=now) is None
    set_nightly(site=site, nightly=True, actor_name="test", now=now)
    night = now.replace(hour=23)  # two in the morning in Baghdad
    assert claim_nightly(now=now.replace(hour=12)) is None
    assert claim_nightly(now=night) == site
    assert claim_nightly(now=night + timedelta(hours=1)) is None
    assert claim_nightly(now=night + timedelta(days=1)) == site
    set_nightly(site=site, nightly=False, actor_name="test", now=now)
    assert claim_nightly(now=night + timedelta(days=2)) is None
