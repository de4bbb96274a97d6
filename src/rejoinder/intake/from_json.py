"""An article as a newsroom's system exports it; docs/how-to/take-an-article-in.md has the fields."""

import difflib
import json
import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

from rejoinder.engine.errors import BadFile, Problem
from rejoinder.intake.assembling import completed
from rejoinder.intake.dates import instant
from rejoinder.intake.markup import lines_of, parsed, plain
from rejoinder.intake.model import Caption, Intake, IntakeArticle
from rejoinder.intake.propose import propose_guidelines

FIELDS: Final = (
    *("key", "url", "title", "section", "byline", "dateline_place", "language", "published_at", "body", "captions"),
    "comment_rules",
)
LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*\Z")
LIKE: Final = 0.7
"""Similarity (difflib ratio, 0..1) from which a field's name is offered as the one meant."""

_MARKUP: Final = re.compile(
    r"<(?:p|div|br|h[1-6]|ul|ol|blockquote|figure|article|section|span|a|em|strong|b|i|script|img)\b[^>]*>", re.I
)


def read_json(text: str, *, url: str = "", name: str = "article.json") -> Intake:
    """The article in a JSON object, and the guidelines its ``comment_rules`` amount to.

    Args:
        name: what problems call the file.

    Raises:
        BadFile: with every problem in it, each with its JSON path and a hint where there is one.
    """
    fields = _Fields(name)
    data = _loaded(text, fields)
    article = IntakeArticle(
        paragraphs=fields.paragraphs(data),
        source_kind="json",
        title=fields.text(data, "title"),
        section=fields.text(data, "section"),
        byline=fields.text(data, "byline"),
        dateline_place=fields.text(data, "dateline_place"),
        published_at=fields.time(data, "published_at"),
        captions=fields.captions(data),
        canonical_url=fields.address(data, "url") or url,
        key=fields.text(data, "key"),
    )
    language, rules = fields.language(data, "language"), fields.rules(data)
    if fields.problems:
        raise BadFile(fields.problems)
    article = completed(article, declared_language=language)
    source = article.canonical_url or article.key or "page"
    return Intake(article, propose_guidelines(rules, language=article.language, source=source))


def _loaded(text: str, fields: "_Fields") -> dict[str, Any]:
    try:
        data = json.loads(text.lstrip("\ufeff"), object_pairs_hook=fields.pairs)
    except json.JSONDecodeError as error:
        line = text.split("\n")[error.lineno - 1]
        problem = Problem(
            fields.name, f"The file is not JSON: {error.msg}.", error.lineno, error.colno, "", line, "syntax"
        )
        raise BadFile([problem]) from error
    except (RecursionError, ValueError) as error:
        raise BadFile([Problem(fields.name, "The file nests or counts beyond reason.", code="syntax")]) from error
    if isinstance(data, list):
        fields.note("$", "This is a list; one article is one object.", "Take the articles in one at a time.")
    elif not isinstance(data, dict):
        fields.note("$", f"An article is an object, not {_kind(data)}.")
    if fields.problems or not isinstance(data, dict):
        raise BadFile(fields.problems)
    for field in sorted(set(data) - set(FIELDS)):
        near = difflib.get_close_matches(field, FIELDS, n=1, cutoff=LIKE)
        hint = f"Did you mean '{near[0]}'?" if near else f"There is: {', '.join(FIELDS)}."
        fields.note(f"$.{field}", f"An article has no '{field}'.", hint, "unknown_key")
    return data


