"""The log: decisions and audit entries of a site in one order of time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import CharField, F, Value

from rejoinder.comments.models import Site
from rejoinder.desk import words
from rejoinder.desk.details import Detail, details_of
from rejoinder.moderation.models import AuditEntry, Decision

PAGE_SIZE: Final = 50


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log. ``decision`` is None for what is no decision."""

    at: datetime
    actor: str
    act: str
    details: Sequence[Detail]
    decision: Decision | None = None


def journal_page(site: Site, page: int) -> tuple[list[Entry], bool]:
    """A page (from 1), newest first, and whether there are more. Three queries."""
    start = (page - 1) * PAGE_SIZE
    decisions = _places(Decision.objects.filter(site=site), "decision", "decided_at")
    others = _places(AuditEntry.objects.filter(site=site), "audit", "at")
    places = list(decisions.union(others, all=True).order_by("-when", "-kind", "-pk")[start : start + PAGE_SIZE + 1])
    more = len(places) > PAGE_SIZE
    places = places[:PAGE_SIZE]
    wanted: dict[str, list[int]] = {"decision": [], "audit": []}
    for pk, kind, _ in places:
        wanted[kind].append(pk)
    by_decision = Decision.objects.select_related("comment", "guideline_set").in_bulk(wanted["decision"])
    by_audit = AuditEntry.objects.in_bulk(wanted["audit"])
    entries = [_decided(by_decision[pk]) if kind == "decision" else _audited(by_audit[pk]) for pk, kind, _ in places]
    return entries, more


def _places(rows: Any, kind: str, time_field: str) -> Any:
    marked = rows.annotate(kind=Value(kind, output_field=CharField()), when=F(time_field))
    return marked.order_by().values_list("pk", "kind", "when")


def _decided(decision: Decision) -> Entry:
    act = words.outcome_word(decision.outcome, "")
    return Entry(decision.decided_at, words.actor_word(decision.actor_name), act, (), decision)


def _audited(entry: AuditEntry) -> Entry:
    return Entry(
        entry.at,
        words.actor_word(entry.actor_name),
        words.act_word(entry.action),
        details_of(entry.action, entry.details),
    )
