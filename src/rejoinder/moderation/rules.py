"""A site's rules as the engine reads them: guidelines in force and policy in force."""

from dataclasses import replace
from functools import lru_cache

from rejoinder.engine import DEFAULT_THRESHOLDS
from rejoinder.engine import Policy as EnginePolicy
from rejoinder.engine.guidelines import GuidelineSet as EngineGuidelines
from rejoinder.engine.guidelines import parse_guidelines
from rejoinder.moderation.models import GuidelineSet, Policy


def guidelines_of(row: GuidelineSet) -> EngineGuidelines:
    """The guidelines of a version, their ``version`` the site's own number."""
    return replace(_parsed(row.document), version=str(row.version))


def rejectable_keys(row: GuidelineSet) -> tuple[str, ...]:
    """Keys a rejection may name: prohibitions, and the kinds they list, in the order of the guidelines."""
    return tuple(key for guideline in guidelines_of(row).prohibitions() for key in (guideline.key, *guideline.kinds))


def policy_of(row: Policy) -> EnginePolicy:
    """The policy of a version: the engine's thresholds, with the site's own where it set them."""
    thresholds = {
        label: replace(threshold, **row.thresholds.get(label, {})) for label, threshold in DEFAULT_THRESHOLDS.items()
    }
    return EnginePolicy(thresholds=thresholds)


# A version never changes, so its parse can be kept; a process sees few of them.
@lru_cache(maxsize=64)
def _parsed(document: str) -> EngineGuidelines:
    return parse_guidelines(document)
