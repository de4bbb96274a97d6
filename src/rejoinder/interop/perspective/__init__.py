"""Perspective Comment Analyzer API v1alpha1, as its clients use it, over our engine."""
