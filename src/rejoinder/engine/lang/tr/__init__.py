"""Turkish, Latin script. Compiled by the Rejoinder authors.

Words that take suffixes are listed in their common forms rather than as open stems, because too many innocent words
begin alike (the word for trouble, typed without its own letters, begins like an obscenity). Does not cover regional
slang, or suffix chains longer than those listed. Short words whose innocent reading is the common one are left out.
"""
