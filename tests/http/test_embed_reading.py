"""The element and what it reads: the loader, the modules' weight, a section, a thread by page and by comment."""

import gzip
import re
from pathlib import Path
from uuid import uuid4

import html5lib
import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command

import rejoinder
from rejoinder.conf.joined import ENTRIES, joined_modules
from rejoinder.conf.static import lightened
from rejoinder.widget.embed.strings import strings
from tests.http.conftest import error_of

WIDGET = Path(rejoinder.__file__).parent / "widget/static/widget"
OWN_PAGES = {"loader.js", "form.js", "receipt.js", "sign_in.js", "signed_in.js"}
"""Scripts that are none of the element's modules."""
MODULES = sorted(path for path in WIDGET.glob("*.js") if path.name not in OWN_PAGES)
SECTION = "/embed/v1/articles/pumps/section"
THREAD = "/embed/v1/articles/pumps/thread"


def _weight(*files: bytes) -> int:
    """Bytes that a browser is sent, each file by itself."""
    return sum(len(gzip.compress(lightened(file))) for file in files)


def test_the_loader_and_the_element_stay_light():
    assert _weight((WIDGET / "loader.js").read_bytes()) <= 3 * 1024
    joined = joined_modules(lambda name: (WIDGET / f"{name}.js").read_text())
    assert "class RejoinderComments" in joined["element"] and "class Compose" in joined["writing"]
    styles = [(WIDGET / name).read_bytes() for name in ("element.css", "element-writing.css")]
    assert _weight(*(text.encode() for text in joined.values())) + _weight(*styles) <= 20 * 1024


@pytest.mark.parametrize("path", [*MODULES, WIDGET / "loader.js"], ids=lambda path: path.name)
def test_modules_are_short_and_make_no_markup(path):
    text = path.read_text()
    assert len(text.splitlines()) < 300
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|\beval\(", text
    )
    assert not re.search(r"\.style\b|setHTML|srcdoc|\bon[a-z]+\s*=\s*[\"']", text)
    assert "https://" not in text and "http://" not in text


def test_the_section_knows_every_word_that_the_modules_say(db):
    known = set(strings())
    for path in MODULES:
        said = re.findall(r"""\bt\(\s*(?:[^"()]*\? )?"([a-z_]+)"(?: : "([a-z_]+)")?""", path.read_text())
        assert {word for pair in said for word in pair if word} <= known, path.name


