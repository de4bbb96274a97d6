"""Tests. engine and intake need no Django; services and http run on SQLite and on PostgreSQL; acceptance and browser
start the real server."""
