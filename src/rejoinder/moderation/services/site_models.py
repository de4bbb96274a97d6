"""A newsroom's own ear: the classifier learns from what the site's moderators decided, if it is the better for it."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max, Q

from rejoinder.comments.models import Site
from rejoinder.engine.checks.classifier import classifier
from rejoinder.engine.models import tuning
from rejoinder.moderation.ears import tuning_of
from rejoinder.moderation.errors import NothingToRollBack, TooFewDecisions
from rejoinder.moderation.models import Act, SiteModel, SiteTraining
from rejoinder.moderation.services.auditing import audit
from rejoinder.moderation.taught import Taught, taught_by

NEWEST: Final = 4_000
"""Decisions that are learned from, the newest: reading them takes half a minute on one core."""
UNSEEN_SHARE: Final = 0.2
"""Share of the decisions, the newest, that are kept for the comparison."""
FEWEST: Final = 80
FEWEST_UNSEEN: Final = 40
FEWEST_OF_A_KIND: Final = 10
"""Approvals, and rejections, that either part needs."""
NIGHTLY_EVERY: Final = timedelta(hours=20)
NIGHT: Final = range(1, 5)
"""Hours of the site's own clock in which it trains."""


def train(*, site: Site, actor_name: str, now: datetime, advance: Callable[[], object] = lambda: None) -> SiteModel:
    """Learns from the site's decisions; adopted only if better on newer ones, which neither model has seen.

    ``advance`` is called for each decision that was read. Raises TooFewDecisions.
    """
    from rejoinder.engine.models import learning  # brings SciPy: half a second of every start that learns nothing

    present = SiteModel.objects.in_force(site)
    decided = taught_by(site, newest=NEWEST)
    cut = _cut(decided, present)
    _require(decided[:cut], FEWEST, "to learn from")
    _require(decided[cut:], FEWEST_UNSEEN, "that neither model has seen")
    model = classifier()
    found = learning.judged([each.example for each in decided], model, advance)
    seen, unseen = found.part(0, cut), found.part(cut, len(decided))
    candidate = learning.learned(seen, model)
    before = tuning_of(present) if present else None
    comparison = learning.compare(unseen, model, before, candidate)
    data = tuning.dump(candidate) if comparison.better else b""
    row = SiteModel(
        site=site,
        base=model.version,
        data=data,
        sha256=hashlib.sha256(data).hexdigest() if data else "",
        decisions=cut,
        trained_until=decided[cut - 1].decided_at,
        trained_at=now,
        trained_by=actor_name,
        figures=asdict(comparison),
        learned=learning.words_learned(seen, model, candidate),
        adopted_at=now if comparison.better else None,
    )
    return _store(row, present)


def _cut(decided: Sequence[Taught], present: SiteModel | None) -> int:
    """Where the part begins that is kept for the comparison."""
    cut = max(min(round(len(decided) * (1 - UNSEEN_SHARE)), len(decided) - FEWEST_UNSEEN), 0)
    if present is None:
        return cut
    seen = sum(each.decided_at <= present.trained_until for each in decided)
    return max(cut, seen)


def _require(decided: Sequence[Taught], fewest: int, what: str) -> None:
    rejected = sum(each.example.rejected for each in decided)
    if len(decided) < fewest or min(rejected, len(decided) - rejected) < FEWEST_OF_A_KIND:
        problem = (
            f"{len(decided)} {what}, {rejected} of them rejections; it takes {fewest}, "
            f"{FEWEST_OF_A_KIND} of them rejections and {FEWEST_OF_A_KIND} approvals"
        )
        raise TooFewDecisions(problem=problem)


def _store(row: SiteModel, present: SiteModel | None) -> SiteModel:
    with transaction.atomic():
        site = Site.objects.select_for_update(no_key=True).get(pk=row.site_id)
        row.version = (SiteModel.objects.filter(site=site).aggregate(newest=Max("version"))["newest"] or 0) + 1
        now_in_force = SiteModel.objects.in_force(site)
        if row.adopted_at and (now_in_force.pk if now_in_force else None) != (present.pk if present else None):
            row.adopted_at = None  # it was compared with one that no longer serves
        if row.adopted_at:
            SiteModel.objects.filter(site=site, ended_at__isnull=True, adopted_at__isnull=False).update(
                ended_at=row.trained_at
            )
        row.save(force_insert=True)
        action = Act.SITE_MODEL_ADOPTED if row.adopted_at else Act.SITE_MODEL_NOT_ADOPTED
        audit(site=site, action=action, actor_name=row.trained_by, at=row.trained_at, version=row.version)
        return row


def roll_back(*, site: Site, actor_name: str, now: datetime) -> SiteModel | None:
    """Ends the model in force; the one before it serves again, or the shipped one alone: then None.

    Nightly training stops, as it might bring the same back. Raises NothingToRollBack.
    """
    with transaction.atomic():
        Site.objects.select_for_update(no_key=True).get(pk=site.pk)
        present = SiteModel.objects.in_force(site)
        if present is None:
            raise NothingToRollBack
        before = SiteModel.objects.filter(site=site, adopted_at__isnull=False, version__lt=present.version)
        # One that was rolled back itself ended without a successor being adopted in that moment.
        successors = SiteModel.objects.filter(site=site).values_list("adopted_at", flat=True)
        back = before.filter(ended_at__in=[at for at in successors if at]).order_by("-version").first()
        SiteModel.objects.filter(pk=present.pk).update(ended_at=now)
        if back is not None:
            SiteModel.objects.filter(pk=back.pk).update(ended_at=None)
        SiteTraining.objects.filter(site=site).update(nightly=False)
        details = {"version": present.version, "back_to": back.version if back else 0}
        audit(site=site, action=Act.SITE_MODEL_ROLLED_BACK, actor_name=actor_name, at=now, **details)
        return SiteModel.objects.in_force(site)


def set_nightly(*, site: Site, nightly: bool, actor_name: str, now: datetime) -> SiteTraining:
    """Turns training every night on or off."""
    with transaction.atomic():
        Site.objects.select_for_update(no_key=True).get(pk=site.pk)
        row, _ = SiteTraining.objects.update_or_create(site=site, defaults={"nightly": nightly})
        audit(site=site, action=Act.SITE_MODEL_NIGHTLY, actor_name=actor_name, at=now, nightly=nightly)
        return row


def claim_nightly(*, now: datetime) -> Site | None:
    """A site whose night it is and that was not tried tonight, marked as tried; None where there is none."""
    due = Q(tried_at__isnull=True) | Q(tried_at__lt=now - NIGHTLY_EVERY)
    for row in SiteTraining.objects.filter(due, nightly=True).select_related("site").order_by("pk"):
        if now.astimezone(ZoneInfo(row.site.time_zone)).hour not in NIGHT:
            continue
        if SiteTraining.objects.filter(due, pk=row.pk, nightly=True).update(tried_at=now):
            return row.site
    return None
