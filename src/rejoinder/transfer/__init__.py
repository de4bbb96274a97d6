"""Bulk: what leaves and enters an installation as files."""
