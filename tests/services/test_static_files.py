"""Static files are put in place once, and again when one of them changed: compressing them takes seconds."""

from pathlib import Path

import pytest
from django.core import management

from rejoinder.cli.migrate import MADE_FROM, put_static_files


@pytest.fixture
def collected(settings, tmp_path, monkeypatch):
    """How often the files were collected; the copying itself is left out."""
    settings.STATIC_ROOT = tmp_path / "static"
    times = []

    def collect(name, **options):
        times.append(name)
        settings.STATIC_ROOT.mkdir(exist_ok=True)
        (settings.STATIC_ROOT / "staticfiles.json").write_text("{}")

    monkeypatch.setattr(management, "call_command", collect)
    return times


def test_they_are_collected_once(collected):
    put_static_files()
    put_static_files()
    assert collected == ["collectstatic"]


def test_they_are_collected_again_when_one_changed(collected, settings, tmp_path):
    sheet = tmp_path / "more" / "extra.css"
    sheet.parent.mkdir()
    sheet.write_text("p { color: red }")
    settings.STATICFILES_DIRS = [sheet.parent]
    from django.contrib.staticfiles.finders import get_finder

    get_finder.cache_clear()
    try:
        put_static_files()
        sheet.write_text("p { color: tan }")
        put_static_files()
    finally:
        get_finder.cache_clear()
    assert len(collected) == 2


@pytest.mark.parametrize("lost", [MADE_FROM, "staticfiles.json"])
def test_they_are_collected_again_when_they_are_lost(collected, settings, lost):
    put_static_files()
    Path(settings.STATIC_ROOT, lost).unlink()
    put_static_files()
    assert len(collected) == 2
