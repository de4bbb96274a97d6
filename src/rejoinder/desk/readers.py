"""What the desk reads about readers: who they are, what became of what they wrote. Addresses are never shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Count

from rejoinder.comments.models import Comment, Reader, Site, Status
from rejoinder.moderation.models import Decision

PAGE_SIZE: Final = 20


@dataclass(frozen=True, slots=True)
class Row:
    """One reader of a list, and how many of their comments stand where."""

    reader: Reader
    counts: Mapping[str, int]
    is_blocked: bool


@dataclass(frozen=True, slots=True)
class Written:
    """One comment of a reader, with the decision that stands."""

    comment: Comment
    decision: Decision | None


def readers_page(site: Site, asked: str, *, blocked: bool, page: int, now: datetime) -> tuple[list[Row], bool]:
    """A page (from 1) of the site's readers, the newest first, and whether there are more. Two queries.

    ``asked`` is part of a name, or a whole address: an address finds its reader but can't be read off the list.
    """
    readers = Reader.objects.filter(site=site, erased_at=None)
    if blocked:
        readers = readers.blocked(now)
    if "@" in asked.strip("@"):
        readers = readers.filter(email=asked.strip().lower(), email_verified_at__isnull=False)
    elif asked.strip():
        readers = readers.filter(display_name__icontains=asked.strip().removeprefix("@"))
    start = (page - 1) * PAGE_SIZE
    rows = list(readers.order_by("-id")[start : start + PAGE_SIZE + 1])
    counts = counts_of(rows[:PAGE_SIZE])
    return [Row(row, counts[row.pk], row.is_blocked(now)) for row in rows[:PAGE_SIZE]], len(rows) > PAGE_SIZE


def counts_of(readers: Sequence[Reader]) -> dict[int, dict[str, int]]:
    """How many comments of each reader stand where, by status."""
    found = Comment.objects.filter(reader__in=readers).order_by().values_list("reader", "status")
    counts = {reader.pk: dict.fromkeys(Status.values, 0) for reader in readers}
    for pk, status, number in found.annotate(number=Count("pk")):
        if pk is not None:
            counts[pk][status] = number
    return counts


def reader_at_desk(site: Site, uuid: UUID) -> Reader | None:
    """A reader of the site."""
    return Reader.objects.filter(site=site, uuid=uuid).first()


def written_by(reader: Reader, page: int) -> tuple[list[Written], bool]:
    """A page (from 1) of what the reader wrote, newest first, and whether there is more. Two queries."""
    start = (page - 1) * PAGE_SIZE
    comments = Comment.objects.filter(reader=reader).select_related("article").order_by("-submitted_at", "-id")
    rows = list(comments[start : start + PAGE_SIZE + 1])
    decisions = Decision.objects.filter(comment__in=rows[:PAGE_SIZE]).select_related("guideline_set")
    last = {decision.comment_id: decision for decision in decisions.order_by("sequence")}
    return [Written(row, last.get(row.pk)) for row in rows[:PAGE_SIZE]], len(rows) > PAGE_SIZE
