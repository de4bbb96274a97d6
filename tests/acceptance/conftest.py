"""Fixtures for tests of the whole: a PostgreSQL server for all that ask for one."""

from collections.abc import Callable, Iterator

import pytest

from tests.acceptance.postgres import postgresql_server


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Callable[[], str]]:
    """Gives the URL of a new, empty database at each call."""
    with postgresql_server() as new_database:
        yield new_database
