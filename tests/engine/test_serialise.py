"""Records: the keys in order, there and back, lone surrogates and all."""

import json
from collections.abc import Callable

import pytest

from rejoinder.engine import (
    Assessment,
    GuidelineSet,
    Policy,
    assessment_from_dict,
    recommend,
    to_json_dict,
    to_json_line,
)

AssessText = Callable[..., Assessment]
TEXTS = ("You are a clodpole, damnword \ud800!", "plain words of a reader", "", "\udc00 damnword\udbff", "خۆش بوو")


@pytest.mark.parametrize("text", TEXTS, ids=ascii)
def test_there_and_back(text: str, assess_text: AssessText, guidelines: GuidelineSet) -> None:
    assessment = assess_text(text)
    line = to_json_line(assessment, recommend(assessment, policy=Policy(), guidelines=guidelines))
    assert line.isascii() and "\n" not in line
    assert assessment_from_dict(json.loads(line)) == assessment


def test_shape(assess_text: AssessText, guidelines: GuidelineSet) -> None:
    assessment = assess_text("You are a clodpole")
    record = to_json_dict(assessment, recommend(assessment, policy=Policy(), guidelines=guidelines))
    assert list(record)[:5] == ["id", "recommendation", "ground", "reason", "scores"]
    assert list(record["ground"]) == ["guideline", "kind", "score", "start", "end", "evidence"]
    expected = ["guideline", "kind", "score", "start", "end", "evidence", "check", "standing", "raw_score", "because"]
    assert [list(finding) for finding in record["findings"]] == [expected] * len(record["findings"])


@pytest.mark.parametrize("record", [{}, {"id": "1", "language": "en", "scores": [], "findings": [], "versions": {}}])
def test_what_is_no_record(record: dict) -> None:
    with pytest.raises((KeyError, TypeError, ValueError, AttributeError)):
        assessment_from_dict(record)
