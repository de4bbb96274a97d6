"""kill -9 at random instants of a running web and worker under load."""

import random
import signal
import time
from pathlib import Path

from tests.acceptance import deciding_process
from tests.acceptance.judging import decided_at, nothing_is_lost, nothing_undecided_was_seen, state_of
from tests.acceptance.load import Load
from tests.acceptance.newsroom import MODERATOR, Newsroom
from tests.acceptance.server import Installation, Server, running, until

ARTICLES = ("pumps", "bridge", "schools", "market", "harbour", "clinic")
SEED = 20_260_304
LIVES = (*[("/healthz", 1.2)] * 3, ("/readyz", 2.5))
"""How far a server comes before it may be killed, and how many seconds it lives from then at most. Most die before the
models are read, which takes longer than all else; one in five lives until the machine has decided something."""
SETTINGS = {"REJOINDER_COMMENTS_PER_MINUTE": "0", "REJOINDER_LEASE_S": "1"}


def survive(newsroom: Newsroom, *, kills: int) -> None:
    """Kills the newsroom's server so often under load, then judges all that was acknowledged, shown and decided."""
    installation = newsroom.installation
    published = installation.data_dir / "published"
    decider = installation.script(Path(deciding_process.__file__), MODERATOR, str(SEED))
    try:
        with Load(installation.base_url, newsroom.articles, published, senders=3, seed=SEED, pause_s=0.25) as load:
            _kill_again_and_again(installation, kills)
            last_kill_at = time.time()
            load.stop_sending()
            with running(installation):
                until(lambda: state_of(installation)["waiting"] == 0, "the queue is empty", within_s=600, pause_s=2)
        assert decider.poll() is None, "the deciding process fell"
    finally:
        decider.send_signal(signal.SIGKILL)
        decider.wait()
    _judge(newsroom, load, last_kill_at)


def _kill_again_and_again(installation: Installation, kills: int) -> None:
    chance = random.Random(SEED)
    with open(installation.data_dir / "server.log", "ab") as log:
        for number in range(kills):
            server = Server(installation, log)
            try:
                address, longest_s = LIVES[number % len(LIVES)]
                server.wait_until(address)
                if number % 5 == 4:
                    _let_the_machine_decide(installation)
                time.sleep(chance.uniform(0, longest_s))
            finally:
                server.kill()
            if number % 25 == 24:
                installation.must("verify")


def _let_the_machine_decide(installation: Installation) -> None:
    """Lives on until the machine has decided something, however slow the computer is."""
    before = state_of(installation)["by_machine"]
    until(lambda: state_of(installation)["by_machine"] > before, "the machine decides", within_s=180, pause_s=1)


def _judge(newsroom: Newsroom, load: Load, last_kill_at: float) -> None:
    """Everything that must hold after any number of crashes."""
    by_marker = nothing_is_lost(newsroom.installation, load)
    _judge_decisions(list(by_marker.values()), last_kill_at)
    nothing_undecided_was_seen(load, by_marker)
    assert not load.unavailable, load.unavailable[:5]


def _judge_decisions(rows: list[dict], last_kill_at: float) -> None:
    by_machine = []
    for row in rows:
        kinds = [decision["by"]["kind"] for decision in row["decisions"]]
        assert "machine" not in kinds[1:], f"the machine decided on what was decided: {kinds}"
        assert bool(kinds) == (row["status"] != "pending")
        by_machine += [decided_at(decision) for decision in row["decisions"] if decision["by"]["kind"] == "machine"]
    assert sum(at < last_kill_at for at in by_machine) > 5, "the machine hardly lived: the test tests nothing"
    assert any(row["decisions"][0]["by"]["kind"] == "moderator" for row in rows if row["decisions"])
    assert {"approved", "rejected", "withdrawn"} <= {row["status"] for row in rows}
