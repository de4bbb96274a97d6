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
from urllib.parse import urlsplit

import numpy as np
from tests.acceptance.newsroom import open_newsroom
from tests.acceptance.server import Installation, running

from rejoinder.engine.checks.classifier import classifier
from rejoinder.engine.models.runtime import load_model
from rejoinder.interop.coral.signature import signature

FOLDER: Final = Path(__file__).parent.parent / "docs/benchmarks/dropin"
SECRET: Final = "empsec_" + "5a" * 32
WORDS_MEDIAN: Final = 40
LONGEST_CHARS: Final = 10_000
"""The longest comment taken by default (REJOINDER_COMMENT_LIMIT_CHARS)."""
CORAL_WAITS_MS: Final = 800
"""What Coral waits for an answer by default; later, it publishes."""
CONCURRENCIES: Final = (1, 8, 64)
SEED: Final = 7

_WORDS: Final = (
    "the minister never answers questions about the broken bridge in the old town and nobody in the council cares for "
    "repairs this winter while people wait for water school money roads trains doctors you they we said again thanks "
    "report article editor reader agree wrong right maybe stupid honest careful long short idiot liar please tomorrow"
).split()

Answer = tuple[int, bytes]
Send = Callable[["Caller"], Awaitable[Answer]]


class Caller:
    """Calls over kept-alive connections, with next to no work of its own: it shares the server's cores."""

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def post(self, path: str, body: bytes, headers: str = "") -> Answer:
        """Status and body. Raises OSError or ValueError when there is no whole answer."""
        head = f"POST {path} HTTP/1.1\r\nHost: {self._host}\r\nContent-Type: application/json\r\n{headers}"
        request = f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body
        while True:
            fresh = not self._idle
            reader, writer = await asyncio.open_connection(self._host, self._port) if fresh else self._idle.pop()
            writer.write(request)
            try:
                answered = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
                break
            except (asyncio.IncompleteReadError, ConnectionError) as ended:
                # One that lay idle while fewer called, and was closed meanwhile: every client tries another.
                if fresh or getattr(ended, "partial", b""):
                    raise
        sizes = [line for line in answered if line.lower().startswith("content-length:")]
        found = await reader.readexactly(int(sizes[0].partition(":")[2])) if sizes else b""
        self._idle.append((reader, writer))
        return int(answered[0].split()[1]), found


@dataclass
class Load:
    """What came back under one load. Times are milliseconds of accepted calls."""

    name: str
    seconds: float
    times: list[float] = field(default_factory=list)
    unread: int = 0
    refused: int = 0
    refused_times: list[float] = field(default_factory=list)
    failed: Counter[str] = field(default_factory=Counter)

    @property
    def per_second(self) -> float:
        """Comments that were assessed."""
        return (len(self.times) - self.unread) / self.seconds

    def row(self) -> dict[str, Any]:
        """The figures."""
        return {
            "load": self.name,
            "assessed": len(self.times) - self.unread,
            "per_second": round(self.per_second, 1),
            "p50_ms": _quantile(self.times, 0.50),
            "p99_ms": _quantile(self.times, 0.99),
            "max_ms": _quantile(self.times, 1.0),
            "late": sum(took > CORAL_WAITS_MS for took in self.times),
            "refused": self.refused + self.unread,
            "refused_p99_ms": _quantile(self.refused_times, 0.99),
            "failed": dict(self.failed),
        }


def comment(chance: random.Random) -> str:
    """A comment, its length spread about the median as readers' are (log-normal)."""
    words = max(3, min(400, round(chance.lognormvariate(0.0, 0.8) * WORDS_MEDIAN)))
    return " ".join(chance.choice(_WORDS) for _ in range(words)).capitalize() + "."


def perspective(key: str, texts: Iterator[str]) -> Send:
    """A call of comments:analyze."""

    async def send(client: Caller) -> Answer:
        body = {"comment": {"text": next(texts)}, "requestedAttributes": {"TOXICITY": {}}, "doNotStore": True}
        return await client.post(f"/perspective/v1alpha1/comments:analyze?key={key}", json.dumps(body).encode())

    return send


def coral(texts: Iterator[str]) -> Send:
    """A call of Coral's external moderation phase."""

    async def send(client: Caller) -> Answer:
        story = {"id": "s", "url": "https://news.example.org/bridge"}
        fields = {"action": "NEW", "comment": {"body": next(texts), "parentID": None}, "story": story}
        body = json.dumps(fields, indent=2).encode()
        return await client.post("/coral/moderate", body, f"X-Coral-Signature: {signature(SECRET, body)}\r\n")

    return send


async def closed(client: Caller, send: Send, name: str, concurrency: int, seconds: float) -> Load:
    """``concurrency`` callers, each of which calls again as soon as it is answered, after Retry-After if so told."""
    load, began = Load(name, seconds), time.perf_counter()

    async def caller() -> None:
        while time.perf_counter() - began < seconds:
            if await _once(client, send, load) == 429:
                await asyncio.sleep(0.25)

    await asyncio.gather(*(caller() for _ in range(concurrency)))
    load.seconds = time.perf_counter() - began
    return load


async def opened(client: Caller, send: Send, name: str, rate: float, seconds: float) -> Load:
    """Calls come at a rate, whatever becomes of the ones before."""
    load, calls = Load(name, seconds), []
    chance = random.Random(SEED)
    began = due = time.perf_counter()
    while due - began < seconds:
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        calls.append(asyncio.create_task(_once(client, send, load)))
        due += chance.expovariate(rate)
    await asyncio.gather(*calls)
    return load


