"""What publishers are told to put on their pages is what we test: the guide's snippets, and the WordPress plugin."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from types import SimpleNamespace

import html5lib
import jwt
import pytest
from django.template import Context, Engine

from rejoinder.conf.static import lightened
from tests.browser.host import ADDRESS, documented

ROOT = Path(__file__).parent.parent.parent
PLUGIN = ROOT / "integrations/wordpress/rejoinder-comments"
STUB = Path(__file__).parent / "wordpress_stub.php"
STYLES = ROOT / "src/rejoinder/widget/static/widget/element.css"


def _parts(snippet: str) -> tuple[str, str, str]:
    """Key, link and script of a snippet, as a browser reads it."""
    page = html5lib.parse(snippet, namespaceHTMLElements=False)
    (element,) = page.iter("rejoinder-comments")
    (link,) = element.iter("a")
    (script,) = page.iter("script")
    assert script.get("type") == "module" and link.text
    return element.get("article"), link.get("href"), script.get("src")


@pytest.mark.parametrize("language", ["html", "go-html-template", "handlebars", "django"])
def test_each_snippet_has_the_element_a_link_and_the_loader(language):
    snippet = documented(language)
    if language == "django":
        page = SimpleNamespace(pk=7, locale=SimpleNamespace(language_code="ckb"))
        snippet = Engine().from_string(snippet).render(Context({"page": page, "REJOINDER_URL": ADDRESS}))
        assert 'lang="ckb"' in snippet
    snippet = re.sub(r"{{ site\.Params\.rejoinder }}", ADDRESS, snippet)
    snippet = re.sub(r"{{[^}]*}}", "x", snippet)
    key, link, script = _parts(snippet)
    assert key and link == f"{ADDRESS}/articles/{key}#comments"
    assert script == f"{ADDRESS}/embed/loader.js"


def test_the_colours_of_the_guide_are_those_of_the_element():
    told = set(re.findall(r"--rejoinder-[a-z-]+", documented("css")))
    assert told == set(re.findall(r"--rejoinder-[a-z-]+", STYLES.read_text()))


@pytest.fixture
def php() -> str:
    """The PHP there is."""
    found = shutil.which("php")
    if found is None:
        pytest.skip("no php here")
    return found


@pytest.mark.parametrize("path", sorted(PLUGIN.glob("*.php")), ids=lambda path: path.name)
def test_the_plugin_is_php(php, path):
    ended = subprocess.run([php, "-l", str(path)], capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout


def test_the_plugin_shows_the_section_and_takes_no_comment_itself(php):
    ended = subprocess.run([php, str(STUB), str(PLUGIN)], capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout
    said = dict(line.split(" ", 1) for line in ended.stdout.splitlines() if " " in line)
    assert said["TEMPLATE"] == "comments.php"
    key, link, script = _parts(said["BLOCK"] + said["SCRIPT"])
    assert (key, link, script) == ("wp-7", f"{ADDRESS}/articles/wp-7#comments", f"{ADDRESS}/embed/loader.js")
    assert said["OTHER"] == '<script src="x.js">', "no other script becomes a module"
    (token,) = re.findall(r'sso="([^"]+)"', said["BLOCK"])
    claims = jwt.decode(token, "s" * 32, algorithms=["HS256"], audience="gazette")
    assert (claims["sub"], claims["name"]) == ("3", 'Zîn "<b>"')
    assert "REFUSED" in said and said["REST"] == "rejoinder_elsewhere"
    address, sent = said["POST"].split(" ", 1)
    assert address == f"{ADDRESS}/api/v1/articles"
    assert json.loads(sent)["title"] == "A & B"
    assert "422 &lt;not taken&gt;" in ended.stdout
    assert said["OFF"] == "<p>old</p>"


def test_the_plugin_prints_nothing_unescaped():
    text = (PLUGIN / "rejoinder-comments.php").read_text()
    section = text[text.index("return sprintf(") : text.index("/** A token")]
    for argument in re.findall(r"^\t\t(?!')(\S.*?),?$", section, re.MULTILINE):
        assert "esc_" in argument, argument
    for printed in re.findall(r"\becho (.*);", text):
        assert "esc_html(" in printed
    assert "/embed/loader.js" in text and "'/articles/' . rawurlencode(" in text


def test_what_is_sent_of_a_module_is_its_code():
    script = b'// why\n/** @type {X} */\nconst a = /** @type {Y} */ (b); // here\n\n  export { a as "x" };\n'
    assert lightened(script) == b'const a = (b); // here\nexport { a as "x" };\n'
