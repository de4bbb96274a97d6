"""Persian as it is written in Iran, formal and colloquial, with distinctive Finglish.

Scripts: Arabic; Latin where a word is distinctive (kosnane). Compiled by the Rejoinder authors; not yet checked by a
native editor, so doubtful words score low. Not covered: Tajik in Cyrillic, and most Dari words that differ from Iran's.
"""
