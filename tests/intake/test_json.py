"""Articles as a newsroom's system exports them."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rejoinder.engine.errors import BadFile
from rejoinder.intake import Caption, IntakeArticle, read_source
from rejoinder.intake.from_json import read_json
from tests.intake.pages import CKB, EN

WHOLE: dict[str, Any] = {
    "key": "coast-4711",
    "url": "https://harbour.example/coast/bridge",
    "title": "Old bridge &amp; ferry",
    "section": "North Coast",
    "byline": "Lena Ode",
    "language": "en",
    "published_at": "2022-05-03T08:00:00Z",
    "body": list(EN.paragraphs),
    "captions": [{"text": EN.caption, "credit": EN.credit}, "The arches."],
    "comment_rules": list(EN.rules),
}


def taken(data: Any) -> IntakeArticle:
    return read_source(json.dumps(data).encode()).article


def problems(data: Any) -> dict[str, tuple[str, str]]:
    """Code and hint of each problem, by JSON path."""
    with pytest.raises(BadFile) as caught:
        read_source(data if isinstance(data, bytes) else json.dumps(data).encode(), content_type="application/json")
    return {p.message.split(": ")[0]: (p.code, p.hint) for p in caught.value.problems}


def test_a_whole_article_comes_in() -> None:
    article = taken(WHOLE)
    assert article == IntakeArticle(
        paragraphs=EN.paragraphs,
        source_kind="json",
        title="Old bridge & ferry",
        section="North Coast",
        byline="Lena Ode",
        dateline_place=EN.place,
        published_at=datetime(2022, 5, 3, 8, tzinfo=UTC),
        captions=(Caption(EN.caption, EN.credit), Caption("The arches.")),
        language="en",
        canonical_url="https://harbour.example/coast/bridge",
        key="coast-4711",
        label="Old bridge & ferry",
    )
    guidelines = read_source(json.dumps(WHOLE).encode()).guidelines
    assert guidelines is not None
    assert guidelines.source == "https://harbour.example/coast/bridge"


@pytest.mark.parametrize(
    "body",
    [
        list(CKB.paragraphs),
        "\n\n".join(CKB.paragraphs),
        "".join(f"<p>{paragraph}</p>" for paragraph in CKB.paragraphs),
        [f"<p>{paragraph}</p>" for paragraph in CKB.paragraphs],
        "<div>" + "<br>".join(CKB.paragraphs) + "<script>steal()</script></div>",
    ],
)
def test_a_body_is_a_list_or_html_or_plain_text(body: Any) -> None:
    article = taken({"body": body})
    assert article.paragraphs == CKB.paragraphs
    assert article.language == "ckb"
    assert article.title == ""
    assert article.label.endswith("…")


def test_a_sign_that_is_no_tag_stays() -> None:
    assert taken({"body": ["Five < six & six > 5, he wrote."]}).paragraphs == ("Five < six & six > 5, he wrote.",)


def test_every_problem_is_told_with_its_path() -> None:
    found = problems(
        {
            "titel": "x",
            "title": 5,
            "url": "harbour.example",
            "language": "English!",
            "published_at": "3 May",
            "body": ["fine.", 7, ["x"]],
            "captions": [{"text": 1, "by": "x"}, 3],
        }
    )
    assert found == {
        "$.titel": ("unknown_key", "Did you mean 'title'?"),
        "$.title": ("wrong_shape", ""),
        "$.url": ("bad_address", "Begin it with https://."),
        "$.language": ("bad_language", "Write it as in HTML: en, ar, ckb, kmr, tr, fa, pt-BR."),
        "$.published_at": ("bad_time", "Write it as 2024-05-03T10:00:00+03:00."),
        "$.body[1]": ("wrong_shape", ""),
        "$.body[2]": ("wrong_shape", ""),
        "$.captions[0].text": ("wrong_shape", ""),
        "$.captions[0].by": ("unknown_key", "There is: text, credit."),
        "$.captions[1]": ("wrong_shape", ""),
    }


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ({}, "$.body"),
        ({"body": None}, "$.body"),
        ({"body": "  "}, "$.body"),
        ({"body": []}, "$.body"),
        ({"body": 3}, "$.body"),
        ({"body": "a.", "captions": "x"}, "$.captions"),
        ({"body": "a \ud800."}, "$.body"),
        ({"body": "a.", "title": "a\0b"}, "$.title"),
        ([WHOLE], "$"),
        ("text", "$"),
    ],
)
def test_what_is_missing_or_of_the_wrong_shape(data: Any, path: str) -> None:
    assert path in problems(data)


def test_a_name_given_twice_is_told() -> None:
    assert problems(b'{"title": "a", "title": "b", "body": "c."}') == {"…title": ("duplicate", "")}


def test_a_file_that_is_no_json_is_told_with_its_place() -> None:
    with pytest.raises(BadFile) as caught:
        read_source(b'{\n  "title": "a",\n  "body": c\n}')
    problem = caught.value.problems[0]
    assert (problem.line, problem.column, problem.source) == (3, 11, '  "body": c')


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "9" * 10_000, '{"body": NaN}'])
def test_files_made_to_break_a_reader_are_bad_files(text: str) -> None:
    with pytest.raises(BadFile):
        read_json(text)


json_values = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*WHOLE, "text", "x"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(json_values)
@settings(deadline=None)
def test_any_json_is_an_article_or_a_bad_file(data: Any) -> None:
    try:
        taken = read_json(json.dumps(data))
    except BadFile as error:
        assert error.problems
    else:
        assert taken.article.paragraphs
