"""Recomputing what must be true: bodies as submitted, decisions as chained, statuses as decided."""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection

from rejoinder.comments.models import Comment, Site, Status
from rejoinder.comments.triggers import missing_guards
from rejoinder.moderation.chain import GENESIS, hash_of
from rejoinder.moderation.models import Decision
from rejoinder.moderation.triggers import ALL_GUARDS


class Mismatch(Exception):
    """Something is not as it was written; the message names it."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What was checked of a site. ``chain_end`` is the newest hash: publish it, and the past can't be rewritten."""

    bodies: int
    decisions: int
    chain_end: str


def verify_guards() -> int:
    """How many database triggers guard the tables.

    Raises:
        Mismatch: one is missing.
    """
    missing = missing_guards(connection, ALL_GUARDS)
    if missing:
        raise Mismatch(f"database trigger {missing[0]} is missing; run rejoinder migrate")
    return 2 * len(ALL_GUARDS)


def verify_site(site: Site, *, advance: Callable[[], None] = lambda: None) -> Counts:
    """What was checked, all of it as it stood at one moment; others may go on writing meanwhile.

    Raises:
        Mismatch: the first thing that is not as it was written.
    """
    with _one_moment():
        return _verify(site, advance)


@contextmanager
def _one_moment() -> Iterator[None]:
    """Every read in the block sees the database as the first one does; in a caller's transaction it changes nothing.

    Not atomic(): that takes SQLite's one write lock, and keeps readers from sending comments meanwhile.
    """
    if connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        is_postgresql = connection.vendor == "postgresql"
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY" if is_postgresql else "BEGIN")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def _verify(site: Site, advance: Callable[[], None]) -> Counts:
    statuses, end, decisions = _verify_chain(site, advance)
    bodies = 0
    for comment in Comment.objects.filter(site=site).order_by("id").iterator(chunk_size=500):
        if hashlib.sha256(comment.body.encode("utf-8")).hexdigest() != comment.body_sha256:
            raise Mismatch(f"{site.key}: comment {comment.uuid}: the body is not the one that was submitted")
        decided = statuses.get(str(comment.uuid), Status.PENDING)
        if decided != comment.status:
            raise Mismatch(f"{site.key}: comment {comment.uuid}: is {comment.status}, but was decided {decided}")
        bodies += 1
        advance()
    return Counts(bodies, decisions, end)


def _verify_chain(site: Site, advance: Callable[[], None]) -> tuple[dict[str, Status], str, int]:
    statuses: dict[str, Status] = {}
    previous, count = GENESIS, 0
    decisions = Decision.objects.filter(site=site).select_related("comment", "guideline_set").order_by("sequence")
    for decision in decisions.iterator(chunk_size=500):
        count += 1
        where = f"{site.key}: decision {decision.sequence} (comment {decision.comment.uuid})"
        if decision.sequence != count:
            raise Mismatch(f"{site.key}: decision {count} is missing")
        if decision.previous_hash != previous or hash_of(decision.record) != decision.hash:
            raise Mismatch(f"{where}: the hash does not follow from the record and the decision before it")
        _verify_record(decision, where)
        statuses[str(decision.comment.uuid)] = _status_after(decision, statuses.get(str(decision.comment.uuid)))
        previous = decision.hash
        advance()
    return statuses, previous, count


def _verify_record(decision: Decision, where: str) -> None:
    record = json.loads(decision.record)
    said = {
        "site": decision.site.key,
        "sequence": decision.sequence,
        "comment": str(decision.comment.uuid),
        "body_sha256": decision.comment.body_sha256,
        "outcome": decision.outcome,
        "guideline": decision.guideline,
        "guideline_set": decision.guideline_set.version,
        "actor": {"kind": decision.actor_kind, "name": decision.actor_name},
        "decided_at": decision.decided_at.isoformat(timespec="microseconds"),
        "evidence": [[span["start"], span["end"], span["text"]] for span in decision.evidence],
        "previous": decision.previous_hash,
    }
    for name, value in said.items():
        if record.get(name) != value:
            raise Mismatch(f"{where}: {name} differs from the record")
    for start, end, text in record["evidence"]:
        if decision.comment.body[start:end] != text:
            raise Mismatch(f"{where}: the evidence is not in the body")


def _status_after(decision: Decision, before: Status | None) -> Status:
    if decision.outcome == "approve":
        return Status.APPROVED
    return Status.WITHDRAWN if before in (Status.APPROVED, Status.WITHDRAWN) else Status.REJECTED
