"""The crash test once more, on a real PostgreSQL; a file of its own, so that both run side by side."""

from collections.abc import Callable

import pytest

from tests.acceptance.killing import ARTICLES, SETTINGS, survive
from tests.acceptance.newsroom import open_newsroom
from tests.acceptance.server import Installation


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.postgres
def test_ten_kills_on_postgresql(tmp_path, postgresql: Callable[[], str]):
    newsroom = open_newsroom(
        Installation(tmp_path, database_url=postgresql(), **SETTINGS), articles=ARTICLES, machine=True
    )
    survive(newsroom, kills=10)