async def _once(client: Caller, send: Send, load: Load) -> int:
    began = time.perf_counter()
    try:
        status, body = await send(client)
    except (OSError, ValueError, asyncio.IncompleteReadError) as error:
        load.failed[type(error).__name__] += 1
        return 0
    took = 1000 * (time.perf_counter() - began)
    if status in (200, 204):
        load.times.append(took)
        # Coral's decision without a flag: the comment is kept back unread.
        load.unread += body == b'{"status": "SYSTEM_WITHHELD"}'
    elif status == 429:
        load.refused += 1
        load.refused_times.append(took)
    else:
        load.failed[str(status)] += 1
    return status


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
    client = Caller(str(urlsplit(url).hostname), urlsplit(url).port or 80)
    rows: list[Load] = []
    send, moderate = perspective(key, texts), coral(texts)
    await closed(client, send, "warm-up", 4, 2)
    for concurrency in CONCURRENCIES:
        rows.append(await closed(client, send, f"Perspective, {concurrency} at once", concurrency, seconds))
    twice = 2 * max(load.per_second for load in rows)
    rows.append(await opened(client, send, f"Perspective, {twice:.0f}/s come", twice, seconds))
    for concurrency in CONCURRENCIES:
        rows.append(await closed(client, moderate, f"Coral, {concurrency} at once", concurrency, seconds))
    rows.append(await opened(client, moderate, f"Coral, {twice:.0f}/s come", twice, seconds))
    for concurrency in CONCURRENCIES[:2]:
        name = f"Coral, {LONGEST_CHARS} characters, {concurrency} at once"
        rows.append(await closed(client, coral(longest), name, concurrency, seconds))
    return [load.row() for load in rows]


def batched(rounds: int = 30) -> list[dict[str, Any]]:
    """The encoder alone on one core: processor time of a window by how many are judged in one go, none padded, and how
    far their scores then are from those of one by one."""
    session = load_model()._session  # no public name: the engine never batches
    chance = np.random.default_rng(SEED)
    rows = []
    for length in (32, 64, 98):
        ids = chance.integers(5, 5_000, (16, length))
        alone = [_judged(session, ids[n : n + 1]) for n in range(16)]
        for size in (1, 2, 4, 8, 16):
            spent = []
            for _ in range(rounds):
                began = time.process_time()
                together = _judged(session, ids[:size])
                spent.append(1000 * (time.process_time() - began) / size)
            apart = max(float(abs(together[n] - alone[n][0]).max()) for n in range(size))
            row = {
                "tokens": length,
                "windows": size,
                "ms_each": round(min(spent), 2),
                "log_odds_apart": round(apart, 3),
            }
            rows.append(row)
    return rows


def _judged(session: Any, ids: Any) -> Any:
    ones = np.ones(ids.shape, np.float32)
    return session.run(["logits"], {"ids": ids, "mask": ones, "own": ones})[0]


def _told(failed: dict[str, int]) -> str:
    return ", ".join(f"{count} {why}" for why, count in sorted(failed.items())) or "0"


@contextmanager
def two_cores() -> Iterator[None]:
    """This process and all it starts on two cores."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, set(sorted(before)[:2]))
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def page(rows: list[dict[str, Any]], batches: list[dict[str, Any]], note: str) -> str:
    """The page, in Markdown."""
    lines = [
        "# The drop-in endpoints under load",
        "",
        "Made by `make bench-dropin`; not edited by hand. One web process with its worker on two cores, SQLite,",
        f"comments of a median of {WORDS_MEDIAN} words; the callers run on the same two cores. Milliseconds are of",
        "calls that were answered; refused are 429 with Retry-After. Coral is never refused: there the column counts",
        "comments that were kept back unread, whose answers are among the times and not among the assessed.",
        "",
        f"{platform.machine()}, Python {platform.python_version()}, model {classifier().version}. {note}".strip(),
        "",
        "| load | assessed/s | p50 | p99 | slowest | over 800 ms | refused | failed |",
        "|---|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {row['load']} | {row['per_second']} | {row['p50_ms']} | {row['p99_ms']} | {row['max_ms']} "
        f"| {row['late']} | {row['refused']} | {_told(row['failed'])} |"
        for row in rows
    ]
    lines += [
        "",
        "## Micro-batching",
        "",
        "Off, and not to be switched on ([why](../../decisions/0011-no-micro-batching.md)). The encoder alone, windows",
        "of equal length, so that no padding is paid for: processor time of each, and how far its scores are from its",
        "own when it is judged alone.",
        "",
        "| tokens | windows at once | ms each | log odds apart |",
        "|---|---|---|---|",
    ]
    lines += [f"| {b['tokens']} | {b['windows']} | {b['ms_each']} | {b['log_odds_apart']} |" for b in batches]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=15, help="of each load")
    parser.add_argument("--note", default="", help="what else the machine did, for the page")
    options = parser.parse_args()
    with two_cores(), tempfile.TemporaryDirectory() as folder:
        installation = Installation(Path(folder), REJOINDER_CORAL_SIGNING_SECRET=SECRET)
        open_newsroom(installation)
        key = installation.must("key", "add", "bench").splitlines()[-1]
        with running(installation) as server:
            rows = asyncio.run(measure(server.base_url, key, options.seconds))
        batches = batched()
    FOLDER.mkdir(parents=True, exist_ok=True)
    written = json.dumps({"note": options.note, "loads": rows, "batches": batches}, indent=1)
    (FOLDER / "dropin.json").write_text(written + "\n", encoding="utf-8")
    (FOLDER / "README.md").write_text(page(rows, batches, options.note), encoding="utf-8")


if __name__ == "__main__":
    main()
