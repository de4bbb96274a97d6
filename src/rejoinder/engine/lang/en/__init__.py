"""English, Latin script. Compiled by the Rejoinder authors.

Covers British and American usage, and the most distinctive insults of Arabic, Kurdish, Persian and Turkish as English
comments carry them in Latin letters. Does not cover Caribbean or Scots spellings, nor sarcasm; and it reads ``you``
plus a noun as address, so that a quotation without quotation marks looks like an attack until context is weighed.
"""
