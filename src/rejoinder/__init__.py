"""Rejoinder: a self-hosted comment system for news sites.

Every comment is moderated before it appears; it is approved or rejected, and never edited.
"""

__version__ = "0.1.0"
