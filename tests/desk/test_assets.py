"""Templates, style sheets and scripts as files: what a reader's browser or a translator would stumble over."""

import gzip
import re
from pathlib import Path

import pytest

import rejoinder

ROOT = Path(rejoinder.__file__).parent
STYLES = sorted(ROOT.glob("*/static/**/*.css"))
SCRIPTS = sorted(ROOT.glob("*/static/**/*.js"))
TEMPLATES = sorted(ROOT.glob("*/templates/**/*.html"))


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", STYLES, ids=_name)
def test_style_sheets_know_no_left_or_right(path: Path) -> None:
    rules = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)
    assert not re.search(r"\b(left|right)\b", rules)
    assert not re.search(r"(?<![\w-])(width|height|top|bottom)\s*:", re.sub(r"\([^)]*\)", "", rules))


@pytest.mark.parametrize("path", STYLES + SCRIPTS + TEMPLATES, ids=_name)
def test_files_are_short(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 400


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_templates_hold_nothing_inline(path: Path) -> None:
    text = path.read_text()
    if "mail" in path.parts:  # mail programs read no style sheets, and no policy forbids it there
        text = re.sub(r'\sstyle="[^"]*"', "", text)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|hx-on", text)
    for tag in re.findall(r"<script[^>]*>", text):
        assert "src=" in tag
    # Names of vocabularies, from which nothing is fetched.
    text = text.replace("http://www.w3.org", "").replace('"https://schema.org/', "")
    assert "http://" not in text and "https://" not in text


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_translations_name_their_placeholders(path: Path) -> None:
    text = path.read_text()
    for block in re.findall(r"{% blocktranslate(.*?)%}", text):
        assert "trimmed" in block
    assert "{% trans " not in text and "{% blocktrans " not in text


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_visible_words_are_translated(path: Path) -> None:
    """Letters between tags that no translation tag wraps. Names of things (kbd, code) and the product's stay."""
    text = re.sub(r"{% blocktranslate.*?{% endblocktranslate %}", "", path.read_text(), flags=re.S)
    text = re.sub(r"{% block \w+_class %}.*?{% endblock %}", "", text)
    text = re.sub(r"<(kbd|code)[^>]*>.*?</\1>", "", text, flags=re.S)
    text = re.sub(r"{[{%#].*?[}%#]}", "", text, flags=re.S)
    words = re.sub(r"<[^>]*>", " ", text)
    assert set(re.findall(r"[A-Za-z]{2,}", words)) <= {"Rejoinder", "SHA"}


def test_published_pages_hold_nothing_of_one_visitor() -> None:
    for path in (ROOT / "publishing" / "templates").rglob("*.html"):
        assert not re.search(r"csrf_token|request\.|\buser\b|messages", path.read_text()), path.name


def test_readers_scripts_stay_small() -> None:
    """Those of the installation's own pages; the element's are weighed in tests/http/test_embed_reading.py."""
    names = {"form.js", "receipt.js"}
    sizes = {path.name: len(gzip.compress(path.read_bytes())) for path in SCRIPTS if path.name in names}
    assert sizes and max(sizes.values()) < 2_500, sizes


def _luminance(colour: str) -> float:
    """Relative luminance, 0..1 (WCAG 2.2)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground", "least"),
    [
        *((text, ground, 4.5) for text in ("ink", "soft", "link") for ground in ("paper", "raised")),
        *((text, f"{text}-ground", 4.5) for text in ("good", "bad", "warn")),
        *((text, "paper", 4.5) for text in ("good", "bad", "warn")),
        *(("ink", ground, 4.5) for ground in ("good-ground", "bad-ground", "warn-ground")),
        *(("soft", ground, 4.5) for ground in ("warn-ground",)),
        ("on-accent", "accent", 4.5),
        *((line, "paper", 3.0) for line in ("edge", "focus")),
    ],
)
def test_colours_can_be_told_apart(scheme: int, text: str, ground: str, least: float) -> None:
    tokens = (ROOT / "publishing/static/publishing/tokens.css").read_text()
    parts = tokens.split("@media")
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", parts[scheme]))
    assert _contrast(colours[text], colours[ground]) >= least
