"""German, Latin script. Compiled by the Rejoinder authors.

Covers the standard language of Germany, with some Austrian. Capital ``Sie`` (you) is not told from ``sie`` (they), so
address in the polite form is read only with the commonest insults. Compounds are open-ended: only those listed are
known.
"""
