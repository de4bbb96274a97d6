"""The part of a page under the article: the heading, the rules for comments, the link to write one."""

from collections.abc import Sequence
from typing import Final

from rejoinder.intake.folding import folded
from rejoinder.intake.furniture import is_comments_heading, is_furniture, is_post_comment, is_related_heading
from rejoinder.intake.sentences import BULLET
from rejoinder.intake.tables import Patterns, Table, tables

RULES_LINES: Final = 60
"""Lines under the heading among which the rules are looked for; under them stand readers' comments."""
RULE_CHARS: Final = 4000
"""Code points over which a line is no rule."""
LISTED: Final = 3
"""So many things forbidden in one sentence are rules for comments, though it does not say so."""


def split_off_rules(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """The article's lines, and the lines of the rules.

    The rules stand under a heading such as ``Comments``; where the page has none, they are the last lines that speak
    of comments and how they are decided. Readers' comments under them belong to neither.
    """
    heading = _heading(lines)
    if heading is not None:
        return list(lines[:heading]), _rules(lines[heading + 1 :])
    start = len(lines)
    while start and (_is_page_end(lines[start - 1]) or states_rule(lines[start - 1])):
        start -= 1
    if not any(states_rule(line) for line in lines[start:]):
        return list(lines), []
    return list(lines[:start]), _rules(lines[start:])


def states_rule(line: str) -> bool:
    """Whether a line speaks of comments and how they are decided, or forbids something known."""
    if len(line) > RULE_CHARS:
        return False
    text = folded(line)
    return any(_states_rule(text, table, bulleted=BULLET.match(line) is not None) for table in tables())


def _states_rule(text: str, table: Table, *, bulleted: bool) -> bool:
    named = sum(_any(patterns, text) for patterns in table.prohibitions.values())
    of_comments = table.comment.search(text) is not None
    if bulleted and (named or any(_any(patterns, text) for patterns in table.kinds.values())):
        return True
    if named and _any(table.intro, text) and (of_comments or named >= LISTED):
        return True
    return of_comments and any(_any(patterns, text) for patterns in (table.moderates, *table.procedure.values()))


def _any(patterns: Patterns, text: str) -> bool:
    return any(pattern.search(text) for pattern in patterns)


def _heading(lines: Sequence[str]) -> int | None:
    """The last heading with rules or the link right under it; a link of that name at the head of a page is not it."""
    for index in range(len(lines) - 1, -1, -1):
        if not is_comments_heading(lines[index]):
            continue
        below = lines[index + 1 : index + 4]
        if not lines[index + 1 :] or any(is_post_comment(line) or states_rule(line) for line in below):
            return index
    return None


def _rules(below: Sequence[str]) -> list[str]:
    block = list(below[:RULES_LINES])
    stated = [index for index, line in enumerate(block) if states_rule(line)]
    if not stated:
        return []
    link = next((index for index, line in enumerate(block) if is_post_comment(line) and index > stated[0]), len(block))
    end = max(index for index in stated if index < link) + 1
    while end < link and (BULLET.match(block[end]) or (link < len(block) and _speaks_of_comments(block[end]))):
        end += 1
    return [line for line in block[:end] if not _is_page_end(line)]


def _speaks_of_comments(line: str) -> bool:
    return len(line) <= RULE_CHARS and any(table.comment.search(folded(line)) for table in tables())


def _is_page_end(line: str) -> bool:
    return is_post_comment(line) or is_furniture(line) or is_related_heading(line) or is_comments_heading(line)
