"""Rules in other words than those of our pages."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rejoinder.engine.guidelines import GuidelineSet, dump_guidelines, parse_guidelines
from rejoinder.intake.propose import propose_guidelines


def proposed(*rules: str, language: str = "en") -> GuidelineSet:
    found = propose_guidelines(rules, language=language)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("rule", "keys"),
    [
        ("We do not allow profanity or vulgarity.", ["profanity", "vulgarity"]),
        (
            "Comments must not contain threats, insults, or advertising.",
            ["threats", "personal_attacks", "commercial_promotion"],
        ),
        ("No threats.", ["threats"]),
        ("Please refrain from swearing and self-promotion.", ["profanity", "personal_promotion"]),
        ("Personal or commercial promotion is not tolerated.", ["commercial_promotion", "personal_promotion"]),
        (
            "Comments that contain profanity, spam or hate speech will be removed.",
            ["profanity", "commercial_promotion", "abuse"],
        ),
        ("Racism and sexism are not accepted.", ["abuse"]),
        ("Küfür ve hakaret yasaktır.", ["profanity", "personal_attacks"]),
        ("Küfür, tehdit ve reklam içeren yorumlar kabul edilmez.", ["profanity", "threats", "commercial_promotion"]),
        ("يمنع نشر الشتائم أو التهديدات.", ["profanity", "threats"]),
        ("جنێو و هەڕەشە قەدەغەیە.", ["profanity", "threats"]),
        ("Em heqaret û reklaman qebûl nakin.", ["commercial_promotion", "abuse"]),
        ("فحش و تهدید ممنوع است.", ["profanity", "threats"]),
    ],
)
def test_a_rule_names_what_it_forbids(rule: str, keys: list[str]) -> None:
    assert sorted(g.key for g in proposed(rule).prohibitions()) == sorted(keys)


def test_what_is_not_named_is_not_proposed() -> None:
    found = proposed("We do not tolerate threats.")
    assert [guideline.key for guideline in found.guidelines] == ["threats"]
    assert found.get("abuse") is None


def test_abuse_without_kinds_has_none() -> None:
    abuse = proposed("We do not tolerate abuse.").get("abuse")
    assert abuse is not None
    assert abuse.kinds == ()


def test_kinds_stand_in_the_order_of_the_page() -> None:
    abuse = proposed("We do not tolerate abuse (xenophobia, racism).").get("abuse")
    assert abuse is not None
    assert abuse.kinds == ("xenophobia", "racism")


def test_what_is_not_recognised_is_kept_for_a_person() -> None:
    found = proposed(
        "We will not tolerate: profanity, doxxing (home addresses, say), or impersonation.",
        "Comments close after fourteen days.",
    )
    others = [(g.key, g.role, g.words) for g in found.guidelines if g.key.startswith("other_")]
    assert others == [
        ("other_1", "prohibition", "doxxing (home addresses, say)"),
        ("other_2", "prohibition", "impersonation"),
        ("other_3", "procedure", "Comments close after fourteen days."),
    ]


def test_a_proposal_can_be_saved_edited_and_read_back() -> None:
    found = proposed("We do not allow threats, doxxing, or promotion.", "We never edit comments.")
    assert parse_guidelines(dump_guidelines(found)) == found
    assert {guideline.family for guideline in found.prohibitions() if "promotion" in guideline.key} == {"promotion"}


def test_the_rules_may_be_in_another_language_than_the_article() -> None:
    found = proposed("We do not tolerate threats, profanity or racism in comments.", language="ckb")
    assert {guideline.key for guideline in found.prohibitions()} == {"threats", "profanity", "abuse"}


@pytest.mark.parametrize("rules", [[], ["The bridge is open."], ["Log in"], ["", " "]])
def test_what_is_no_rule_gives_nothing(rules: list[str]) -> None:
    assert propose_guidelines(rules) is None


@pytest.mark.parametrize(
    ("rule", "names"),
    [
        ("The Harbour Post moderates all comments. We do not tolerate threats.", ("The Harbour Post",)),
        ("We moderate all comments. We do not tolerate threats.", ()),
        ("We welcome criticism of Harbour Post. No threats.", ("Harbour Post",)),
        ("We welcome criticism of us. No threats.", ()),
    ],
)
def test_the_publishers_name_is_recorded(rule: str, names: tuple[str, ...]) -> None:
    assert proposed(rule).publisher_names == names


def test_the_same_rules_give_the_same_version_and_others_another() -> None:
    one, same, other = proposed("No threats."), proposed("No threats."), proposed("No threats, please.")
    assert one == same
    assert one.version != other.version


words = st.sampled_from(
    [
        "threats",
        "profanity",
        "abuse",
        "(",
        ")",
        ",",
        ";",
        ":",
        "or",
        "and",
        "not tolerated",
        "comments",
        ".",
        "No",
        "لا",
        "و",
    ]
)


@given(st.lists(st.lists(words | st.text(max_size=8), max_size=12).map(" ".join), max_size=4))
@settings(deadline=None)
def test_any_rules_give_a_set_that_can_be_saved_or_nothing(rules: list[str]) -> None:
    found = propose_guidelines(rules)
    if found is not None:
        assert parse_guidelines(dump_guidelines(found)) == found
