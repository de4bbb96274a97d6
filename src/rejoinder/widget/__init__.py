"""The reader's edge: article pages, the form, receipts, feeds."""
