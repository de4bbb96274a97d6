"""What a server need not read in, it does not: each start of a process would take longer and hold more memory."""

import subprocess
import sys

SERVER = "import django; django.setup(); import rejoinder.conf.urls, rejoinder.cli.serve, sys; print(*sys.modules)"


def test_a_server_starts_without_scipy() -> None:
    loaded = subprocess.run([sys.executable, "-c", SERVER], capture_output=True, text=True, check=True).stdout.split()
    assert "numpy" in loaded
    assert "scipy" not in loaded
