"""A newsroom on an installation, made by the commands that an operator uses."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from tests.acceptance.server import Installation

PASSWORD = "a long enough password"
MODERATOR = "mina@example.org"
DRONES = {
    "title": "Three drones struck a pumping station",
    "language": "en",
    "body": [
        "Three drones struck a pumping station on the Selvan river.",
        "Two guards were wounded, the council said.",
    ],
}


@dataclass(frozen=True)
class Newsroom:
    """An installation with one site, one moderator (an editor) and open articles."""

    installation: Installation
    api_key: str
    articles: tuple[str, ...]


def open_newsroom(
    installation: Installation, *, articles: tuple[str, ...] = ("pumps",), machine: bool = False
) -> Newsroom:
    """The newsroom; with ``machine`` the machine approves and rejects on its own."""
    must = installation.must
    must("migrate")
    must("site", "add", "gazette", "--name", "River Gazette")
    must("moderator", "add", MODERATOR, "--name", "Mina", "--editor", text=PASSWORD + "\n")
    if machine:
        must("policy", "set", "--approve", "--reject")
    for key in articles:
        page = installation.data_dir / f"{key}.json"
        page.write_text(json.dumps({**DRONES, "title": f"{DRONES['title']}: {key}"}))
        must("article", "add", str(page), "--key", key)
    api_key = must("key", "add", "tests").splitlines()[-1]
    return Newsroom(installation, api_key, articles)


def copied(newsroom: Newsroom, data_dir: Path) -> Newsroom:
    """The same newsroom in another data directory (SQLite only): quicker than to open one anew."""
    shutil.copytree(newsroom.installation.data_dir, data_dir, dirs_exist_ok=True)
    return Newsroom(Installation(data_dir), newsroom.api_key, newsroom.articles)
