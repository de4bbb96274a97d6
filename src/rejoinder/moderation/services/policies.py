"""Setting how far the machine may go on a site."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from rejoinder.comments.models import Site
from rejoinder.engine import DEFAULT_THRESHOLDS
from rejoinder.moderation.errors import BadThresholds
from rejoinder.moderation.models import Act, Policy
from rejoinder.moderation.services.auditing import audit


@dataclass(frozen=True, slots=True)
class MachineLane:
    """What the machine may decide alone. Nothing, unless the publisher says so."""

    may_approve: bool = False
    may_reject: bool = False


def set_policy(
    *, site: Site, lane: MachineLane, thresholds: Mapping[str, Mapping[str, float]], actor_name: str, now: datetime
) -> Policy:
    """The site's new policy, in force at once.

    Raises:
        BadThresholds: an unknown score, a number outside 0..1, or approve_below above reject_at.
    """
    _check(thresholds)
    with transaction.atomic():
        Site.objects.select_for_update(no_key=True).get(pk=site.pk)
        newest = Policy.objects.filter(site=site).aggregate(newest=Max("version"))["newest"] or 0
        policy = Policy.objects.create(
            site=site,
            version=newest + 1,
            machine_may_approve=lane.may_approve,
            machine_may_reject=lane.may_reject,
            thresholds={label: dict(values) for label, values in thresholds.items()},
            set_at=now,
            set_by=actor_name,
        )
        audit(site=site, action=Act.POLICY_SET, actor_name=actor_name, at=now, version=policy.version)
        return policy


def _check(thresholds: Mapping[str, Mapping[str, float]]) -> None:
    for label, values in thresholds.items():
        if label not in DEFAULT_THRESHOLDS:
            raise BadThresholds(problem=f"there is no score {label!r}; there are {', '.join(DEFAULT_THRESHOLDS)}")
        for name, value in values.items():
            if name not in ("reject_at", "approve_below") or not 0 <= value <= 1:
                raise BadThresholds(problem=f"{label}: {name} {value}; it should be reject_at or approve_below, 0 to 1")
        threshold = replace(DEFAULT_THRESHOLDS[label], **values)
        if threshold.approve_below > threshold.reject_at:
            raise BadThresholds(
                problem=f"{label}: approve_below {threshold.approve_below} is above reject_at {threshold.reject_at}; "
                "what is to be rejected would be approved"
            )
