"""The drop-in endpoints under load: calls a second and latency at several concurrencies, Coral's longest comment, and
what becomes of accepted calls at twice the rate that can be sustained.

Starts a server of its own (one process tree, held to two cores), loads it from this process, and writes
docs/benchmarks/dropin/. Run: ``make bench-dropin``
"""

import argparse
import asyncio
import json
import os
import platform
import random
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import httpx
from tests.acceptance.newsroom import open_newsroom
from tests.acceptance.server import Installation, running

from rejoinder.interop.coral.signature import signature

FOLDER: Final = Path(__file__).parent.parent / "docs/benchmarks/dropin"
SECRET: Final = "empsec_" + "5a" * 32
WORDS_MEDIAN: Final = 40
LONGEST_CHARS: Final = 10_000
"""The longest comment taken by default (REJOINDER_COMMENT_LIMIT_CHARS)."""
CONCURRENCIES: Final = (1, 8, 64)
SEED: Final = 7

_WORDS: Final = (
    "the minister never answers questions about the broken bridge in the old town and nobody in the council cares for "
    "repairs this winter while people wait for water school money roads trains doctors you they we said again thanks "
    "report article editor reader agree wrong right maybe stupid honest careful long short idiot liar please tomorrow"
).split()

Send = Callable[[httpx.AsyncClient], Awaitable[httpx.Response]]


@dataclass
class Load:
    """What came back under one load. Times are milliseconds of accepted calls."""

    name: str
    seconds: float
    times: list[float] = field(default_factory=list)
    refused: int = 0
    refused_times: list[float] = field(default_factory=list)
    failed: Counter[str] = field(default_factory=Counter)

    def row(self) -> dict[str, Any]:
        """The figures."""
        return {
            "load": self.name,
            "accepted": len(self.times),
            "per_second": round(len(self.times) / self.seconds, 1),
            "p50_ms": _quantile(self.times, 0.50),
            "p99_ms": _quantile(self.times, 0.99),
            "max_ms": _quantile(self.times, 1.0),
            "refused": self.refused,
            "refused_p99_ms": _quantile(self.refused_times, 0.99),
            "failed": dict(self.failed),
        }


def comment(chance: random.Random) -> str:
    """A comment, its length spread about the median as readers' are (log-normal)."""
    words = max(3, min(400, round(chance.lognormvariate(0.0, 0.8) * WORDS_MEDIAN)))
    return " ".join(chance.choice(_WORDS) for _ in range(words)).capitalize() + "."


def perspective(key: str, texts: Iterator[str]) -> Send:
    """A call of comments:analyze."""

    async def send(client: httpx.AsyncClient) -> httpx.Response:
        body = {"comment": {"text": next(texts)}, "requestedAttributes": {"TOXICITY": {}}, "doNotStore": True}
        return await client.post(f"/perspective/v1alpha1/comments:analyze?key={key}", json=body)

    return send


def coral(texts: Iterator[str]) -> Send:
    """A call of Coral's external moderation phase."""

    async def send(client: httpx.AsyncClient) -> httpx.Response:
        story = {"id": "s", "url": "https://news.example.org/bridge"}
        fields = {"action": "NEW", "comment": {"body": next(texts), "parentID": None}, "story": story}
        body = json.dumps(fields, indent=2).encode()
        headers = {"X-Coral-Signature": signature(SECRET, body), "Content-Type": "application/json"}
        return await client.post("/coral/moderate", content=body, headers=headers)

    return send


async def closed(client: httpx.AsyncClient, send: Send, name: str, concurrency: int, seconds: float) -> Load:
    """``concurrency`` callers, each of which calls again as soon as it is answered, after Retry-After if so told."""
    load, began = Load(name, seconds), time.perf_counter()

    async def caller() -> None:
        while time.perf_counter() - began < seconds:
            if await _once(client, send, load) == 429:
                await asyncio.sleep(0.25)

    await asyncio.gather(*(caller() for _ in range(concurrency)))
    load.seconds = time.perf_counter() - began
    return load


async def opened(client: httpx.AsyncClient, send: Send, name: str, rate: float, seconds: float) -> Load:
    """Calls come at a rate, whatever becomes of the ones before."""
    load, chance, calls = Load(name, seconds), random.Random(SEED), []
    began = due = time.perf_counter()
    while due - began < seconds:
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        calls.append(asyncio.create_task(_once(client, send, load)))
        due += chance.expovariate(rate)
    await asyncio.gather(*calls)
    return load


