"""Akismet's REST API, as its clients use it, over our engine."""
