"""The engine's public face: exactly these names, none of them from Django, no network at import."""

import subprocess
import sys

from rejoinder import engine


def test_all_is_exact() -> None:
    public = {
        name for name, value in vars(engine).items() if not name.startswith("_") and type(value).__name__ != "module"
    }
    assert sorted(engine.__all__) == sorted(public)
    assert list(engine.__all__) == sorted(engine.__all__, key=lambda name: (not name.isupper(), name))


def test_the_engine_needs_no_django() -> None:
    code = "import sys, rejoinder.engine; print(sorted(m for m in sys.modules if m.split('.')[0] == 'django'))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": "src"}
    )
    assert done.stdout.strip() == "[]"
