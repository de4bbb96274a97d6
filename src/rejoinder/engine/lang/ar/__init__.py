"""Arabic: Modern Standard and the dialects readers write (Iraqi, Levantine, Gulf, Egyptian, Maghrebi), and Arabizi.

Scripts: Arabic; Latin with figures for letters where a word is distinctive (7mar). Compiled by the Rejoinder authors;
term precision was measured on two public sets of Arabic comments (see lexicon.tsv). Not covered: Hassaniya, Sudanese
and Yemeni words beyond the common stock, and poetry or scripture quoted at length.
"""
