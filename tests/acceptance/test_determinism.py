"""Same input, same assessment, byte for byte: in another process, under another hash seed, in another order."""

import json
import os
import subprocess
import sys

import pytest

from rejoinder.engine import LABELS

COMMENTS = [
    "Thank you for this careful report about the pumping station.",
    "You are a stupid liar and an idiot.",
    "I will find you and kill you.",
    "“We will burn every pump.” That is what they said, and it is vile.",
    "Buy filters at https://filters.example, 30% off, WhatsApp +964 750 000 00 00!",
    "What the f*ck is the council d0ing??",
    "من لەو گەڕەکە دەژیم. دوو ڕۆژە ئاومان نییە.",
    "السؤال الذي لم يُطرح: لماذا رفضت المالية التمويل؟",
    "Su istasyonunu vurmak kime yarar?",
    "خدا به خانوادهٔ نگهبان صبر بدهد. می‌دانم سخت است.",
    "Av jiyan e. Divê encûmen bersivê bide.",
    "mixed متن در English و Türkçe",
    "\u202bbidi\u202c \u200d zero-width e\u0301 👩🏽‍🚀",
    "",
    "   ",
    "a" * 3000,
    "half \ud800 a pair",
]
LINES = [json.dumps({"id": str(number), "text": text}) for number, text in enumerate(COMMENTS)]
ARTICLE = {"title": "Three drones struck a pumping station", "body": ["Three drones struck a pumping station."]}


def assess(lines, hash_seed, *arguments):
    """The bytes that ``rejoinder assess`` prints, in a process of its own."""
    ended = subprocess.run(
        [sys.executable, "-m", "rejoinder", "assess", *arguments],
        input="".join(line + "\n" for line in lines).encode(),
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        timeout=300,
    )
    assert ended.returncode == 0, ended.stderr.decode()
    assert ended.stderr == b""
    return ended.stdout


@pytest.mark.slow
def test_the_same_input_gives_the_same_bytes(tmp_path):
    article = tmp_path / "article.json"
    article.write_text(json.dumps(ARTICLE))
    arguments = ("--article", str(article), "--publisher", "River Gazette")
    first = assess(LINES, "1", *arguments)
    assert first == assess(LINES, "2", *arguments)
    records = [json.loads(line) for line in first.splitlines()]
    assert [record["id"] for record in records] == [str(number) for number in range(len(COMMENTS))]
    backwards = assess(LINES[::-1], "random", *arguments)
    assert backwards.splitlines() == first.splitlines()[::-1], "no comment changes how another is read"
    for record, text in zip(records, COMMENTS, strict=True):
        _is_as_promised(record, text)


def _is_as_promised(record, text):
    assert {"id", "recommendation", "ground", "scores", "findings", "language", "versions"} <= set(record)
    assert record["recommendation"] in ("approve", "reject", "refer")
    assert set(record["scores"]) == set(LABELS)
    assert all(0 <= score <= 1 for score in record["scores"].values())
    assert record["versions"]["engine"]
    for finding in record["findings"]:
        assert {"guideline", "kind", "score", "start", "end", "evidence", "check"} <= set(finding)
        if finding["end"] > finding["start"]:
            assert text[finding["start"] : finding["end"]] == finding["evidence"]