class _Fields:
    """Takes fields out of the object; what can't be taken is noted, and an empty value given for it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []

    def note(self, path: str, message: str, hint: str = "", code: str = "invalid") -> None:
        self.problems.append(Problem(self.name, f"{path}: {message}", hint=hint, code=code))

    def pairs(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        """An object; a name given twice is noted, where the JSON module would take the last."""
        found: dict[str, Any] = {}
        for name, value in pairs:
            if name in found:
                self.note(f"…{name}", f"'{name}' is given twice in one object.", code="duplicate")
            found[name] = value
        return found

    def text(self, data: dict[str, Any], field: str, path: str = "$") -> str:
        value = data.get(field)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.note(f"{path}.{field}", f"It must be text, not {_kind(value)}.", code="wrong_shape")
            return ""
        return plain(self._whole(value, f"{path}.{field}"))

    def language(self, data: dict[str, Any], field: str) -> str:
        value = self.text(data, field)
        if value and not LANGUAGE.match(value):
            hint = "Write it as in HTML: en, ar, ckb, kmr, tr, fa, pt-BR."
            self.note(f"$.{field}", f"'{value}' is no language code.", hint, "bad_language")
        return value

    def time(self, data: dict[str, Any], field: str) -> datetime | None:
        value = self.text(data, field)
        when = instant(value) if value else None
        if value and when is None:
            self.note(f"$.{field}", f"'{value}' is no time.", "Write it as 2024-05-03T10:00:00+03:00.", "bad_time")
        return when

    def address(self, data: dict[str, Any], field: str) -> str:
        value = self.text(data, field)
        try:
            parts = urlsplit(value)
            good = parts.scheme in ("http", "https") and bool(parts.hostname)
        except ValueError:
            good = False
        if value and not good:
            self.note(f"$.{field}", "It is no web address.", "Begin it with https://.", "bad_address")
        return value if good else ""

    def paragraphs(self, data: dict[str, Any]) -> tuple[str, ...]:
        if data.get("body") is None:
            self.note("$.body", "The article has no body.", "A list of paragraphs, HTML, or plain text.", "missing_key")
            return ()
        before = len(self.problems)
        found = tuple(self._lines(data["body"], "$.body"))
        if not found and len(self.problems) == before:
            self.note("$.body", "The body is empty.", code="missing_text")
        return found

    def rules(self, data: dict[str, Any]) -> list[str]:
        return [] if data.get("comment_rules") is None else self._lines(data["comment_rules"], "$.comment_rules")

    def captions(self, data: dict[str, Any]) -> tuple[Caption, ...]:
        value = data.get("captions")
        if value is None:
            return ()
        if not isinstance(value, list):
            self.note("$.captions", f"It must be a list, not {_kind(value)}.", code="wrong_shape")
            return ()
        return tuple(caption for index, item in enumerate(value) if (caption := self._caption(item, index)))

    def _caption(self, item: object, index: int) -> Caption | None:
        path = f"$.captions[{index}]"
        if isinstance(item, str):
            return Caption(plain(self._whole(item, path)))
        if not isinstance(item, dict):
            self.note(
                path, f"It must be text, or an object with text and credit, not {_kind(item)}.", code="wrong_shape"
            )
            return None
        for field in sorted(set(item) - {"text", "credit"}):
            self.note(f"{path}.{field}", f"A caption has no '{field}'.", "There is: text, credit.", "unknown_key")
        return Caption(self.text(item, "text", path), self.text(item, "credit", path))

    def _lines(self, value: object, path: str) -> list[str]:
        """Paragraphs, from a list of them or from one text, HTML or plain."""
        if isinstance(value, str):
            return list(_split(self._whole(value, path)))
        if not isinstance(value, list):
            hint = "Give a list of paragraphs, HTML, or plain text."
            self.note(path, f"It must be text or a list of texts, not {_kind(value)}.", hint, "wrong_shape")
            return []
        found: list[str] = []
        for index, item in enumerate(value):
            if isinstance(item, str):
                found.extend(_split(self._whole(item, f"{path}[{index}]")))
            else:
                self.note(f"{path}[{index}]", f"A paragraph must be text, not {_kind(item)}.", code="wrong_shape")
        return found

    def _whole(self, value: str, path: str) -> str:
        if any(character == "\0" or "\ud800" <= character <= "\udfff" for character in value):
            self.note(path, "It holds a NUL, or half a character (an unpaired surrogate).", code="bad_text")
            return ""
        return value


def _split(text: str) -> Iterable[str]:
    """Paragraphs of a text: of its HTML where it has any, else its lines."""
    if _MARKUP.search(text):
        root = parsed(text)
        return lines_of(root) if root is not None else []
    return [line for part in text.splitlines() if (line := plain(part))]


def _kind(value: object) -> str:
    names: dict[type, str] = {dict: "an object", list: "a list", str: "text", bool: "true or false"}
    return names.get(type(value), "a number" if isinstance(value, int | float) else "nothing")
