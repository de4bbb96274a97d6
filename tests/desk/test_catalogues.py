"""The catalogues: complete, with the placeholders of the source, and with dates that mean what they say."""

import ast
import gettext
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils import translation

import rejoinder
from rejoinder.publishing import borrowed

ROOT = Path(rejoinder.__file__).parent
LANGUAGES = ("ar", "ckb", "de", "fa", "fr", "kmr", "tr")
OURS_ALONE = ("ckb", "kmr")
"""Languages for which Django or allauth have no words, or wrong ones."""
MARKERS = dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop", "ngettext_lazy"), 0)
MARKERS |= dict.fromkeys(("pgettext", "pgettext_lazy"), 1)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%d")

NUMBERS = ("%(count)s", "%(days)s", "%(hours)s", "%(limit)s", "%(minutes)s", "%(more)s", "%(num)d", "%(wait_s)s", "%d")
"""Placeholders that choose the plural form."""


def _in_code(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKERS:
            value = node.args[MARKERS[node.func.id]]
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                yield value.value


def _in_template(path: Path) -> Iterator[str]:
    text = path.read_text()
    for double, single in re.findall(r"""{% translate (?:"([^"]*)"|'([^']*)')""", text):
        yield double or single
    for body in re.findall(r"{% blocktranslate[^%]*%}(.*?){% (?:plural|endblocktranslate) %}", text, re.S):
        yield re.sub(r"{{ (\w+) }}", r"%(\1)s", " ".join(line.strip() for line in body.strip().splitlines()))


def _source() -> set[str]:
    found = {words for path in ROOT.rglob("*.py") if "engine" not in path.parts for words in _in_code(path)}
    return found | {words for path in ROOT.rglob("templates/**/*") if path.is_file() for words in _in_template(path)}


def _borrowed() -> set[str]:
    return set(_in_code(Path(borrowed.__file__)))


def _catalogue(language: str) -> dict[str, list[str]]:
    """Translations by message; each plural form is one."""
    with (ROOT / "locale" / language / "LC_MESSAGES" / "django.mo").open("rb") as file:
        raw = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    found: dict[str, list[str]] = {}
    for key, words in raw.items():
        message = (key[0] if isinstance(key, tuple) else key).rpartition("\x04")[2]
        found.setdefault(message, []).append(words)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated(language: str) -> None:
    wanted = _source() if language in OURS_ALONE else _source() - _borrowed()
    assert sorted(wanted - set(_catalogue(language))) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_those_of_the_source(language: str) -> None:
    for message, forms in _catalogue(language).items():
        if not message:
            continue
        wanted = sorted(PLACEHOLDER.findall(message))
        # Arabic says one and two in words.
        in_words = [place for place in wanted if place not in NUMBERS]
        for words in forms:
            assert sorted(PLACEHOLDER.findall(words)) in ([wanted, in_words] if len(forms) == 6 else [wanted]), message


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_the_written_one(language: str) -> None:
    folder = ROOT / "locale" / language / "LC_MESSAGES"
    text = (folder / "django.po").read_text()
    assert "#, fuzzy" not in text and "#~" not in text
    for words in re.findall(r'^msgstr "(.+)"$', text, re.M):
        plain = words.replace(r"\"", '"').replace(r"\n", "\n")
        assert [plain] in _catalogue(language).values() or any(plain in f for f in _catalogue(language).values()), words


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ckb", ["کانوونی دووەم", "شوبات", "ئازار", "نیسان", "ئایار", "حوزەیران", "تەممووز", "ئاب", "ئەیلوول"]),
        ("kmr", ["çile", "sibat", "adar", "nîsan", "gulan", "hezîran", "tîrmeh", "tebax", "îlon"]),
    ],
)
def test_gregorian_months_have_gregorian_names(language: str, expected: list[str]) -> None:
    template = Template('{{ at|date:"F" }}')
    with translation.override(language):
        names = [template.render(Context({"at": date(2026, month, 4)})) for month in range(1, 10)]
    assert names == expected


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [0, 1, 2, 3, 11, 25, 100, 101])
def test_plurals_can_be_said(language: str, count: int) -> None:
    template = Template(
        "{% load i18n %}{% blocktranslate trimmed count count=count %}{{ count }} comment waits"
        "{% plural %}{{ count }} comments wait{% endblocktranslate %}"
    )
    with translation.override(language):
        said = template.render(Context({"count": count}))
    assert not re.search(r"\bcomments?\b", said)
    assert str(count) in said or (language == "ar" and count in (0, 1, 2))
