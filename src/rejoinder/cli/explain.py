"""``rejoinder explain``: why the engine recommends what it does. Needs no network, and a database for a site alone."""

import json
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

from rejoinder.cli.console import fail
from rejoinder.cli.django import require_migrated, start_django
from rejoinder.cli.inputs import article_from, guidelines_from
from rejoinder.cli.sites import chosen_site

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console, RenderableType
    from rich.text import Text

    from rejoinder.cli.explaining import Explanation, Rule, Words
    from rejoinder.engine import Check, GuidelineSet, Policy

MARKS: Final = {"use": "bold red", "mention": "yellow", "protected": "green", "observation": "cyan"}
SAYS: Final = {"reject": "bold red", "refer": "yellow", "clear": "green"}
WORTH_A_LINE: Final = 0.05
_LAST: Final = ("observation", "protected", "mention", "use")
_BIDI: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_ISOLATE, _END = "\u2068", "\u2069"


def explain(
    text: str = typer.Argument(help="The comment; - reads it from stdin."),
    parent: str | None = typer.Option(None, help="The comment it replies to."),
    article: Path | None = typer.Option(None, help="The article commented on: HTML, JSON or plain text."),
    language: str | None = typer.Option(None, help="What you believe the language to be; a hint only."),
    guidelines: Path | None = typer.Option(None, help="A guideline file; the built-in set if left out."),
    publisher: list[str] = typer.Option([], help="A name readers call the publisher by; repeatable."),
    site: str = typer.Option("", help="Read as this site does: its guidelines, thresholds, names and own model."),
    as_json: bool = typer.Option(False, "--json", help="Print JSON instead of text."),
) -> None:
    """Tell why the engine recommends what it does: per guideline, word by word, before and after context.

    Examples:

        $ rejoinder explain "He called me an idiot." --parent "You idiot."

        $ rejoinder explain - --article page.html --json < comment.txt
    """
    from rejoinder.cli.explaining import explanation
    from rejoinder.engine import PATIENT, Context, EngineError, Submission, assess, estimate, recommend, to_json_dict

    body = _text(text)
    around = article_from(article) if article else None
    if site and guidelines:
        fail("--site brings its own guidelines: leave out one of --site and --guidelines")
    reader = _as_site(site) if site else _as_shipped(guidelines)
    rules, policy, checks = reader.guidelines, reader.policy, reader.checks
    names = (*publisher, *reader.publisher_names)
    try:
        context = Context(article=around, parent=parent, publisher_names=names)
        assessment = assess(
            Submission("1", body, language), context=context, guidelines=rules, checks=checks, budget=PATIENT
        )
        scores = estimate(body, parent=parent, language=assessment.language, checks=checks)
    except EngineError as error:
        fail(f"\n{error}", status=1)
    except ValueError:
        scores = {}
    recommendation = recommend(assessment, policy=policy, guidelines=rules)
    told = explanation(assessment, recommendation, guidelines=rules, policy=policy, classifier=scores)
    if as_json:
        sys.stdout.write(json.dumps(to_json_dict(assessment, recommendation) | {"explanation": told.to_dict()}) + "\n")
        return
    from rich.console import Console

    versions = {name: value for name, value in assessment.versions.items() if not name.startswith("pack.")}
    made_by = ", ".join(f"{name} {value}" for name, value in versions.items())
    told_of = f"Language {assessment.language} ({assessment.language_confidence:.2f}). Made by {made_by}."
    _print(Console(highlight=False), body, told, told_of)


@dataclass(frozen=True, slots=True)
class _Reader:
    """What a comment is read by."""

    guidelines: "GuidelineSet"
    policy: "Policy"
    publisher_names: tuple[str, ...]
    checks: "Sequence[Check]"


def _as_shipped(guidelines: Path | None) -> _Reader:
    from rejoinder.engine import CHECKS, Policy

    rules = guidelines_from(guidelines)
    return _Reader(rules, Policy(), rules.publisher_names, CHECKS)


def _as_site(key: str) -> _Reader:
    start_django()
    require_migrated()
    from rejoinder.moderation.ears import checks_of
    from rejoinder.moderation.models import GuidelineSet, Policy
    from rejoinder.moderation.rules import guidelines_of, policy_of

    site = chosen_site(key)
    rules = guidelines_of(GuidelineSet.objects.in_force(site))
    policy = policy_of(Policy.objects.in_force(site))
    return _Reader(rules, policy, (*site.publisher_names, *rules.publisher_names), checks_of(site))