def test_the_loader_can_be_run_by_any_page_and_asked_for_again(client):
    response = client.get("/embed/loader.js")
    assert response.status_code == 200
    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cache-Control"] == "public, max-age=300"
    assert b'"/static/widget/element.js"' in response.content and b'"@' not in response.content
    assert client.get("/embed/loader.js", headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_modules_bring_each_other_by_names_that_never_change(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    backend = {"staticfiles": {"BACKEND": "rejoinder.conf.static.StaticFiles"}}
    settings.STORAGES = {**settings.STORAGES, **backend}
    call_command("collectstatic", interactive=False, verbosity=0)
    sent = {entry: staticfiles_storage.stored_name(f"widget/{entry}.js") for entry in ENTRIES}
    texts = {entry: (tmp_path / name).read_text() for entry, name in sent.items()}
    for entry, name in sent.items():
        assert re.fullmatch(rf"widget/{entry}\.[0-9a-f]{{12}}\.js", name)
    assert "import" not in re.findall(r"^\w+", texts["element"], re.MULTILINE), "the thread needs no other file"
    (brought,) = re.findall(r'^import .* from "\./([^"]+)"', texts["writing"], re.MULTILINE)
    assert f"widget/{brought}" == sent["element"]
    for module in MODULES:
        held = [entry for entry, text in texts.items() if f"const ${module.stem} = (" in text]
        assert len(held) == 1, f"{module.name} is run once"


@pytest.mark.parametrize("line", ['import * as all from "./dom.js";', "export default 1;", 'export * from "./dom.js";'])
def test_a_module_that_can_not_be_joined_is_told_of(line):
    with pytest.raises(ValueError, match=r"dom\.js"):
        joined_modules(lambda name: {"dom": line}.get(name, 'import { h } from "./dom.js";'))


def test_a_section_speaks_the_readers_language(client, article):
    for language, direction in (("en", "ltr"), ("ckb", "rtl")):
        response = client.get(SECTION, {"lang": language})
        section = response.json()
        assert (section["language"], section["direction"]) == (language, direction)
        assert response["Content-Language"] == language
        assert response["Access-Control-Allow-Origin"] == "*"
    assert section["strings"]["comments"] == "لێدوانەکان"
    assert len(section["months"]) == 12 and "Rebendan" not in section["months"]
    assert client.get(SECTION, {"lang": "xx"}).json()["language"] == "en"
    assert section["article"]["page"].endswith("/articles/pumps") and section["article"]["is_open"]
    assert {guideline["role"] for guideline in section["guidelines"]["items"]} == {
        "prohibition",
        "welcome",
        "procedure",
    }


def test_an_unknown_article_is_told_in_the_one_shape(client, article):
    for address in ("/embed/v1/articles/nowhere/section", "/embed/v1/articles/nowhere/thread"):
        for more in ({}, {"comment": str(uuid4())}):
            response = client.get(address, {"lang": "ckb", **more})
            assert (response.status_code, error_of(response)["code"]) == (404, "article_not_found")


def test_the_thread_is_the_published_file(client, send, approve):
    approve(send("hello"))
    response = client.get(THREAD)
    assert response.json() == client.get("/api/v1/articles/pumps/comments").json()
    again = client.get(THREAD, headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again["Access-Control-Allow-Origin"]) == (304, "*")
    assert error_of(client.get(THREAD, {"order": "best"}))["code"] == "page_not_found"
    assert error_of(client.get(THREAD, {"page": "9"}))["code"] == "page_not_found"


@pytest.mark.parametrize("order", ["oldest", "newest"])
def test_the_page_that_a_comment_stands_on(client, send, approve, order, monkeypatch):
    monkeypatch.setattr("rejoinder.publishing.threads.ROOTS_PER_PAGE", 2)
    sent = [send(f"comment {number}") for number in range(4)]
    for comment in sent:
        approve(comment)
    reply = send("a reply to the third", parent=sent[2].uuid)
    approve(reply)
    page = {"oldest": 2, "newest": 1}[order]
    document = client.get(THREAD, {"order": order, "comment": str(reply.uuid)}).json()
    assert (document["page"], document["pages"]) == (page, 2)
    assert str(reply.uuid) in [entry["id"] for entry in document["comments"]]


def test_a_comment_that_stands_nowhere(client, send, approve):
    hidden = send("undecided")
    for uuid in (str(hidden.uuid), str(uuid4()), "no uuid", "\0"):
        assert error_of(client.get(THREAD, {"comment": uuid}))["code"] == "comment_not_found"


def test_search_engines_are_told_what_is_a_comment(client, send, approve, reject):
    """schema.org's words as microdata: a script with data in it would need an exception from the page's policy."""
    kept, gone = send("kept for the record", author_name="Ada"), send("taken down")
    approve(kept)
    approve(gone)
    reject(gone, seen="approved")
    page = html5lib.parse(client.get("/articles/pumps").content.decode(), namespaceHTMLElements=False)
    (story,) = [element for element in page.iter("article") if element.get("itemtype", "").endswith("/NewsArticle")]
    (section,) = [element for element in page.iter() if element.get("id") == story.get("itemref")]
    (count,) = [element for element in section.iter("meta") if element.get("itemprop") == "commentCount"]
    assert count.get("content") == "1"
    (comment,) = [element for element in section.iter() if element.get("itemprop") == "comment"]
    said = {element.get("itemprop"): "".join(element.itertext()).strip() for element in comment.iter()}
    assert (said["text"], said["name"]) == ("kept for the record", "Ada")
    assert {"dateCreated", "url", "author"} <= set(said)
