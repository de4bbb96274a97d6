"""From submitted to published: comments come at 20 a second, the machine decides, and a reader sees them in the thread.

Web, worker and the two readers of this benchmark share two cores. Run: ``make bench``
"""

import json
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Final

import httpx
from tests.acceptance.postgres import postgresql_server
from tests.acceptance.server import until

from benchmarks import measured, newsroom
from benchmarks.measured import Table
from benchmarks.newsroom import TEXT

RATE: Final = 20
SECONDS: Final = 15
ROUNDS: Final = 2


def main(rounds: int = ROUNDS, seconds: int = SECONDS, rate: int = RATE) -> None:
    """Measures and writes the report."""
    table = Table(f"{rate} comments a second", "Milliseconds from the acknowledgement to the thread.", "SQLite")
    with tempfile.TemporaryDirectory(prefix="rejoinder-bench-") as name, postgresql_server() as new_database:
        for number in range(rounds):
            for side, url in (("SQLite", ""), ("PostgreSQL", new_database())):
                folder = Path(name) / f"{side}-{number}"
                folder.mkdir()
                room = newsroom.newsroom(folder, machine=True, database_url=url)
                with newsroom.served(room) as server:
                    delays = sorted(_delays(server.base_url, rate, seconds))
                table.add(side, p50_ms=_share(delays, 0.5), p99_ms=_share(delays, 0.99), comments=float(len(delays)))
    measured.write("delay", [table], "One web process and one worker; goal: p50 under 100 ms, p99 under 500 ms.")


def _delays(base_url: str, rate: int, seconds: int) -> list[float]:
    sent: dict[str, float] = {}
    seen: dict[str, float] = {}
    over = threading.Event()
    reader = threading.Thread(target=_read, args=(base_url, seen, over))
    reader.start()
    with httpx.Client(base_url=base_url) as client:
        due = time.perf_counter() + 1
        for number in range(rate * seconds):
            time.sleep(max(0.0, due - time.perf_counter()))
            body = {"body": f"{TEXT} Number {number} of today.", "author_name": ""}
            answer = client.post("/api/v1/articles/pumps/comments", json=body)
            sent[answer.json()["id"]] = time.perf_counter()
            due += 1 / rate
    try:
        until(lambda: len(seen) == len(sent), "all comments are published", within_s=60)
    finally:
        over.set()
        reader.join()
    # Seen before its acknowledgement was read by this process: no delay that a reader could notice.
    return [max(0.0, seen[uuid] - at) * 1000 for uuid, at in sent.items()]


def _read(base_url: str, seen: dict[str, float], over: threading.Event) -> None:
    """Looks at the newest page a hundred times a second, and when it changed at the page behind it too."""
    etag = ""
    address = f"{base_url}/embed/v1/articles/pumps/thread"
    with httpx.Client() as client:
        while not over.wait(0.01):
            answer = client.get(address, params={"order": "newest"}, headers={"If-None-Match": etag})
            now = time.perf_counter()
            if answer.status_code != 200:
                continue
            etag = answer.headers["ETag"]
            document = json.loads(answer.content)
            comments = document["comments"]
            if document["pages"] > 1:
                comments += client.get(address, params={"order": "newest", "page": 2}).json()["comments"]
            for comment in comments:
                seen.setdefault(comment["id"], now)


def _share(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


if __name__ == "__main__":
    main(*(int(value) for value in sys.argv[1:]))
