"""French, Latin script. Compiled by the Rejoinder authors.

Covers the usage of France, with some of the Maghreb. Does not cover the church words of Québec, and little verlan.
Elided words (``t'es``, ``d'``, ``qu'``) are listed as written.
"""
