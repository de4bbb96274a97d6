"""Reading text as code points: folding for matching, tokens, sentences, language, quotations.

Nothing here changes what a reader wrote. Folding serves matching alone, and every folded character knows the
code points of the original it stands for.
"""
