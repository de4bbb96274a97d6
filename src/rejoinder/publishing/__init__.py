"""Published pages: an article with its thread, as HTML, JSON and Atom, written once as files. No tables.

Only decided comments come in here: every read goes through ``Comment.objects.in_thread``.
"""
