"""Load by wrk (https://github.com/wg/wrk), which takes next to nothing of the cores it shares with the server."""

import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass

_TIMES = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True)
class Load:
    """What wrk saw. Times in milliseconds."""

    per_second: float
    p50_ms: float
    p99_ms: float
    failed: int


def require(tool: str) -> str:
    """The tool's path; ends the benchmark where it is not installed."""
    path = shutil.which(tool) or shutil.which(tool, path="/usr/sbin")
    if path is None:
        sys.exit(f"{tool} is not installed (Debian: apt-get install {tool})")
    return path


def wrk(url: str, *, connections: int, seconds: float, script: str = "") -> Load:
    """Keep-alive requests by ``connections`` callers, each calling again as soon as it is answered."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(script)
        file.flush()
        command = [require("wrk"), "-t1", f"-c{connections}", f"-d{seconds:g}s", "--latency", "--timeout", "20s"]
        ended = subprocess.run([*command, *(["-s", file.name] if script else []), url], capture_output=True, text=True)
    said = ended.stdout
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    if rate is None:
        raise RuntimeError(f"wrk: {said}{ended.stderr}")
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    return Load(float(rate[1]), _time(said, "50%"), _time(said, "99%"), int(bad[1]) if bad else 0)


def posts(path: str, body: str) -> str:
    """A script that posts JSON; ``@`` in ``body`` becomes a number that no other request has."""
    before, _, after = body.partition("@")
    return f"""
math.randomseed(os.time())
local run, count = math.random(1000000000), 0
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
request = function()
  count = count + 1
  return wrk.format(nil, "{path}", nil, [=[{before}]=] .. run .. "x" .. count .. [=[{after}]=])
end
"""


def _time(said: str, share: str) -> float:
    found = re.search(rf"\s{share}\s+([\d.]+)(us|ms|s)\b", said)
    return float(found[1]) * _TIMES[found[2]] if found else 0.0
