"""kill -9 at random instants of a running web and worker under load: what was acknowledged is there, nothing is decided
twice, and nothing undecided was ever public."""

import pytest

from tests.acceptance.killing import ARTICLES, SETTINGS, survive
from tests.acceptance.newsroom import open_newsroom
from tests.acceptance.server import Installation


@pytest.mark.slow
@pytest.mark.long
def test_fifty_kills_lose_nothing_and_show_nothing_undecided(tmp_path):
    newsroom = open_newsroom(Installation(tmp_path, **SETTINGS), articles=ARTICLES, machine=True)
    survive(newsroom, kills=50)
