"""Nothing leaves the house: server, worker and commands run with every way out closed, and never try one."""

import json
import os
import subprocess
import sys

import httpx
import pytest

from tests.acceptance.newsroom import open_newsroom
from tests.acceptance.server import Installation, running, until

GUARD = '''
"""Loaded by every Python process of the test: no look-up of a name, no connection but to this machine."""
import os, socket
_real_connect, _real_lookup = socket.socket.connect, socket.getaddrinfo
_HOME = ("127.", "::1", "localhost", "0.0.0.0")

def _told(what):
    with open(os.environ["REJOINDER_TEST_GUARD"], "a") as log:
        log.write(what + "\\n")
    raise OSError("the way out is closed")

def _is_home(host):
    return not host or str(host).startswith(_HOME)

def connect(self, address):
    if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_home(address[0]):
        _told(f"connect {address}")
    return _real_connect(self, address)

def connect_ex(self, address):
    connect(self, address)
    return 0

def getaddrinfo(host, *rest, **more):
    if not _is_home(host):
        _told(f"look up {host}")
    return _real_lookup(host, *rest, **more)

def sendto(self, *arguments):
    _told(f"send to {arguments[-1]}")

socket.socket.connect, socket.socket.connect_ex, socket.socket.sendto = connect, connect_ex, sendto
socket.getaddrinfo = getaddrinfo
for name in ("gethostbyname", "gethostbyname_ex"):
    setattr(socket, name, lambda host, name=name: _told(f"{name} {host}"))
'''
COMMENTS = [
    "Thank you for this careful report about the pumping station and its guards.",
    "من لەو گەڕەکە دەژیم. دوو ڕۆژە ئاومان نییە و کەس نەهات بپرسێت.",
    "السؤال الذي لم يُطرح: لماذا رفضت المالية تمويل الملاجئ مرتين؟",
    "Buy filters at https://filters.example and http://203.0.113.9/ now, 30% off!",
    "I will find you and kill you.",
    "Bu haber için teşekkürler, ama rakamlar nereden geliyor?",
]


@pytest.fixture
def closed_house(tmp_path):
    """An installation whose processes can't reach anything, and the record of what they tried."""
    (tmp_path / "sitecustomize.py").write_text(GUARD)
    record = tmp_path / "tried"
    record.touch()
    path = os.pathsep.join(filter(None, [str(tmp_path), os.environ.get("PYTHONPATH", "")]))
    data = tmp_path / "data"
    data.mkdir()
    return Installation(
        data, PYTHONPATH=path, REJOINDER_TEST_GUARD=str(record), REJOINDER_COMMENTS_PER_MINUTE="0"
    ), record


@pytest.mark.slow
def test_the_whole_way_of_a_comment_stays_in_the_house(closed_house):
    installation, tried = closed_house
    newsroom = open_newsroom(installation, machine=True)
    with running(installation) as server:
        address = f"{server.base_url}/api/v1/articles/pumps/comments"
        for text in COMMENTS:
            assert httpx.post(address, json={"body": text}, timeout=60).status_code == 202
        until(lambda: httpx.get(address, timeout=60).json()["count"] > 0, "a comment is published", within_s=120)
        for path in ("/", "/articles/pumps", "/articles/pumps/feed.atom", "/accounts/login/", "/readyz"):
            assert httpx.get(server.base_url + path, timeout=60).status_code == 200
    installation.must("verify")
    installation.must("export")
    lines = "".join(json.dumps({"id": number, "text": text}) + "\n" for number, text in enumerate(COMMENTS))
    assert len(installation.must("assess", text=lines).splitlines()) == len(COMMENTS)
    assert newsroom.installation is installation
    assert tried.read_text() == ""


def test_the_guard_would_notice(closed_house):
    """Guards the test above: a way out that is tried is recorded, and closed."""
    installation, tried = closed_house
    code = "import httpx; httpx.get('http://192.0.2.1/')"
    ended = subprocess.run([sys.executable, "-c", code], env=installation.environment, capture_output=True, text=True)
    assert ended.returncode != 0
    assert "192.0.2.1" in tried.read_text()
    ended = installation.command("article", "add", "http://news.example/page")
    assert "news.example" in tried.read_text() or ended.returncode != 0
