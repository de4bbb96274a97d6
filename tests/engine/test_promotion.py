"""Promotion: signals, where they hide, and the honest references that are none."""

from collections.abc import Callable

import pytest

from rejoinder.engine import Assessment, Context
from rejoinder.engine.checks.links import signals
from rejoinder.engine.text.folding import fold

AssessText = Callable[..., Assessment]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("go to https://cheap.example.shop/a?b now", [("link", "https://cheap.example.shop/a?b")]),
        ("example.com and www.example.org", [("link", "example.com"), ("link", "www.example.org")]),
        ("hxxp://example.com/x", [("link", "hxxp://example.com/x")]),
        ("example (dot) com", [("link", "example (dot) com")]),
        ("example[.]com", [("link", "example[.]com")]),
        ("example dot com", [("link", "example dot com")]),
        ("ｅｘａｍｐｌｅ．ｃｏｍ", [("link", "ｅｘａｍｐｌｅ．ｃｏｍ")]),
        ("t.me/somebody", [("invite", "t.me/somebody")]),
        ("write to me@example.com", [("email", "me@example.com")]),
        ("me (at) example (dot) com", [("email", "me (at) example (dot) com")]),
        ("call +964 750 123 45 67", [("phone", "+964 750 123 45 67")]),
        ("اتصل ٠٧٥٠١٢٣٤٥٦٧", [("phone", "٠٧٥٠١٢٣٤٥٦٧")]),
        ("تماس ۰۹۱۲ ۳۴۵ ۶۷۸۹", [("phone", "۰۹۱۲ ۳۴۵ ۶۷۸۹")]),
        ("only 50 dollars, $20", [("price", "50 dollars"), ("price", "$20")]),
        ("٥٠ دينار", [("price", "٥٠ دينار")]),
        ("promo code: SAVE50", [("code", "promo code: SAVE50")]),
        ("@somebody you are right", [("handle", "@somebody")]),
        # Honest references and things that only look alike.
        ("see https://en.wikipedia.org/wiki/Erbil", []),
        ("https://www.reuters.com/a and https://data.gov.uk/b", []),
        ("https://www.rudaw.net/english/1", []),
        ("It ended.Then came the end.", []),
        ("in 2019-2020 there were 1.500.000 of them", []),
        ("on 15.02.2021 at 10:30", []),
        ("i like it.in the morning", [("link", "it.in")]),
        ("resolution 2231 of 2015", []),
        ("the 100 000 000 people", []),
    ],
)
def test_signals(text: str, found: list[tuple[str, str]]) -> None:
    assert [(s.kind, text[s.start : s.end]) for s in signals(fold(text), ("rudaw",))] == found


@pytest.mark.parametrize(
    ("text", "label", "low", "high"),
    [
        ("buy now at www.cheap.shop and call me +964 750 123 4567", "commercial_promotion", 0.9, 1.0),
        ("follow me on my page t.me/somebody", "personal_promotion", 0.6, 1.0),
        ("an unknown page says so: www.somewhere.com/story", "commercial_promotion", 0.3, 0.7),
        ("the study is on https://www.who.int/x", "commercial_promotion", 0.0, 0.0),
        ("@somebody you are right about the price of 50 dollars", "personal_promotion", 0.0, 0.0),
        ("@somebody you are right about the price of 50 dollars", "commercial_promotion", 0.0, 0.0),
    ],
)
def test_scores(text: str, label: str, low: float, high: float, assess_text: AssessText) -> None:
    assert low <= assess_text(text, Context(publisher_names=("Rudaw",))).scores[label] <= high
