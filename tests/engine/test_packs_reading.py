"""Reading pack files: the syntax, and how problems are told."""

from pathlib import Path

import pytest

from rejoinder.engine import MissingResource
from rejoinder.engine.lang.loading import load_pack, pack_codes, read_pack
from rejoinder.engine.lang.names import LIST_NAMES
from rejoinder.engine.lang.terms import Choice, Gap, TermError, Word, parse_pattern, parse_term
from rejoinder.engine.lang.validate import read_lexicon, read_lists, read_patterns

HEAD = "# by nobody\nterm\tlabel\tscore\taim\tscope\tnote\n"


@pytest.mark.parametrize(
    ("term", "words"),
    [
        ("Idiot", (Word("idiot"),)),
        ("idiot*", (Word("idiot", "prefix"),)),
        ("*idiot", (Word("idiot", "suffix"),)),
        ("*idiot*", (Word("idiot", "infix"),)),
        ("get-lost now*", (Word("get"), Word("lost"), Word("now", "prefix"))),
        ("حِمار", (Word("حمار"),)),
        ("🖕🏽", (Word("🖕"),)),
    ],
)
def test_terms(term: str, words: tuple[Word, ...]) -> None:
    assert parse_term(term) == words


@pytest.mark.parametrize("term", ["", "*", "a*b", "…", "a*"])
def test_terms_that_cannot_be_read(term: str) -> None:
    with pytest.raises(TermError):
        parse_term(term)


def test_patterns_spell_out_what_is_optional() -> None:
    you, die = Choice(("you",)), Choice((), ((Word("die"),), (Word("rot"),)))
    assert parse_pattern(".. <you> .. please? (die|rot) ..") == (
        (you, Gap(3), die),
        (you, Gap(3), Choice((), ((Word("please"),),)), die),
    )


@pytest.mark.parametrize("pattern", ["", "..", "<you>?", "(a|)", "<you", "(a|b"])
def test_patterns_that_cannot_be_read(pattern: str) -> None:
    with pytest.raises(TermError):
        parse_pattern(pattern)


def test_every_problem_of_a_lexicon_is_told_with_place_and_hint() -> None:
    text = HEAD + "\n".join(
        (
            "good\tprofanity\t0.5\talways\tany\tfine",
            "good\tprofanity\t0.7\talways\tany\tagain",
            "bad\tprofanty\t0.5\talways\tany\t",
            "bad\tthreat\t1.5\tallways\tany\t",
            "b*d\tthreat\t0.5\talways\tany\t",
            "few\tthreat",
        )
    )
    terms, problems = read_lexicon(text, "en/lexicon.tsv")
    assert [term.words for term in terms] == [(Word("good"),)]
    assert [(p.line, p.column) for p in problems] == [(4, 1), (5, 5), (6, 16), (6, 12), (7, 2), (8, 11)]
    assert "line 3" in problems[0].message
    assert problems[1].hint == "did you mean 'profanity'?"
    assert problems[2].hint == "did you mean 'always'?"
    assert str(problems[1]).splitlines()[2].index("^") == 4 + 5 - 1


def test_spellings_that_fold_alike_may_both_be_listed() -> None:
    terms, problems = read_lexicon(HEAD + "أحمق\tthreat\t0.5\talways\tany\t\nاحمق\tthreat\t0.6\talways\tany\t", "x")
    assert (len(terms), problems) == (2, ())


def test_a_missing_header_is_told_once() -> None:
    _, problems = read_lexicon("good\tprofanity\t0.5\talways\tany\t\n", "x")
    assert [p.line for p in problems] == [1]


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("you: [you]\nyuo: [you]\n", 2, "you"),
        ("you: you\n", 1, "- word"),
        ("you: [[you]]\n", 1, "flat"),
        ("you: [you\n", 2, "quote"),
        ("you: [you]\nyou: [your]\n", 2, "join"),
        ("- you\n", 1, "name"),
        ("you: ['…']\n", 1, "letter"),
    ],
)
def test_problems_of_lists(text: str, line: int, word: str) -> None:
    _, _, problems = read_lists(text, "en/lists.yaml")
    assert [p.line for p in problems] == [line]
    assert word in problems[0].hint


def test_a_pattern_may_name_only_lists_that_are_there() -> None:
    head = "pattern\tlabel\tscore\tnote\n"
    _, problems = read_patterns(
        head + "<yuo> die\tthreat\t0.9\t\n<enclitics>\tthreat\t0.9\t\n", "p", ["you", "enclitics"]
    )
    assert [(p.line, p.column) for p in problems] == [(2, 2), (3, 2)]
    assert problems[0].hint == "did you mean 'you'?"


def test_words_yaml_would_take_for_something_else_stay_words() -> None:
    lists, _, problems = read_lists("negation: [no, off, 12]\n", "x")
    assert (lists["negation"], problems) == (((Word("no"),), (Word("off"),), (Word("12"),)), [])


def test_the_digest_follows_every_byte(tmp_path: Path) -> None:
    (tmp_path / "lists.yaml").write_text("you: [you]\n")
    before, _ = read_pack(tmp_path, "xx")
    (tmp_path / "lists.yaml").write_text("you: [you] \n")
    after, _ = read_pack(tmp_path, "xx")
    assert (before.lists, before.digest != after.digest) == (after.lists, True)


def test_an_unknown_pack_is_named() -> None:
    with pytest.raises(MissingResource, match="'xx'"):
        load_pack("xx")


@pytest.mark.parametrize("code", pack_codes())
def test_the_packs_that_ship_have_no_problems(code: str) -> None:
    pack = load_pack(code)
    assert pack.terms
    assert set(pack.lists) <= LIST_NAMES


def test_lists_md_explains_exactly_the_lists_there_are() -> None:
    page = Path(__file__).parents[2] / "src/rejoinder/engine/lang/LISTS.md"
    rows = [line.split("`")[1] for line in page.read_text("utf-8").splitlines() if line.startswith("| `")]
    assert sorted(rows) == sorted(LIST_NAMES)


def test_threads_that_ask_at_once_read_the_shipped_packs_once(monkeypatch):
    from concurrent.futures import ThreadPoolExecutor
    from contextlib import suppress
    from functools import cache
    from threading import Barrier, BrokenBarrierError

    from rejoinder.engine.lang import packset

    both, read = Barrier(2), []

    @cache
    def read_them():
        read.append(1)
        with suppress(BrokenBarrierError):
            both.wait(0.3)
        return object()

    monkeypatch.setattr(packset, "_shipped", read_them)
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.submit(packset.shipped_packs), pool.submit(packset.shipped_packs)
        assert first.result() is second.result()
    assert len(read) == 1
