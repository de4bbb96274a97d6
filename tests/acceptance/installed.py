"""Clients that the test session installs for itself, once: those of Node, and of Python whose names clash.

They lie in ``.clients`` beside the source, by the hash of what pins them. Without Node, or without an index to install
from, their tests are skipped, unless REJOINDER_NOTHING_SKIPPED says that they must not be.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent / "clients"
CACHE = Path(__file__).parent.parent.parent / ".clients"


def node_modules() -> Path:
    """The folder that Node finds the packages in."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        _missing("there is no Node.js here")
    return _installed(
        "package-lock.json",
        lambda folder: ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(folder)],
    )


def python_packages(name: str) -> Path:
    """The folder that holds the packages of one line of requirements.txt: those of two clients have the same name."""
    (line,) = [line for line in (HERE / "requirements.txt").read_text().splitlines() if line.startswith(f"{name}==")]
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]

    def command(folder: Path) -> list[str]:
        (folder / "one.txt").write_text(line)
        return [*pip, "--require-hashes", "--target", str(folder), "-r", str(folder / "one.txt")]

    return _installed("requirements.txt", command, name)


def run_node(script: str, *arguments: str, url: str = "") -> Any:
    """What a script of ``clients`` told; with a ``url``, hosts that are built into a client lead there."""
    folder = node_modules()
    for source in HERE.glob("*.[cm]js"):
        target = folder / source.name
        if not target.exists() or target.read_bytes() != source.read_bytes():
            target.write_bytes(source.read_bytes())
    preload = ["--require", "./repoint.cjs"] if url else []
    return _told(["node", *preload, script, *arguments], cwd=folder, env={**os.environ, "REJOINDER_URL": url})


def run_python(script: str, package: str, *arguments: str) -> Any:
    """What a script of ``clients`` told."""
    environment = {**os.environ, "PYTHONPATH": str(python_packages(package))}
    return _told([sys.executable, str(HERE / script), *arguments], cwd=HERE, env=environment)


def _told(command: list[str], **how: Any) -> Any:
    ended = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, **how)
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


def _installed(pins: str, command: Any, *parts: str) -> Path:
    digest = hashlib.sha256((HERE / pins).read_bytes()).hexdigest()[:16]
    final = CACHE / "-".join((Path(pins).stem, *parts, digest))
    if final.exists():
        return final
    CACHE.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=CACHE))
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, folder)
    ended = subprocess.run(command(folder), capture_output=True, encoding="utf-8", timeout=300)
    if ended.returncode:
        shutil.rmtree(folder)
        _missing(f"the clients can't be installed: {ended.stderr[-400:]}")
    try:
        folder.rename(final)
    except OSError:  # another session was quicker
        shutil.rmtree(folder)
    return final


def _missing(why: str) -> None:
    if os.environ.get("REJOINDER_NOTHING_SKIPPED"):
        pytest.fail(why)
    pytest.skip(why)
