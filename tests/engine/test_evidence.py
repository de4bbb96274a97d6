"""The words a suspicion rests on: in the comment as sent, never a reason to reject, a mention where rules say so."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejoinder.engine import (
    Assessment,
    Budget,
    Finding,
    Policy,
    Submission,
    Threshold,
    assess,
    default_guidelines,
    recommend,
)
from rejoinder.engine.checks import classifier as module
from rejoinder.engine.checks.classifier import classifier
from rejoinder.engine.checks.suspected import MOST, NEIGHBOURS, evidence
from rejoinder.engine.combine import combine, settled
from rejoinder.engine.lang.matcher import Span
from rejoinder.engine.models.heads import HEADS
from rejoinder.engine.models.judgement import Judgement
from rejoinder.engine.models.normalise import normalise
from rejoinder.engine.models.origins import word_places, words_behind

GUIDELINES = default_guidelines()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("You  are an i d i o t!", {"you": "You", "idiot": "idiot"}),
        ("see https://A.example @me", {"url": "https://A.example", "@user": "@me"}),
        ("غـــبـي\u200f كَلب", {"غبي": "غـــبـي\u200f", "كلب": "كَلب"}),
        ("ئێمه\u200c كوردين", {"ئێمە": "ئێمه\u200c", "کوردین": "كوردين"}),
        ("soooo 𝓯𝓾𝓬𝓴", {"soo": "soooo", "fuck": "𝓯𝓾𝓬𝓴"}),
    ],
)
def test_words_lead_back_to_what_was_sent(text: str, words: dict[str, str]) -> None:
    plain = normalise(text)
    behind, places = words_behind(text, plain), word_places(text)
    assert behind is not None
    for word, sent in words.items():
        at = plain.index(word)
        numbers = sorted(set(behind[at : at + len(word)]))
        assert "".join(text[slice(*places[number])] for number in numbers).rstrip("!") == sent


@given(st.text(st.characters(blacklist_categories=()), max_size=80))
def test_the_way_back_never_leaves_the_text(text: str) -> None:
    plain = normalise(text)
    behind = words_behind(text, plain)
    if behind is not None:
        assert len(behind) == len(plain)
        assert set(behind) <= {-1, *range(len(word_places(text)))}


@pytest.mark.parametrize(
    ("shares", "spans"),
    [
        ([], []),
        ([-1.0, 0.0], []),
        ([0.0, 1.0, 0.7, 0.1], [Span(1, 3)]),
        ([1.0, 0.0, 0.9, 0.0, 0.8, 0.0, 0.7], [Span(0, 1), Span(2, 3), Span(4, 5)]),
        ([0.0, 0.1, 0.2, 0.1, -0.5, 0.1], [Span(1, 4)]),
    ],
)
def test_words_that_stand_out_or_the_heaviest_neighbours(shares: list[float], spans: list[Span]) -> None:
    assert evidence(shares) == spans


@given(st.lists(st.floats(-3, 3), max_size=40))
def test_evidence_is_short_and_in_order(shares: list[float]) -> None:
    found = evidence(shares)
    assert found == sorted(found)
    assert len(found) <= MOST
    assert bool(found) == (max(shares, default=0.0) > 0.0)
    if max(shares, default=0.0) < 0.3:
        assert all(span.last - span.first <= NEIGHBOURS for span in found)


def suspicion(kind: str, start: int = 0, score: float = 0.78) -> Finding:
    return Finding(start, start + 4, "g", kind, score, "word", "classifier", "use", 0.9, ("suspected",))


def seen(kind: str, start: int, score: float, standing: str = "use", *because: str) -> Finding:
    return Finding(start, start + 4, "g", kind, score, "word", "lexicon", standing, score, because)  # type: ignore[arg-type]


def test_suspicions_add_nothing_to_what_rules_saw() -> None:
    rule = seen("personal_attack", 9, 0.7)
    assert combine([rule, suspicion("personal_attack")], [{"personal_attack": 0.78}])["personal_attack"] == 0.78


def test_a_suspicion_does_not_make_a_mention_a_use() -> None:
    mention = seen("threat", 9, 0.1, "mention", "reported")
    found = (mention, suspicion("threat"))
    assert combine(found, [{"threat": 0.78}])["threat"] == 0.0
    (suspected,) = (finding for finding in settled(found) if finding.suspected)
    assert (suspected.standing, suspected.because) == ("mention", ("suspected", "reported"))


def test_words_that_a_rule_saw_are_told_once() -> None:
    assert settled([suspicion("threat"), seen("threat", 2, 0.5)]) == (seen("threat", 2, 0.5),)
    assert len(settled([suspicion("threat"), seen("profanity", 2, 0.5)])) == 2


def test_a_rejection_rests_on_more_than_a_suspicion() -> None:
    rule, other = seen("personal_attack", 9, 0.7), seen("personal_attack", 20, 0.7)
    scores = combine([rule, other], [{"personal_attack": 0.78}])
    assessment = Assessment("1", "en", scores, settled([suspicion("personal_attack"), rule, other]))
    low = Policy(thresholds={"personal_attack": Threshold(0.8, 0.35)})
    recommendation = recommend(assessment, policy=low, guidelines=GUIDELINES)
    assert recommendation.outcome == "reject"
    assert recommendation.ground is not None
    assert recommendation.ground.start == 9


def test_what_is_suspected_alone_is_not_rejected_under_any_threshold() -> None:
    assessment = Assessment("1", "en", combine((), [{"threat": 0.78}]), settled([suspicion("threat")]))
    lenient = Policy(thresholds={"threat": Threshold(0.2, 0.1)})
    assert recommend(assessment, policy=lenient, guidelines=GUIDELINES).outcome == "refer"


class Suspicious:
    """The shipped model, but sure of everything."""

    versions = {"model": "suspicious"}

    def judge(self, text: str, parent: str | None, language: str | None, keep: object) -> Judgement:
        return replace(classifier().judge(text, parent, language), scores=dict.fromkeys(HEADS, 0.95))


@pytest.mark.parametrize(
    "text",
    [
        "Honestly?  These people are ｃｒｏｏｋｓ, c r o o k s they are. https://example.org @someone",
        "🙂 غـــبـي\u200f كَلب! ئێمه\u200c كوردين 🙂",
        "The council met on Monday and talked about the bus line. " * 30 + "Then they left us in the d.a.r.k!",
    ],
)
def test_what_is_suspected_is_shown_in_the_comment_as_sent(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "classifier", Suspicious)
    budget, checks = Budget(total_ms=60_000, check_ms=60_000), (module.ClassifierCheck(),)
    assessment = assess(Submission("1", text), guidelines=GUIDELINES, checks=checks, budget=budget)
    found = [finding for finding in assessment.findings if finding.suspected]
    assert found
    assert "identity_abuse" not in {finding.kind for finding in found}
    for finding in found:
        assert text[finding.start : finding.end] == finding.evidence
        assert finding.evidence == finding.evidence.strip(" !?,.")
    assert recommend(assessment, policy=Policy(), guidelines=GUIDELINES).outcome == "refer"
