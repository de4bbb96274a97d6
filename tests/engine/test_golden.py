"""Explanations as they are written, with the small test pack.

Rewrite them with REJOINDER_REWRITE_GOLDEN=1 and read the diff.
"""

import json
import os
from collections.abc import Callable
from pathlib import Path

from rejoinder.engine import ArticleText, Assessment, Context, GuidelineSet, Policy, recommend, to_json_dict

GOLDEN = Path(__file__).parent / "golden" / "explanations.json"
CONTEXT = Context(
    article=ArticleText("Rockets hit the Green Zone", ("Fourteen rockets were fired and the mayor was a clodpole.",)),
    publisher_names=("Rudaw",),
)
TEXTS = (
    "Fourteen rockets were fired, because nobody stopped them. What does the mayor say?",
    "You are a clodpole and I will burn your house!",
    "He called me a clodpole. Nobody is a clodpole. You write “the mayor was a clodpole”.",
    "Rudaw, this biased headline is the work of clodpoles.",
    "buy now at cheap (dot) shop, whatsapp me +964 750 123 4567",
    "d@mnw0rd \ud800 Smelly Martians",
    "",
)


def test_explanations(assess_text: Callable[..., Assessment], guidelines: GuidelineSet) -> None:
    records = []
    for text in TEXTS:
        assessment = assess_text(text, CONTEXT)
        record = to_json_dict(assessment, recommend(assessment, policy=Policy(), guidelines=guidelines))
        records.append({"text": text, **record, "language_confidence": None})
    written = json.dumps(records, indent=1, ensure_ascii=True) + "\n"
    if os.environ.get("REJOINDER_REWRITE_GOLDEN"):
        GOLDEN.write_text(written, "ascii")
    assert written == GOLDEN.read_text("ascii")
