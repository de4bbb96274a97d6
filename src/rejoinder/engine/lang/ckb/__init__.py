"""Central Kurdish (Sorani) in Arabic script.

Compiled by the Rejoinder authors; not yet checked by a native editor, so doubtful words score low. Not covered: Sorani
typed in Latin letters, Hawrami and Zazaki, and the speech of single towns.
"""
