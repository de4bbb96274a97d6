"""The database goes away under load, and the disk is full: nothing is lost, nothing undecided is public, and everybody
is told plainly. See docs/how-to/drills.md.
"""

import re
import threading
import time
from collections import Counter

import httpx
import pytest

from tests.acceptance.judging import ENOUGH, nothing_is_lost, nothing_undecided_was_seen, state_of
from tests.acceptance.load import Load
from tests.acceptance.newsroom import MODERATOR, PASSWORD, open_newsroom
from tests.acceptance.postgres import postgresql_cluster
from tests.acceptance.server import Installation, running, until

ARTICLES = ("pumps", "bridge")
SETTINGS = {"REJOINDER_COMMENTS_PER_MINUTE": "0", "REJOINDER_LEASE_S": "2"}
SEED = 20_260_305
DOWN_S = 1.5


class Desk:
    """A moderator who is signed in and keeps looking at the desk; which answers came."""

    def __init__(self, base_url: str) -> None:
        self.answers: Counter[int] = Counter()
        self.texts: set[str] = set()
        self._over = threading.Event()
        self._client = httpx.Client(base_url=base_url, timeout=60, follow_redirects=True)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self._client.get("/desk/").text)
        fields = {"login": MODERATOR, "password": PASSWORD, "csrfmiddlewaretoken": token[1], "next": "/desk/"}
        page = self._client.post("/accounts/login/", data=fields, headers={"Referer": base_url})
        assert "River Gazette" in page.text and page.url.path == "/desk/", page.url
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> "Desk":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        self._client.close()

    def _look(self) -> None:
        while not self._over.wait(0.1):
            for address in ("/desk/", "/desk/gazette/queue", "/readyz"):
                answer = self._client.get(address)
                self.answers[answer.status_code] += 1
                if answer.status_code == 503:
                    self.texts.add(answer.text)


@pytest.mark.slow
@pytest.mark.postgres
def test_postgresql_restarts_under_load(tmp_path):
    with postgresql_cluster() as cluster:
        # Processes die here, not machines; and a recovery that syncs every file first takes a minute on a busy disk.
        cluster.set(fsync="off")
        installation = Installation(tmp_path, database_url=cluster.new_database(), **SETTINGS)
        newsroom = open_newsroom(installation, articles=ARTICLES, machine=True)
        published = installation.data_dir / "published"
        with running(installation) as server:
            with (
                Load(server.base_url, ARTICLES, published, senders=2, seed=SEED, pause_s=0.3) as load,
                Desk(server.base_url) as desk,
            ):
                for _ in range(2):
                    until(_grows(lambda: len(load.seen), by=8), "comments are published")
                    cluster.crash()
                    until(_grows(lambda: len(load.unavailable), by=5), "readers are told to come again shortly")
                    time.sleep(DOWN_S)
                    cluster.start()
                until(_grows(lambda: len(load.seen), by=8), "comments are published after the restart")
                until(lambda: len(load.acknowledged) > ENOUGH, "enough is sent to be told something by")
                load.stop_sending()
                until(lambda: state_of(installation)["waiting"] == 0, "the queue is empty")
        nothing_undecided_was_seen(load, nothing_is_lost(newsroom.installation, load))
        assert set(desk.answers) == {200, 503}, desk.answers
        log = (tmp_path / "server.log").read_text()
        assert "the database does not answer" in log and "the database can't serve this" in log
        assert "Traceback" not in log, log[:4000]


def _grows(figure, *, by: int):
    """A condition: the figure has grown by so much from now on."""
    goal = figure() + by
    return lambda: figure() >= goal
