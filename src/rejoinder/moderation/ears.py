"""The checks that read a site's comments: the engine's, with the site's own model where one is in force.

A site model whose bytes are not those that were written, or that stands on another shipped model, is not used: the
shipped one serves, the log says why, and assessments name it as ignored.
"""

import hashlib
import logging
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from rejoinder.comments.models import Site
from rejoinder.engine import CHECKS, BadFile, Check
from rejoinder.engine.checks.classifier import ClassifierCheck, classifier
from rejoinder.engine.models import tuning
from rejoinder.engine.models.runtime import Classifier
from rejoinder.moderation.models import SiteModel

logger = logging.getLogger(__name__)

IGNORED: Final = "ignored"


def checks_of(site: Site) -> Sequence[Check]:
    """The checks for the site's comments, as it stands now."""
    row = SiteModel.objects.in_force(site)
    return CHECKS if row is None else _checks(row.pk, row.sha256, classifier().version)


def trouble_of(row: SiteModel) -> str:
    """Why a site model in force is not used, in words for a log; empty where it is."""
    try:
        _tuning(row.pk, row.sha256)
    except BadFile as error:
        return error.problems[0].message
    base = classifier().version
    return "" if row.base == base else f"it was made for the model {row.base}, and this is {base}"


def tuning_of(row: SiteModel) -> tuning.Tuning | None:
    """What a site model adds; None where it can't be used."""
    return None if trouble_of(row) else _tuning(row.pk, row.sha256)


# A row's bytes never change under one digest; a process serves few sites.
@lru_cache(maxsize=16)
def _tuning(pk: int, sha256: str) -> tuning.Tuning:
    data = bytes(SiteModel.objects.values_list("data", flat=True).get(pk=pk))
    if hashlib.sha256(data).hexdigest() != sha256:
        raise tuning.damaged("its bytes are not those that were written")
    return tuning.load(data)


@lru_cache(maxsize=16)
def _checks(pk: int, sha256: str, base: str) -> tuple[Check, ...]:
    row = SiteModel.objects.defer("data", "learned").select_related("site").get(pk=pk)
    if trouble := trouble_of(row):
        logger.error("site %s: its model %s is ignored, the shipped one serves: %s", row.site.key, row.name, trouble)
    model = _model(row, ignored=bool(trouble))
    return tuple(ClassifierCheck(lambda: model) if check.id == ClassifierCheck.id else check for check in CHECKS)


def _model(row: SiteModel, *, ignored: bool) -> Classifier:
    shipped = classifier()
    if ignored:
        return shipped.tuned(tuning.nothing(shipped.version), f"{row.name} {IGNORED}")
    return shipped.tuned(_tuning(row.pk, row.sha256), row.name)
