"""Comments accepted a second, each durable before it is acknowledged: Rejoinder on SQLite and on PostgreSQL, and Isso.

Needs wrk. Run: ``make bench``
"""

import sys
import tempfile
from pathlib import Path
from typing import Final

from tests.acceptance.postgres import postgresql_server

from benchmarks import measured, newsroom, peers
from benchmarks.measured import Table
from benchmarks.newsroom import TEXT
from benchmarks.wrk import posts, wrk

ROUNDS: Final = 3
SECONDS: Final = 3
CONNECTIONS: Final = (1, 8, 64)
NOTE: Final = """One web process each, no worker, limits on senders off. Durability: Rejoinder on SQLite in WAL mode
with synchronous=FULL and on PostgreSQL with its defaults (synchronous_commit on); Isso on SQLite's defaults (rollback
journal, synchronous=FULL). All three sync to disk before they answer: equal durability."""


def main(rounds: int = ROUNDS, seconds: float = SECONDS) -> None:
    """Measures and writes the report."""
    ours = posts("/api/v1/articles/pumps/comments", f'{{"body": "{TEXT} @", "author_name": "Reader"}}')
    theirs = posts("/new?uri=/pumps", f'{{"text": "{TEXT} @", "author": "Reader", "title": "Pumps"}}')
    tables = {count: Table(f"{count} connections", "Comments accepted a second.", "Isso") for count in CONNECTIONS}
    with tempfile.TemporaryDirectory(prefix="rejoinder-bench-") as name, postgresql_server() as new_database:
        folder = Path(name)
        for each in ("sqlite", "postgresql"):
            (folder / each).mkdir()
        on_sqlite = newsroom.newsroom(folder / "sqlite")
        on_postgresql = newsroom.newsroom(folder / "postgresql", database_url=new_database())
        with (
            newsroom.served(on_sqlite, "--no-worker") as sqlite,
            newsroom.served(on_postgresql, "--no-worker") as postgresql,
            peers.isso(folder / "isso", comments=False) as isso,
        ):
            sides = [
                ("Isso", isso, theirs),
                ("Rejoinder, SQLite", sqlite.base_url, ours),
                ("Rejoinder, PostgreSQL", postgresql.base_url, ours),
            ]
            for _ in range(rounds):
                for count, table in tables.items():
                    for side, url, script in sides:
                        load = wrk(url, connections=count, seconds=seconds, script=script)
                        figures = {"p50_ms": load.p50_ms, "p99_ms": load.p99_ms, "refused": float(load.failed)}
                        table.add(side, per_second=load.per_second, **figures)
    measured.write("submissions", list(tables.values()), NOTE)


if __name__ == "__main__":
    main(*(int(value) for value in sys.argv[1:]))
