"""Coral's external moderation phase, answered from our engine."""