async def _once(client: httpx.AsyncClient, send: Send, load: Load) -> int:
    began = time.perf_counter()
    try:
        response = await send(client)
    except httpx.HTTPError as error:
        load.failed[type(error).__name__] += 1
        return 0
    took = 1000 * (time.perf_counter() - began)
    if response.status_code in (200, 204):
        # Coral's decision without a flag says that the comment was kept back unread.
        unread = response.content == b'{"status": "SYSTEM_WITHHELD"}'
        load.times.append(took)
        load.refused += unread
    elif response.status_code == 429:
        load.refused += 1
        load.refused_times.append(took)
    else:
        load.failed[str(response.status_code)] += 1
    return response.status_code


def _quantile(times: list[float], share: float) -> float | None:
    if not times:
        return None
    ordered = sorted(times)
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 1)


async def measure(url: str, key: str, seconds: float) -> list[dict[str, Any]]:
    """The rows, load after load."""
    chance = random.Random(SEED)
    texts = iter(lambda: comment(chance), None)
    longest = iter(lambda: " ".join(chance.choice(_WORDS) for _ in range(LONGEST_CHARS))[:LONGEST_CHARS], None)
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=None)
    rows: list[Load] = []
    async with httpx.AsyncClient(base_url=url, timeout=30, limits=limits) as client:
        send, moderate = perspective(key, texts), coral(texts)
        await closed(client, send, "warm-up", 4, 2)
        for concurrency in CONCURRENCIES:
            rows.append(await closed(client, send, f"Perspective, {concurrency} at once", concurrency, seconds))
        sustained = max(len(load.times) / load.seconds for load in rows)
        rows.append(await opened(client, send, f"Perspective, {2 * sustained:.0f}/s come", 2 * sustained, seconds))
        for concurrency in CONCURRENCIES:
            rows.append(await closed(client, moderate, f"Coral, {concurrency} at once", concurrency, seconds))
        rows.append(await opened(client, moderate, f"Coral, {2 * sustained:.0f}/s come", 2 * sustained, seconds))
        rows.append(await closed(client, coral(longest), f"Coral, {LONGEST_CHARS} characters, 1 at once", 1, seconds))
        rows.append(await closed(client, coral(longest), f"Coral, {LONGEST_CHARS} characters, 8 at once", 8, seconds))
    return [load.row() for load in rows]


@contextmanager
def two_cores() -> Iterator[None]:
    """This process and all it starts on two cores."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, set(sorted(before)[:2]))
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def page(results: dict[str, list[dict[str, Any]]], note: str) -> str:
    """The page, in Markdown."""
    lines = [
        "# The drop-in endpoints under load",
        "",
        "Made by `make bench-dropin`; not edited by hand. One process tree on two cores, SQLite, comments of a median of",
        f"{WORDS_MEDIAN} words; the callers run on the same two cores. Times are of accepted calls, in milliseconds.",
        "Refused: 429 with Retry-After; for Coral, kept back unread (an accepted call all the same).",
        "",
        f"{platform.processor() or platform.machine()}, Python {platform.python_version()}. {note}",
    ]
    for title, rows in results.items():
        lines += ["", f"## {title}", ""]
        lines += ["| load | accepted/s | p50 | p99 | slowest | refused | failed |", "|---|---|---|---|---|---|---|"]
        lines += [
            f"| {row['load']} | {row['per_second']} | {row['p50_ms']} | {row['p99_ms']} | {row['max_ms']} "
            f"| {row['refused']} | {sum(row['failed'].values())} |"
            for row in rows
        ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=15, help="of each load")
    parser.add_argument("--note", default="", help="what else the machine did, for the page")
    options = parser.parse_args()
    results = {}
    with two_cores(), tempfile.TemporaryDirectory() as folder:
        installation = Installation(Path(folder), REJOINDER_CORAL_SIGNING_SECRET=SECRET)
        open_newsroom(installation)
        key = installation.must("key", "add", "bench").splitlines()[-1]
        with running(installation) as server:
            results["One web process"] = asyncio.run(measure(server.base_url, key, options.seconds))
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "dropin.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    (FOLDER / "README.md").write_text(page(results, options.note), encoding="utf-8")


if __name__ == "__main__":
    main()
