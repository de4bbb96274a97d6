"""The one limiter for acts that are not comments: so many of a kind per window of time, by anyone with one key."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F

from rejoinder.comments.errors import TooManyRequests
from rejoinder.comments.models import Allowance, SpentProof


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``most`` acts of a kind in each window. 0: no limit."""

    kind: str
    most: int
    window: timedelta


def spend(*, limit: Limit, key: str, now: datetime, refusal: type[TooManyRequests] = TooManyRequests) -> None:
    """Counts one act by ``key`` (a keyed hash; empty keys are not limited).

    Raises:
        TooManyRequests, or the ``refusal`` given: the window's allowance is used up; the act doesn't count.
    """
    if not key or not limit.most:
        return
    length_s = int(limit.window.total_seconds())
    number = int(now.timestamp()) // length_s
    ends_at = datetime.fromtimestamp((number + 1) * length_s, UTC)
    with transaction.atomic():
        row, _ = Allowance.objects.get_or_create(kind=limit.kind, key=key, window=number, defaults={"ends_at": ends_at})
        if not Allowance.objects.filter(pk=row.pk, spent__lt=limit.most).update(spent=F("spent") + 1):
            wait_s = max(1, int((ends_at - now).total_seconds()) + 1)
            raise refusal(retry_after_s=wait_s, wait_s=wait_s, minutes=-(-wait_s // 60))


def spend_once(*, digest: str, ends_at: datetime) -> bool:
    """Whether a proof, known by its digest (at most 64 characters), is used for the first time. It is remembered until
    ``ends_at``, when it no longer holds anyway."""
    try:
        with transaction.atomic():
            SpentProof.objects.create(digest=digest, ends_at=ends_at)
    except IntegrityError:
        return False
    return True


def forget_allowances(*, now: datetime) -> None:
    """Deletes what has run out."""
    Allowance.objects.filter(ends_at__lt=now).delete()
    SpentProof.objects.filter(ends_at__lt=now).delete()
