"""Tests that need training's own packages: ``python -m pytest training/tests`` in its environment (make model-test)."""
