"""Language packs: one folder per language code, data only where data will do.

A pack ``lang/<code>/`` holds

``__init__.py``   a docstring: the language, its scripts, who compiled the pack and what it does not cover.
``lexicon.tsv``   words that speak to a guideline. Columns, tab separated, after a header row and ``#`` comments
                  (provenance and licence first):
                  ``term  label  score  aim  scope  note``
``lists.yaml``    named word lists that patterns and checks refer to (``you``, ``negation``, ``reporting`` …); LISTS.md
                  names them all.
``patterns.tsv``  short sequences of words and lists. Columns: ``pattern  label  score  note``

Term syntax (lexicon and lists): a word matches whole words of the *folded* text; ``idiot*`` any word that begins
so; ``*idiot`` any word that ends so; ``*idiot*`` anywhere in a word; several words are a phrase, matched across
any white space or punctuation between them. Spellings that fold alike may all be listed; they count once.

``score``  0..1: how surely the word, used, breaks the guideline.
``aim``    ``always``: offends wherever it is used. ``person``: an attack only when aimed at somebody (address, "you
           are", a name). ``group``: only when said of a group of people. ``context``: weak, never enough alone.
``scope``  ``any``: distinctive enough to count in a text of another language (code-switching). ``own``: counts only
           where the text is in this language; for words that mean something innocent elsewhere.

Pattern syntax: ``<name>`` a list of lists.yaml, ``word`` or ``wor*`` as above, ``..`` up to three words between,
``(a|b)`` one of several words, a trailing ``?`` makes an element optional: ``<you> .. (deserve|deserves) .. <die>``.
A pattern lies within one sentence, and counts only where the text is in the pack's language.

names.py holds the vocabulary, terms.py the syntax, validate.py reads files strictly, loading.py finds them, matcher.py
makes a pack fast, packset.py joins all packs of an engine.
"""
