"""Measures of scores against labels; the engine's own benchmark uses the same."""

from rejoinder.engine.models.ranking import auc
from rejoinder.quality.measures import calibration_error, interval, macro_f1

__all__ = ["auc", "calibration_error", "interval", "macro_f1"]
