"""The reference names every attribute and category, on the side where the code has it."""

import re
from pathlib import Path

from rejoinder.interop.openai.categories import CATEGORIES
from rejoinder.interop.perspective.attributes import MAPPED, UNMAPPED

PAGE = (Path(__file__).parent.parent.parent / "docs/reference/drop-in-endpoints.md").read_text()


def section(title):
    return PAGE.split(f"## {title}\n")[1].split("\n## ")[0]


def test_perspectives_attributes():
    answered, refused = section("Perspective's attributes").split("Not answered")
    assert set(re.findall(r"`([A-Z_]{4,})`", answered)) - {"NAME"} == set(MAPPED)
    assert set(re.findall(r"`([A-Z_]{4,})`", refused)) == set(UNMAPPED)


def test_openais_categories():
    rows = re.findall(r"^\| (`.+`) \| (.+) \|$", section("OpenAI's categories"), re.MULTILINE)
    documented = {
        name: not text.startswith("not judged") for names, text in rows for name in re.findall("`(.+?)`", names)
    }
    assert documented == {name: bool(category.labels) for name, category in CATEGORIES.items()}
