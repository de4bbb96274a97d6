"""The server as an operator runs it: it starts, says so, works, and ends with all its processes."""

import os
import signal
import subprocess

import httpx
import pytest

from tests.acceptance.newsroom import open_newsroom
from tests.acceptance.server import Installation, running, until


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory):
    """A newsroom whose machine decides."""
    return open_newsroom(Installation(tmp_path_factory.mktemp("newsroom")), machine=True)


def _children(group):
    """Process ids of the group, but not its leader's."""
    listed = subprocess.run(["ps", "-o", "pid=", "-g", str(group)], capture_output=True, text=True)
    return [int(pid) for pid in listed.stdout.split() if int(pid) != group]


def _worker_of(group):
    for pid in _children(group):
        try:
            with open(f"/proc/{pid}/cmdline") as file:
                if "worker" in file.read().split("\0"):
                    return pid
        except FileNotFoundError:
            continue
    return None


@pytest.mark.slow
def test_from_a_comment_sent_to_a_comment_read(newsroom):
    with running(newsroom.installation) as server:
        address = f"{server.base_url}/api/v1/articles/pumps/comments"
        body = "Thank you for this report.\r\nWho guards the stations? \u202bپرسیار\u202c "
        assert httpx.post(address, json={"body": body}).status_code == 202
        until(lambda: httpx.get(address).json()["count"] == 1, "the comment is published")
        assert httpx.get(address).json()["comments"][0]["body"] == body
        page = httpx.get(f"{server.base_url}/articles/pumps")
        assert "Who guards the stations?" in page.text
        style = httpx.get(server.base_url + page.text.split('<link rel="stylesheet" href="')[1].split('"')[0])
        assert (style.status_code, style.headers["Content-Type"].split(";")[0]) == (200, "text/css")
        assert "immutable" in style.headers["Cache-Control"]
        refused = httpx.post(address, content=b"{" + b" " * 2_000_000)
        assert refused.status_code == 413
        head = httpx.head(address)
        assert (head.status_code, head.content) == (200, b"")


@pytest.mark.slow
def test_ctrl_c_ends_everything_even_while_a_browser_holds_on(newsroom):
    with running(newsroom.installation) as server, httpx.Client(base_url=server.base_url) as browser:
        assert browser.get("/articles/pumps").status_code == 200
        assert server.stop() == 0
        assert _children(server.process_group) == []
    assert "starting it again" not in (newsroom.installation.data_dir / "server.log").read_text()


@pytest.mark.slow
def test_a_worker_that_falls_is_started_again(newsroom):
    with running(newsroom.installation) as server:
        first = _worker_of(server.process_group)
        os.kill(first, signal.SIGKILL)
        until(lambda: _worker_of(server.process_group) not in (None, first), "another worker runs")
        address = f"{server.base_url}/api/v1/articles/pumps/comments"
        before = httpx.get(address).json()["count"]
        assert httpx.post(address, json={"body": "Thank you for the second report, it is good."}).status_code == 202
        until(lambda: httpx.get(address).json()["count"] == before + 1, "the comment is published")


@pytest.mark.slow
def test_a_worker_does_not_outlive_its_server(newsroom):
    with running(newsroom.installation) as server:
        worker = _worker_of(server.process_group)
        os.kill(server.process_group, signal.SIGKILL)
        until(lambda: not os.path.exists(f"/proc/{worker}") or _is_dead(worker), "the worker is gone")


def _is_dead(pid):
    with open(f"/proc/{pid}/stat") as file:
        return file.read().rpartition(")")[2].split()[0] == "Z"


def test_the_secret_is_for_the_owner_s_eyes(newsroom):
    data = newsroom.installation.data_dir
    assert (data / "secret").stat().st_mode & 0o077 == 0
