"""The log says in words what is on record, in every language."""

import ast
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

import rejoinder
from rejoinder.desk import words
from rejoinder.desk.details import NAMES
from rejoinder.moderation import actors
from rejoinder.moderation.models import Act
from rejoinder.moderation.services.auditing import audit

ROOT = Path(rejoinder.__file__).parent
OUR_OWN = {"site", "action", "actor_name", "at"}
LANGUAGES = ("ar", "ckb", "de", "fa", "fr", "kmr", "tr")


def _calls() -> list[ast.Call]:
    found = []
    for path in ROOT.rglob("*.py"):
        if "engine" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("audit", "_record"):
                found.append(node)
    return found


def test_no_code_is_written_that_has_no_words() -> None:
    """Codes are members of Act, each of which has words; no text passes for one, and nothing else writes the log."""
    calls = _calls()
    assert len(calls) >= 15
    texts = [
        node.value
        for call in calls
        for node in [*call.args, *(k.value for k in call.keywords if k.arg == "action")]
        if isinstance(node, ast.Constant)
    ]
    assert texts == []
    writers = [path.name for path in ROOT.rglob("*.py") if "AuditEntry.objects.create" in path.read_text()]
    assert writers == ["auditing.py"]


def test_every_detail_that_is_written_has_a_name() -> None:
    from dataclasses import fields

    from rejoinder.moderation.services.site_settings import SiteChanges

    given = {k.arg for call in _calls() for k in call.keywords if k.arg} - OUR_OWN
    given |= {field.name for field in fields(SiteChanges)} | {"version", "back_to"}
    assert given - {"now"} <= set(NAMES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_acts_and_actors_are_said_in_the_language(language: str) -> None:
    with translation.override("en"):
        english = {str(act.label) for act in Act} | {words.actor_word(name) for name in actors.NO_PERSON}
    with translation.override(language):
        for said in [*(str(act.label) for act in Act), *map(words.actor_word, actors.NO_PERSON)]:
            assert said not in english, said


def test_nothing_in_the_log_is_a_code(site: Any, desk: Client, now: Any) -> None:
    for act in Act:
        audit(site=site, action=act, actor_name=actors.COMMAND_LINE, at=now, nightly=True, reason="promotion")
    pages = [desk.get(reverse("desk:log", args=[site.key]), {"page": n}).content.decode() for n in (1, 2)]
    told = "".join(pages)
    for act in Act:
        assert act.value not in told and str(act.label).replace("'", "&#x27;") in told
    assert "every night: <bdi>yes</bdi>" in told and "Promotion, again and again" in told


def test_a_person_called_like_a_code_is_a_person() -> None:
    assert words.actor_word("Mina") == "Mina" and words.act_word("later.thing") == "later.thing"
