"""The moderators' desk: queue, comments with their history, guidelines, log. Reads in queries, writes by services."""
