"""Services on a real database; run on SQLite, and again on PostgreSQL (tests/acceptance/test_postgresql.py)."""
