"""Reading a pack's files strictly: what is wrong comes back as Problems a person can act on, all of them at once."""

import difflib
from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeVar

import yaml

from rejoinder.engine.errors import Problem
from rejoinder.engine.lang.names import AIMS, LIST_NAMES, PACK_LABELS, SCOPES, UNMATCHED
from rejoinder.engine.lang.pack import Pattern, Term
from rejoinder.engine.lang.terms import Phrase, TermError, fold_piece, lists_in, parse_pattern, parse_term

LEXICON_COLUMNS: Final = ("term", "label", "score", "aim", "scope", "note")
PATTERN_COLUMNS: Final = ("pattern", "label", "score", "note")

_T = TypeVar("_T")


class _Rows:
    """Walks the rows of a tab-separated file and collects what is wrong with them."""

    def __init__(self, file: str, text: str, columns: tuple[str, ...]) -> None:
        self.file, self.columns = file, columns
        self.lines = text.split("\n")
        self.problems: list[Problem] = []

    def problem(self, number: int, column: int, message: str, hint: str = "") -> None:
        """Note a problem; ``number`` is the line from 1, ``column`` the character from 1."""
        source = self.lines[number - 1].replace("\t", " ")
        self.problems.append(Problem(self.file, message, number, column, hint, source))

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        header = False
        for number, line in enumerate(self.lines, 1):
            if not line.strip() or line.startswith("#"):
                continue
            cells = line.rstrip("\r").split("\t")
            if not header:
                header = True
                if tuple(cells) != self.columns:
                    self.problem(number, 1, "the header row is missing", "it reads " + "⇥".join(self.columns))
                continue
            if len(cells) == len(self.columns) - 1:
                cells.append("")  # the note may be left out, with its tab
            if len(cells) != len(self.columns):
                expected = f"expected {len(self.columns)} columns, found {len(cells)}"
                self.problem(number, len(line) + 1, expected, "columns are parted by one tab")
                continue
            yield number, cells

    def column(self, cells: list[str], index: int) -> int:
        """Where a cell begins, from 1."""
        return sum(len(cell) + 1 for cell in cells[:index]) + 1

    def choice(self, number: int, cells: list[str], index: int, allowed: Iterable[str]) -> bool:
        """Whether a cell holds one of the allowed words; notes the nearest when it doesn't."""
        allowed = tuple(allowed)
        if cells[index] in allowed:
            return True
        what = self.columns[index]
        self.problem(
            number, self.column(cells, index), f"unknown {what} {cells[index]!r}", nearest(cells[index], allowed)
        )
        return False

    def score(self, number: int, cells: list[str], index: int) -> float | None:
        """The score in a cell, or None when it is no number in 0..1."""
        try:
            score = float(cells[index])
        except ValueError:
            score = -1.0
        if 0.0 <= score <= 1.0:
            return score
        self.problem(
            number, self.column(cells, index), f"the score {cells[index]!r} is no number from 0 to 1", "write 0.8"
        )
        return None


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint: the known word nearest to this one, else all of them."""
    names = sorted(known)
    close = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    return f"did you mean {close[0]!r}?" if close else "one of " + ", ".join(names)


def read_lexicon(text: str, file: str) -> tuple[tuple[Term, ...], tuple[Problem, ...]]:
    """The rows of a lexicon.tsv, and what is wrong with the others."""
    rows = _Rows(file, text, LEXICON_COLUMNS)
    terms: list[Term] = []
    seen: dict[tuple[str, str], int] = {}
    for number, cells in rows:
        words = _term(rows, number, cells[0], parse_term)
        known = [rows.choice(number, cells, i, a) for i, a in ((1, PACK_LABELS), (3, AIMS), (4, SCOPES))]
        score = rows.score(number, cells, 2)
        if words is None or score is None or not all(known):
            continue
        key = (cells[0], cells[1])
        if key in seen:
            rows.problem(number, 1, f"the same term and label as line {seen[key]}", "keep one of the two")
            continue
        seen[key] = number
        aim = next(aim for aim in AIMS if aim == cells[3])
        scope = next(scope for scope in SCOPES if scope == cells[4])
        terms.append(Term(words, cells[1], score, aim, scope))
    return tuple(terms), tuple(rows.problems)


def read_patterns(text: str, file: str, lists: Iterable[str]) -> tuple[tuple[Pattern, ...], tuple[Problem, ...]]:
    """The rows of a patterns.tsv, and what is wrong with the others. ``lists`` are the names the pack has."""
    rows = _Rows(file, text, PATTERN_COLUMNS)
    have = frozenset(lists) - UNMATCHED
    patterns: list[Pattern] = []
    for number, cells in rows:
        sequences = _term(rows, number, cells[0], parse_pattern)
        known = rows.choice(number, cells, 1, PACK_LABELS)
        score = rows.score(number, cells, 2)
        if sequences is None or score is None or not known:
            continue
        for name in lists_in(sequences):
            if name not in have:
                at = cells[0].find(name) + 1
                rows.problem(number, at, f"the pattern names the list {name!r}, which isn't there", nearest(name, have))
        patterns.append(Pattern(cells[0], sequences, cells[1], score))
    return tuple(patterns), tuple(rows.problems)


def read_lists(text: str, file: str) -> tuple[dict[str, tuple[Phrase, ...]], dict[str, tuple[str, ...]], list[Problem]]:
    """The word lists of a lists.yaml, its lists of pieces (UNMATCHED) as folded strings, and what is wrong."""
    lists: dict[str, tuple[Phrase, ...]] = {}
    pieces: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    lines = text.split("\n")

    def problem(mark: yaml.Mark | None, message: str, hint: str = "") -> None:
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        source = lines[line - 1] if line <= len(lines) else ""
        problems.append(Problem(file, message, line, column, hint, source))

    try:
        root = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.MarkedYAMLError as error:
        problem(error.problem_mark, f"not YAML: {error.problem}", "quote words such as 'no' and words with a colon")
        return lists, pieces, problems
    if not isinstance(root, yaml.MappingNode):
        problem(root.start_mark if root else None, "a pack's lists are a mapping from names to lists", "write name:")
        return lists, pieces, problems
    for key, value in root.value:
        if key.value not in LIST_NAMES:
            problem(key.start_mark, f"unknown list {key.value!r}", nearest(key.value, LIST_NAMES))
        elif key.value in lists or key.value in pieces:
            problem(key.start_mark, f"the list {key.value!r} stands here twice", "join the two")
        elif not isinstance(value, yaml.SequenceNode):
            problem(value.start_mark, f"{key.value!r} is not a list", "write one '- word' a line")
        elif key.value in UNMATCHED:
            folded = {fold_piece(item.value) for item in value.value if isinstance(item, yaml.ScalarNode)}
            pieces[key.value] = tuple(sorted(folded - {""}))
        else:
            lists[key.value] = _phrases(value, problem)
    return lists, pieces, problems


def _phrases(node: yaml.SequenceNode, problem: Callable[[yaml.Mark | None, str, str], None]) -> tuple[Phrase, ...]:
    phrases: list[Phrase] = []
    for item in node.value:
        if not isinstance(item, yaml.ScalarNode):
            problem(item.start_mark, "an item that is no word", "lists are flat")
            continue
        try:
            phrases.append(parse_term(item.value))
        except TermError as error:
            problem(item.start_mark, f"{error}", error.hint)
    return tuple(dict.fromkeys(phrases))


def _term(rows: _Rows, number: int, cell: str, parse: Callable[[str], _T]) -> _T | None:
    try:
        return parse(cell)
    except TermError as error:
        rows.problem(number, error.column, f"{error}", error.hint)
        return None
