"""``rejoinder assess``: JSONL in, assessments out. Needs no database and no network."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import typer

from rejoinder.cli.console import fail, progress
from rejoinder.cli.inputs import article_from, guidelines_from


def assess_lines(
    article: Path | None = typer.Option(None, help="The article commented on: HTML, JSON or plain text."),
    guidelines: Path | None = typer.Option(None, help="A guideline file; the built-in set if left out."),
    publisher: list[str] = typer.Option([], help="A name readers call the publisher by; repeatable."),
) -> None:
    """Assess comments: JSON lines {"id", "text", "lang"?, "parent"?} on stdin, one JSON line each on stdout, in order.

    Example:

        $ echo '{"id": "1", "text": "Thank you for this report."}' | rejoinder assess
    """
    from rejoinder.engine import PATIENT, Context, Policy, Submission, assess, recommend, to_json_dict

    rules = guidelines_from(guidelines)
    names = (*publisher, *rules.publisher_names)
    text_of_article = article_from(article) if article else None
    policy = Policy()
    with progress("Assessing") as bar:
        for line in _lines(sys.stdin):
            context = Context(article=text_of_article, parent=line.parent, publisher_names=names)
            submission = Submission(id=str(line.id), text=line.text, language=line.language)
            assessment = assess(submission, context=context, guidelines=rules, budget=PATIENT)
            recommendation = recommend(assessment, policy=policy, guidelines=rules)
            record = {**to_json_dict(assessment, recommendation), "id": line.id}
            sys.stdout.write(json.dumps(record) + "\n")
            sys.stdout.flush()
            bar.advance(bar.task_ids[0])


@dataclass(frozen=True, slots=True)
class _Line:
    """One comment of the input."""

    id: str | int
    text: str
    language: str | None
    parent: str | None


def _lines(stream: TextIO) -> Iterator[_Line]:
    for number, text in enumerate(_decoded(stream), start=1):
        if text.strip():
            yield _line(text, number)


def _decoded(stream: TextIO) -> Iterator[str]:
    for number, raw in enumerate(stream.buffer, start=1):
        try:
            yield raw.decode("utf-8")
        except UnicodeDecodeError as error:
            fail(f"stdin:{number}: not UTF-8 at byte {error.start + 1}; save the file as UTF-8", status=1)


def _line(text: str, number: int) -> _Line:
    try:
        fields = json.loads(text)
    except json.JSONDecodeError as error:
        fail(f"stdin:{number}:{error.colno}: not JSON: {error.msg}; a line should be such as {_EXAMPLE}", status=1)
    except RecursionError:
        fail(f"stdin:{number}: nested too deeply; a line should be such as {_EXAMPLE}", status=1)
    if not isinstance(fields, dict):
        fail(f"stdin:{number}: a line should be an object such as {_EXAMPLE}", status=1)
    for name in ("id", "text"):
        if name not in fields:
            fail(f'stdin:{number}: "{name}" is missing; a line should be such as {_EXAMPLE}', status=1)
    for name in ("text", "lang", "parent"):
        if fields.get(name) is not None and not isinstance(fields[name], str):
            fail(f'stdin:{number}: "{name}" should be a string', status=1)
    if fields["text"] is None or isinstance(fields["id"], bool) or not isinstance(fields["id"], str | int):
        fail(f'stdin:{number}: "id" should be a string or a number, "text" a string', status=1)
    return _Line(fields["id"], fields["text"], fields.get("lang"), fields.get("parent"))


_EXAMPLE = '{"id": "1", "text": "…"}'
