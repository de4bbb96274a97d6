"""Quotations: from the article, from the parent, between marks."""

import pytest

from rejoinder.engine.text.folding import fold
from rejoinder.engine.text.quotes import Quotes, find_quotes
from rejoinder.engine.text.tokens import tokenize

ARTICLE = ("Fourteen rockets were fired at the Green Zone and one contractor was killed.",)


def quotes(text: str, parent: str | None = None) -> Quotes:
    return find_quotes(text, tokenize(text, fold(text)), ARTICLE, parent)


def taken(text: str, passages: tuple) -> list[str]:
    return [text[p.start : p.end] for p in passages]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Why say fourteen ROCKETS were fired, nobody knows", ["fourteen ROCKETS were fired"]),
        ("rockets were fired", []),
        ("You write “contractor was killed” as if", ["contractor was killed"]),
        (
            "fourteen rockets were fired on the Green Zone and one contractor",
            ["fourteen rockets were fired on the Green Zone and one contractor"],
        ),
    ],
)
def test_from_the_article(text: str, quoted: list[str]) -> None:
    assert taken(text, quotes(text).article) == quoted


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("You write “fourteen rocket … fired at the Green Zones, one contracter killed” as news", True),
        ("> rockets had been fired on the Green Zone\nReally?", True),
        ("You write “one rocket is a contractor for green politics and the zone” as news", False),
        ("“Fourteen of my cousins live at the Green hotel”, she says", False),
    ],
)
def test_what_is_retold_with_small_changes(text: str, found: bool) -> None:
    assert bool(quotes(text).article) == found


def test_alignment_is_bounded() -> None:
    """What is longer than any retelling is compared by its runs alone."""
    assert not quotes("“" + "rocket " * 200 + "”").article


def test_saying_a_threat_again_is_no_quotation() -> None:
    parent = "I will burn your house down"
    assert quotes("I will burn your house down", parent).parent == ()
    assert quotes("> I will burn your house down\nHow dare you", parent).parent
    assert quotes("You wrote I will burn your house down and that is vile", parent).parent


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ('he said "go away" twice', ['"go away"']),
        ("«برو» گفت", ["«برو»"]),
        ("„Geh weg“ sagte er", ["„Geh weg“"]),
        ("it's what he's got", []),
        ("the 'experts' say", ["'experts'"]),
        ("> quoted line\nmy answer", ["> quoted line"]),
        ('an open " mark', []),
    ],
)
def test_marks(text: str, marked: list[str]) -> None:
    assert taken(text, quotes(text).marked) == marked
