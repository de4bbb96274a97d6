"""Measures of scores against labels; the engine's own benchmark uses the same."""

from rejoinder.quality.measures import auc, calibration_error, interval, macro_f1

__all__ = ["auc", "calibration_error", "interval", "macro_f1"]
