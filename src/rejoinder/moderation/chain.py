"""The hash chain of decisions: each covers the one before, so none can be changed, dropped or slipped in unseen.

record = canonical JSON (RFC 8785) of what was decided; hash = SHA-256 of the record's UTF-8 bytes. The record names
the hash before it; the first of a site names GENESIS.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import rfc8785

GENESIS: Final = "0" * 64


@dataclass(frozen=True, slots=True)
class Link:
    """What a decision puts on record. ``evidence`` is ``(start, end, text)`` in code points of the body."""

    site: str
    sequence: int
    comment: str
    body_sha256: str
    outcome: str
    guideline: str
    guideline_set: int
    evidence: Sequence[tuple[int, int, str]]
    actor_kind: str
    actor_name: str
    decided_at: datetime
    previous_hash: str


def record_of(link: Link) -> str:
    """The canonical JSON that the hash covers."""
    fields: Mapping[str, object] = {
        "actor": {"kind": link.actor_kind, "name": link.actor_name},
        "body_sha256": link.body_sha256,
        "comment": link.comment,
        "decided_at": link.decided_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "evidence": [[start, end, text] for start, end, text in link.evidence],
        "guideline": link.guideline,
        "guideline_set": link.guideline_set,
        "outcome": link.outcome,
        "previous": link.previous_hash,
        "sequence": link.sequence,
        "site": link.site,
    }
    return rfc8785.dumps(fields).decode("utf-8")  # type: ignore[no-any-return]


def hash_of(record: str) -> str:
    """SHA-256 of the record, 64 hexadecimal digits."""
    return hashlib.sha256(record.encode("utf-8")).hexdigest()
