"""The engine: text in, assessment out. No Django, no database, no network, no clock, no settings.

    assessment = assess(Submission("1", "..."), context=Context(), guidelines=default_guidelines())
    recommendation = recommend(assessment, policy=Policy(), guidelines=default_guidelines())
    record = to_json_dict(assessment, recommendation)

This module is the engine's whole public face; nothing else of it is imported from outside.
"""

from rejoinder.engine.assessment import (
    COULD_NOT_ASSESS,
    LABELS,
    ArticleText,
    Assessment,
    Context,
    Finding,
    Ground,
    Outcome,
    Recommendation,
    Standing,
    Submission,
)
from rejoinder.engine.budget import PATIENT, Budget
from rejoinder.engine.checks import CHECKS, Check, Result
from rejoinder.engine.errors import BadFile, EngineError, MissingResource, Problem
from rejoinder.engine.guidelines import LABEL_OF, Guideline, GuidelineSet, default_guidelines
from rejoinder.engine.lang.packset import PackSet, shipped_packs
from rejoinder.engine.pipeline import ENGINE_VERSION, assess, estimate, warm_up
from rejoinder.engine.policy import DEFAULT_THRESHOLDS, Policy, Threshold, recommend
from rejoinder.engine.probabilities import assess_probabilities
from rejoinder.engine.reading import Reading
from rejoinder.engine.serialise import assessment_from_dict, to_json_dict, to_json_line

__all__ = [
    "CHECKS",
    "COULD_NOT_ASSESS",
    "DEFAULT_THRESHOLDS",
    "ENGINE_VERSION",
    "LABELS",
    "LABEL_OF",
    "PATIENT",
    "ArticleText",
    "Assessment",
    "BadFile",
    "Budget",
    "Check",
    "Context",
    "EngineError",
    "Finding",
    "Ground",
    "Guideline",
    "GuidelineSet",
    "MissingResource",
    "Outcome",
    "PackSet",
    "Policy",
    "Problem",
    "Reading",
    "Recommendation",
    "Result",
    "Standing",
    "Submission",
    "Threshold",
    "assess",
    "assess_probabilities",
    "assessment_from_dict",
    "default_guidelines",
    "estimate",
    "recommend",
    "shipped_packs",
    "to_json_dict",
    "to_json_line",
    "warm_up",
]
