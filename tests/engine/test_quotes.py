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
