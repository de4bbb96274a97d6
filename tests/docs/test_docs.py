"""The documents say what the code does: settings, commands, dependencies, links."""

import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from rejoinder.cli.reference import reference
from rejoinder.conf.environment import Environment

ROOT = Path(__file__).parent.parent.parent
PAGES = sorted([*ROOT.glob("docs/**/*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"])


def test_every_setting_is_documented_and_no_other():
    page = (ROOT / "docs/reference/settings.md").read_text()
    documented = set(re.findall(r"^\| `(REJOINDER_\w+)`", page, re.MULTILINE))
    assert documented == {f"REJOINDER_{field.name.upper()}" for field in fields(Environment)}


def test_the_command_reference_is_what_the_commands_say():
    page = ROOT / "docs/reference/commands.md"
    assert page.read_text() == reference(), "make docs writes it anew"


def test_every_dependency_has_its_reason():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = [name for extra in project["optional-dependencies"].values() for name in extra]
    page = (ROOT / "docs/explanation/dependencies.md").read_text().lower()
    for requirement in [*project["dependencies"], *extras]:
        name = re.split(r"[\[<>=~]", requirement)[0].lower()
        assert name.removeprefix("types-") in page, f"{name} is not explained"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text()):
        assert (page.parent / target).exists(), f"{page.name} points to {target}"


def test_changes_are_written_for_publishers():
    kinds = {"added", "changed", "fixed", "removed", "security"}
    for fragment in (ROOT / "changelog.d").glob("*.md"):
        assert fragment.name.split(".")[-2] in kinds, fragment.name
        assert fragment.read_text().strip()


def test_no_file_outgrows_a_reader():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in [*ROOT.glob("src/**/*.py"), *ROOT.glob("tests/**/*.py"), *ROOT.glob("training/**/*.py")]
        if "migrations" not in path.parts and (lines := len(path.read_text().splitlines())) > 400
    }
    assert not long
