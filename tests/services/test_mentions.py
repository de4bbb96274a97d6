"""Whom a comment mentions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejoinder.comments.mentions import names_mentioned

NAMES = ["Ann", "Ann Lee", "Bo", "شێرین محەمەد", "شێرین", "Çelik", "o'Neil", "a@b"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("@Ann, you are right", {"Ann"}),
        ("@Ann Lee, you are right", {"Ann Lee"}),
        ("@Ann Leeds", {"Ann"}),
        ("@Anna", set()),
        ("@ann", set()),
        ("@ Ann", set()),
        ("Ann", set()),
        ("x@Ann", set()),
        ("(@Bo) and\n@Ann", {"Ann", "Bo"}),
        ("@@Bo", {"Bo"}),
        ("@Bo@Ann", {"Bo"}),
        ("@شێرین محەمەد، ڕاست دەکەیت", {"شێرین محەمەد"}),
        ("@شێرین!", {"شێرین"}),
        ("@شێرینەکان", set()),
        ("@Çelik'e", {"Çelik"}),
        ("@C\u0327elik", set()),
        ("@Bo\u0301", set()),
        ("@o'Neil", {"o'Neil"}),
        ("@a@b", {"a@b"}),
        ("@", set()),
        ("", set()),
    ],
)
def test_names_and_near_misses(body, expected):
    assert names_mentioned(body, NAMES) == expected


def test_an_empty_name_is_nobody_s():
    assert names_mentioned("@ and @", ["", "Bo"]) == set()


@given(st.text(), st.text(min_size=1, max_size=20), st.lists(st.text(max_size=20)))
def test_whoever_is_named_alone_is_mentioned_and_only_known_names_are(body, name, others):
    assert names_mentioned(f"@{name}", [name]) == {name}
    found = names_mentioned(body, [*others, name])
    assert found <= {*others, name}
    assert all(f"@{one}" in body for one in found)
