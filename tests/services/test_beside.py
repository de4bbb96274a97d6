"""What the worker does beside assessing goes on, whatever becomes of the database."""

import threading

import pytest
from django.db import InterfaceError, OperationalError

from rejoinder.cli.beside import Beside


class Failing(Beside):
    """Fails in its first round, and ends with its second."""

    name = "trial"
    pause_s = {True: 0.0, False: 0.0}

    def __init__(self, stopping, error):
        super().__init__(stopping)
        self.error, self.rounds = error, 0

    def turn(self):
        self.rounds += 1
        if self.rounds == 1:
            raise self.error("a row that holds SECRET")
        self._stopping.set()
        return True


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_a_database_that_does_not_answer_ends_no_thread(caplog, error):
    beside = Failing(threading.Event(), error)
    beside.start()
    beside.join()
    assert beside.rounds == 2
    assert f"trial waits: the database does not answer ({error.__name__})" in caplog.text
    assert "SECRET" not in caplog.text