def _text(given: str) -> str:
    if given != "-":
        return given
    try:
        return sys.stdin.buffer.read().decode("utf-8").removesuffix("\n")
    except UnicodeDecodeError as error:
        fail(f"stdin: not UTF-8 at byte {error.start + 1}; save the file as UTF-8", status=1)


def visible(text: str) -> str:
    """The text fit for a terminal: control characters, bidi marks and halves of pairs as their code points."""
    return "".join(
        f"<U+{ord(ch):04X}>"
        if ch in _BIDI or (ch != "\n" and unicodedata.category(ch) in ("Cc", "Cs", "Zl", "Zp"))
        else ch
        for ch in text
    )


def isolated(text: str) -> str:
    """The same between isolate marks, so that it can't turn the line around it."""
    return _ISOLATE + visible(text).replace("\n", " ") + _END


def _print(console: "Console", body: str, told: "Explanation", made_by: str) -> None:
    from rich.text import Text

    for part in told.summary:
        console.print(Text(part, "bold" if part == told.summary[0] else ""))
    console.print()
    for line in _marked(body, told.words).split(allow_blank=True):
        console.print(Text(f"  {_ISOLATE}") + line + Text(_END), soft_wrap=True)
    for table in (_rules(told.rules), _words(told.words, "Words"), _words(told.whole, "The text as a whole")):
        if table:
            console.print()
            console.print(table)
    if told.classifier:
        console.print()
        console.print(_classifier(told.classifier))
    for sentence in told.failures:
        console.print(Text(f"Could not assess: {sentence}", "yellow"))
    console.print()
    console.print(Text(made_by, "dim"), soft_wrap=True)


def _marked(body: str, words: "tuple[Words, ...]") -> "Text":
    from rich.text import Text

    line = Text()
    marks = sorted(words, key=lambda each: _LAST.index(each.standing))
    style_of = {at: MARKS[each.standing] for each in marks for at in range(each.start, each.end)}
    for at, ch in enumerate(body):
        line.append(visible(ch), style_of.get(at, ""))
    return line


def _rules(rules: "tuple[Rule, ...]") -> "RenderableType | None":
    from rich.box import SIMPLE
    from rich.table import Table
    from rich.text import Text

    table = Table("Guideline", "Score", "", "Approved under", "Rejected from", box=SIMPLE)
    for rule in rules:
        bar = "█" * round(rule.probability * 10)
        says = Text(rule.says, SAYS[rule.says])
        limits = (f"{rule.approve_below:.2f}", f"{rule.reject_at:.2f}")
        table.add_row(rule.title, f"{rule.probability:.2f} {bar}", says, *limits)
    return table if rules else None


def _words(words: "tuple[Words, ...]", title: str) -> "RenderableType | None":
    from rich.box import SIMPLE
    from rich.table import Table
    from rich.text import Text

    from rejoinder.cli.explaining import STANDINGS

    table = Table(title, "What", "Before", "After", "How it stands", box=SIMPLE)
    for each in words:
        shown = Text(isolated(each.text) if each.text else each.check, MARKS[each.standing])
        reasons = " ".join((f"{STANDINGS[each.standing].capitalize()}.", *each.sentences))
        what = f"{each.kind.replace('_', ' ')} (check {each.check})"
        table.add_row(shown, what, f"{each.before:.2f}", f"{each.after:.2f}", reasons)
    return table if words else None


def _classifier(scores: "Mapping[str, float]") -> "RenderableType":
    from rich.box import SIMPLE
    from rich.table import Table

    table = Table("Classifier, before any rule", "Probability", box=SIMPLE)
    shown = {head: probability for head, probability in scores.items() if probability >= WORTH_A_LINE}
    for head, probability in sorted(shown.items(), key=lambda each: -each[1]):
        table.add_row(head.replace("_", " "), f"{probability:.2f} {'█' * round(probability * 10)}")
    table.add_row("everything else" if shown else "everything", f"under {WORTH_A_LINE}")
    return table
