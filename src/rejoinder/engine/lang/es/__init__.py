"""Spanish, Latin script. Compiled by the Rejoinder authors.

Covers the usage of Spain, and the commonest of Mexico, the Río de la Plata, Chile, Colombia and Venezuela. Words that
are innocent on one side of the ocean (``coger``, ``concha``, ``pinche``) are left out or scored low.
"""
