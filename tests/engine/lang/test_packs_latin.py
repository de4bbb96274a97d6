"""What every language pack must hold to, read from its files alone: no matcher, no loader.

The rules are those of ``rejoinder.engine.lang`` and LISTS.md. A pack is any folder there with a data file.
"""

import re
from functools import cache
from importlib import resources
from pathlib import Path

import pytest
import yaml

from rejoinder.engine.assessment import LABELS

LANG = Path(str(resources.files("rejoinder.engine.lang")))
FILES = ("lexicon.tsv", "lists.yaml", "patterns.tsv")
PACKS = sorted(folder.name for folder in LANG.iterdir() if any((folder / name).is_file() for name in FILES))
REGISTRY = frozenset(re.findall(r"^\| `([a-z_]+)` \|", (LANG / "LISTS.md").read_text("utf-8"), re.MULTILINE))
LEXICON_COLUMNS = ["term", "label", "score", "aim", "scope", "note"]
PATTERN_COLUMNS = ["pattern", "label", "score", "note"]
PACK_LABELS = frozenset(LABELS) - {"toxicity", "relevance"}
WORD = re.compile(r"\*?[^\s*|<>()]+\*?")

each_pack = pytest.mark.parametrize("code", PACKS)
each_table = pytest.mark.parametrize(
    ("name", "columns"), [("lexicon.tsv", LEXICON_COLUMNS), ("patterns.tsv", PATTERN_COLUMNS)]
)


@cache
def rows(code: str, name: str) -> list[list[str]]:
    """The rows of a table, its header row first; comments left out."""
    lines = (LANG / code / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@cache
def word_lists(code: str) -> dict[str, list[str]]:
    return yaml.safe_load((LANG / code / "lists.yaml").read_text("utf-8"))


def is_term(text: str) -> bool:
    """Whether words are parted by single spaces and stars stand at their ends alone."""
    return bool(text) and all(WORD.fullmatch(word) and word.strip("*") for word in text.split(" "))


def test_there_are_packs() -> None:
    assert {"en", "tr", "kmr", "de", "fr", "es"} <= set(PACKS)


@each_pack
@pytest.mark.parametrize("name", FILES)
def test_says_where_it_comes_from(code: str, name: str) -> None:
    head = [line for line in (LANG / code / name).read_text("utf-8").splitlines()[:12] if line.startswith("#")]
    assert any("compiled by the rejoinder authors" in line.lower() for line in head)
    assert any("licence: apache-2.0" in line.lower() for line in head)


@each_pack
def test_has_a_docstring(code: str) -> None:
    text = (LANG / code / "__init__.py").read_text("utf-8")
    assert text.startswith('"""') and len(text) > 100


@each_pack
@each_table
def test_columns(code: str, name: str, columns: list[str]) -> None:
    header, *body = rows(code, name)
    assert header == columns
    assert body
    assert [row for row in body if len(row) != len(columns)] == []


@each_pack
@each_table
def test_labels_are_what_words_can_tell(code: str, name: str, columns: list[str]) -> None:
    assert [row for row in rows(code, name)[1:] if row[1] not in PACK_LABELS] == []


@each_pack
@each_table
def test_scores_are_above_nought_and_at_most_one(code: str, name: str, columns: list[str]) -> None:
    assert [row for row in rows(code, name)[1:] if not 0.0 < float(row[2]) <= 1.0] == []


@each_pack
@each_table
def test_sorted_and_no_row_twice(code: str, name: str, columns: list[str]) -> None:
    keys = [(row[0], row[1]) for row in rows(code, name)[1:]]
    assert keys == sorted(keys)
    assert len(keys) == len(set(keys))


@each_pack
def test_aim_and_scope(code: str) -> None:
    body = rows(code, "lexicon.tsv")[1:]
    assert [row for row in body if row[3] not in ("always", "person", "group", "context")] == []
    assert [row for row in body if row[4] not in ("any", "own")] == []


@each_pack
def test_weak_evidence_is_scored_as_such(code: str) -> None:
    """``context`` words are never enough alone, so none may carry a score that would be."""
    assert [row for row in rows(code, "lexicon.tsv")[1:] if row[3] == "context" and float(row[2]) >= 0.9] == []


@each_pack
def test_terms_are_lower_case_and_well_formed(code: str) -> None:
    terms = [row[0] for row in rows(code, "lexicon.tsv")[1:]]
    assert [term for term in terms if not is_term(term)] == []
    assert [term for term in terms if term != term.lower()] == []


@each_pack
def test_short_stems_are_not_open(code: str) -> None:
    """A stem of one or two letters would match half the language."""
    terms = [row[0] for row in rows(code, "lexicon.tsv")[1:]]
    assert [t for t in terms for w in t.split(" ") if w != w.strip("*") and len(w.strip("*")) < 3] == []


@each_pack
def test_list_names_are_registered(code: str) -> None:
    assert set(word_lists(code)) - REGISTRY == set()


@each_pack
def test_lists_are_sorted_texts_without_repeats(code: str) -> None:
    for name, items in word_lists(code).items():
        assert items, name
        assert [item for item in items if not isinstance(item, str)] == [], name
        assert items == sorted(items), name
        assert len(items) == len(set(items)), name


@each_pack
def test_patterns_name_lists_the_pack_has(code: str) -> None:
    named = {name for row in rows(code, "patterns.tsv")[1:] for name in re.findall(r"<([^<>]*)>", row[0])}
    assert named - set(word_lists(code)) == set()
    assert not named & {"never", "idioms_harmless", "proclitics", "enclitics"}


@each_pack
def test_patterns_are_closed_and_anchored(code: str) -> None:
    for row in rows(code, "patterns.tsv")[1:]:
        pattern = row[0]
        assert pattern.count("(") == pattern.count(")"), pattern
        assert pattern.count("<") == pattern.count(">"), pattern
        elements = re.findall(r"\([^()]*\)\??|<[^<>]*>\??|\S+", pattern)
        assert elements[0] != ".." and elements[-1] != "..", pattern
        assert any(not e.endswith("?") for e in elements if e != ".."), pattern


@each_pack
def test_innocent_words_are_not_in_the_lexicon(code: str) -> None:
    """A word in ``never`` can't match, so a lexicon row for the same word would be dead."""
    never = set(word_lists(code).get("never", ()))
    assert never & {row[0] for row in rows(code, "lexicon.tsv")[1:]} == set()


@each_pack
def test_neutral_names_of_groups_are_no_offence(code: str) -> None:
    """To name a people, a faith or a sex offends nobody: no neutral name is an offence in itself."""
    neutral = {item for name, items in word_lists(code).items() if name.startswith("groups_") for item in items}
    strong = {row[0] for row in rows(code, "lexicon.tsv")[1:] if float(row[2]) >= 0.5 and row[3] == "always"}
    assert neutral & strong == set()


@each_pack
def test_registered_core_lists_are_there(code: str) -> None:
    core = {"you", "i", "negation", "reporting", "condemn", "harm", "die", "insult", "groups_racism", "publisher_words"}
    assert core - set(word_lists(code)) == set()


def test_registry_has_one_line_a_name() -> None:
    names = re.findall(r"^\| `([a-z_]+)` \|", (LANG / "LISTS.md").read_text("utf-8"), re.MULTILINE)
    assert len(names) == len(set(names)) > 40
