"""Kurmanji Kurdish, Latin script (Hawar). Compiled by the Rejoinder authors.

Covers the written usage of the north and of Behdinan, with both ``ez ê`` and ``ez dê``. Does not cover Kurmanji in
Arabic or Cyrillic script, Zazaki, or Sorani in Latin letters. No labelled Kurmanji comments were at hand, so that no
score was measured: a native reader should go over the pack before a newsroom lets it reject on its own.
"""
