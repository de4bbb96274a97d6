"""Loaded before Django (``-p tests.environment``): every test run has a data directory of its own."""

import atexit
import os
import shutil
import sys
import tempfile

_directory = tempfile.mkdtemp(prefix="rejoinder-tests-")
atexit.register(shutil.rmtree, _directory, ignore_errors=True)
os.mkdir(os.path.join(_directory, "static"))
os.environ["REJOINDER_DATA_DIR"] = _directory
os.environ["REJOINDER_BASE_URL"] = "http://testserver"
os.environ["REJOINDER_HOSTS"] = "testserver,localhost,127.0.0.1"
for name in ("SECRET_KEY", "PAGES_URL", "TRUSTED_PROXIES", "COMMENTS_PER_MINUTE", "SMTP_URL", "MAIL_FROM"):
    os.environ.pop(f"REJOINDER_{name}", None)

# The servers and commands that tests start, some hundred of them, would each compile every module anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# Playwright's event loop stays in the thread of the browser tests, and Django then takes every later test for async.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
