"""The shipped classifier: its files, the code that reads them, what training shares with it. No rules, no policy."""
