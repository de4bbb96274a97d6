"""A published thread of 200 comments, read by 64 connections: Rejoinder, nginx with the same bytes, Isso with the same
comments, and Rejoinder drawing the page for each reader. Needs wrk and nginx. Run: ``make bench``"""

import sys
import tempfile
from pathlib import Path
from typing import Final

import httpx

from benchmarks import measured, newsroom, peers
from benchmarks.measured import Table
from benchmarks.wrk import wrk

ROUNDS: Final = 5
SECONDS: Final = 3
SLOW_SECONDS: Final = 15
"""For sides that draw each page: all 64 callers are served at once, so that nobody is answered in the first seconds."""
CONNECTIONS: Final = 64


def main(rounds: int = ROUNDS, seconds: float = SECONDS) -> None:
    """Measures and writes the report."""
    with tempfile.TemporaryDirectory(prefix="rejoinder-bench-") as name:
        folder = Path(name)
        (folder / "data").mkdir()
        room = newsroom.newsroom(folder / "data")
        newsroom.with_comments(room, newsroom.PER_ARTICLE)
        with newsroom.served(room, "--no-worker") as server:
            page, thread = f"{server.base_url}/articles/pumps", f"{server.base_url}/embed/v1/articles/pumps/thread"
            contents = {"page": httpx.get(page).content, "thread": httpx.get(thread).content}
            if contents["thread"].count(b'"body"') != newsroom.PER_ARTICLE:
                sys.exit("the thread has not 200 comments")
            with (
                peers.nginx(folder / "nginx", contents) as nginx,
                peers.isso(folder / "isso", comments=True) as isso,
                peers.drawing(room.installation) as drawing,
            ):
                fetch = f"{isso}/?uri=/pumps"
                if len(httpx.get(fetch).content) < 10_000:
                    sys.exit("Isso has no comments")
                pages = Table("The page (HTML)", _unit(contents["page"]), "nginx")
                threads = Table("The thread (JSON)", _unit(contents["thread"]), "nginx")
                sides = [
                    (pages, "nginx", f"{nginx}/page", seconds),
                    (pages, "Rejoinder", page, seconds),
                    (pages, "Rejoinder, drawn at each read", drawing, SLOW_SECONDS),
                    (threads, "nginx", f"{nginx}/thread", seconds),
                    (threads, "Rejoinder", thread, seconds),
                    (threads, "Isso", fetch, SLOW_SECONDS),
                ]
                for _ in range(rounds):
                    for table, side, url, length in sides:
                        load = wrk(url, connections=CONNECTIONS, seconds=length)
                        table.add(side, per_second=load.per_second, p50_ms=load.p50_ms, p99_ms=load.p99_ms)
                        _wait_for_quiet(url)
    note = (
        "One web process each; 64 connections, kept alive, by wrk on the same two cores. Rejoinder looks at the "
        "article's version in the database at each read."
    )
    measured.write("reads", [pages, threads], note)


def _wait_for_quiet(url: str) -> None:
    """A slow side still draws for the callers that have left, on the cores that the next side is to have."""
    for _ in range(2):
        httpx.get(url, timeout=120)


def _unit(content: bytes) -> str:
    return f"{len(content):,} bytes; requests a second."


if __name__ == "__main__":
    main(*(int(value) for value in sys.argv[1:]))
