"""Readers under load: some send comments, some read everything that is public, and all keep a record of it."""

import random
import re
import threading
import time
from pathlib import Path

import httpx

MARKER = re.compile(r"zq[a-p]{16}")
"""A word that stands in one comment only, and that no check knows."""

WRITING = (
    "Thank you for this careful report. {} I would like to know who guards the stations.",
    "The council should answer before winter comes. {}   ",
    "{}\r\nTwo lines,\rand a third\n\u202bمع خط من اليمين\u202c e\u0301\u200d",
    "You are a stupid liar and an idiot. {}",
    "I will find you and kill you. {}",
    "Buy the best filters at https://{}.example, 30% discount, order on WhatsApp!",
    "سوپاس بۆ ئەم هەواڵە. {}",
)


class Load:
    """Threads that send and read until stopped. Whatever fails is left aside: the server is being killed meanwhile."""

    def __init__(
        self,
        base_url: str,
        articles: tuple[str, ...],
        published: Path,
        *,
        senders: int,
        seed: int,
        pause_s: float = 0.03,
    ) -> None:
        self.sent: dict[str, str] = {}
        """Marker to body: all that was ever sent, answered or not."""
        self.acknowledged: dict[str, str] = {}
        """Comment id to body: what the server said it has."""
        self.seen: dict[str, tuple[float, str]] = {}
        """Marker to when (seconds since the epoch, after it was read) and where it first was public."""
        self.faults: list[str] = []
        """Answers that no fault explains."""
        self.unavailable: list[str] = []
        """Requests that were told to come again shortly, as when the database restarts."""
        self._pause_s = pause_s
        self._base_url, self._articles, self._published = base_url, articles, published
        self._stopping, self._sent_enough = threading.Event(), threading.Event()
        jobs = [(self._send, random.Random(f"{seed}/{number}")) for number in range(senders)]
        jobs += [(self._read_pages, random.Random(f"{seed}/pages")), (self._read_files, random.Random(f"{seed}/files"))]
        self._threads = [threading.Thread(target=self._keep, args=job, daemon=True) for job in jobs]

    def __enter__(self) -> "Load":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        for thread in self._threads:
            thread.join()

    def stop_sending(self) -> None:
        """From now on the threads only read."""
        self._sent_enough.set()

    def _keep(self, job, chance: random.Random) -> None:
        with httpx.Client(base_url=self._base_url, timeout=20) as client:
            while not self._stopping.is_set():
                try:
                    job(client, chance)
                except httpx.TransportError:
                    self._stopping.wait(0.02)

    def _send(self, client: httpx.Client, chance: random.Random) -> None:
        self._stopping.wait(self._pause_s)
        if self._sent_enough.is_set():
            return
        marker = "zq" + "".join(chance.choices("abcdefghijklmnop", k=16))
        body = self.sent[marker] = chance.choice(WRITING).format(marker)
        address = f"/api/v1/articles/{chance.choice(self._articles)}/comments"
        response = client.post(address, json={"body": body, "author_name": f"Reader {marker}"})
        if response.status_code == 202:
            self.acknowledged[response.json()["id"]] = body
        else:
            self._note_refusal(response)

    def _read_pages(self, client: httpx.Client, chance: random.Random) -> None:
        for key in self._articles:
            for address in (f"/articles/{key}", f"/api/v1/articles/{key}/comments", f"/articles/{key}/feed.atom"):
                response = client.get(address, params={"order": "newest"} if "feed" not in address else None)
                if response.status_code == 200:
                    self._note(response.text, address)
                else:
                    self._note_refusal(response)
        self._stopping.wait(0.05)

    def _read_files(self, client: httpx.Client, chance: random.Random) -> None:
        for path in list(self._published.rglob("*.*")):
            try:
                self._note(path.read_text(encoding="utf-8"), path.suffix)
            except (FileNotFoundError, UnicodeDecodeError):
                continue
        self._stopping.wait(0.2)

    def _note_refusal(self, response: httpx.Response) -> None:
        request = f"{response.request.method} {response.request.url.path}: {response.status_code}"
        told_to_come_again = response.status_code == 503 and "Retry-After" in response.headers
        (self.unavailable if told_to_come_again else self.faults).append(request)

    def _note(self, text: str, where: str) -> None:
        now = time.time()
        for marker in MARKER.findall(text):
            self.seen.setdefault(marker, (now, where))
