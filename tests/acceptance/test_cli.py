"""The command line: help with an example everywhere, errors that name file and line, statuses a script can rely on."""

import json
import re

import pytest
import typer.main

from rejoinder.cli.main import app
from tests.acceptance.server import Installation


def _commands(command, path=()):
    if not hasattr(command, "commands"):
        return [(path, command)]
    own = [(path, command)] if command.invoke_without_command else []
    leaves = [leaf for name, child in sorted(command.commands.items()) for leaf in _commands(child, (*path, name))]
    return own + leaves


COMMANDS = _commands(typer.main.get_command(app))


def refused(ended, *words, status=None):
    """Asserts a clean refusal: the status, every word, and no traceback; nothing is on stdout for a script to take."""
    assert ended.returncode != 0, ended.stdout
    assert status is None or ended.returncode == status, ended.stderr
    assert "Traceback" not in ended.stderr
    for word in words:
        assert word in ended.stderr, ended.stderr
    assert ended.stdout == ""


@pytest.mark.parametrize(("path", "leaf"), COMMANDS, ids=[" ".join(path) for path, _ in COMMANDS])
def test_every_command_tells_what_it_does_with_an_example(path, leaf):
    if leaf.hidden:
        return
    assert leaf.help
    examples = re.findall(r"^\s*\$ (.+)$", leaf.help, re.MULTILINE)
    assert examples, f"rejoinder {' '.join(path)} has no example"
    assert any(f"rejoinder {' '.join(path)}" in example for example in examples), examples
    for parameter in leaf.params:
        assert getattr(parameter, "help", None) or parameter.name == "help", f"{path}: {parameter.name}"


@pytest.mark.parametrize("arguments", [["--help"], ["serve", "--help"], ["article", "add", "-h"]])
def test_help_is_printed(command, arguments):
    ended = command(*arguments)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "Usage" in ended.stdout


def test_the_real_command_says_the_same(command, tmp_path):
    ended = Installation(tmp_path).command("serve", "--help")
    assert ended.returncode == 0
    assert "$ rejoinder serve" in ended.stdout


def test_the_version_is_told(command):
    from rejoinder import __version__

    assert command("--version").stdout.strip() == f"rejoinder {__version__}"


JSONL = [
    ("not json", ["stdin:2:1", "not JSON"]),
    ('{"id": "2", "text": "x"', ["stdin:2:", "not JSON"]),
    ('["2", "x"]', ["stdin:2", "an object"]),
    ('{"text": "x"}', ["stdin:2", '"id" is missing']),
    ('{"id": "2"}', ["stdin:2", '"text" is missing']),
    ('{"id": "2", "text": 5}', ["stdin:2", '"text" should be a string']),
    ('{"id": "2", "text": null}', ["stdin:2", '"text" a string']),
    ('{"id": null, "text": "x"}', ["stdin:2", '"id" should be']),
    ('{"id": true, "text": "x"}', ["stdin:2", '"id" should be']),
    ('{"id": "2", "text": "x", "lang": 5}', ["stdin:2", '"lang" should be a string']),
    ('{"id": "2", "text": "x", "parent": {}}', ["stdin:2", '"parent" should be a string']),
]


@pytest.mark.parametrize(("line", "words"), JSONL, ids=[line[:30] for line, _ in JSONL])
def test_a_bad_line_is_named(command, line, words):
    _stops_at_the_second(command, line.encode(), words)


def test_a_line_that_is_not_utf8_is_named(command):
    _stops_at_the_second(command, b'{"id": "2", "text": "\xff"}', ["stdin:2", "not UTF-8"])


def test_a_line_nested_too_deeply_is_named(command):
    _stops_at_the_second(command, b"[" * 100_000, ["stdin:2"])


def _stops_at_the_second(command, line, words):
    ended = command("assess", stdin=b'{"id": "1", "text": "fine"}\n' + line + b"\n")
    assert ended.returncode == 1
    assert [json.loads(line)["id"] for line in ended.stdout.splitlines()] == ["1"], "what came before is answered"
    for word in words:
        assert word in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("guidelines:\n  - key: threats\n  title: [", ["bad.yaml:"]),
        ("", ["bad.yaml"]),
        ("guidelines: 5\n", ["bad.yaml:1"]),
        ("guidelines:\n  - key: threats\n    role: forbidden\n", ["bad.yaml:3", "role"]),
        ("\x00", ["bad.yaml"]),
    ],
    ids=["syntax", "empty", "type", "role", "nul"],
)
def test_a_bad_guideline_file_is_named_with_its_line(command, tmp_path, content, words):
    file = tmp_path / "bad.yaml"
    file.write_text(content)
    refused(command("guidelines", "check", str(file)), *words, status=1)


def test_a_guideline_file_that_is_not_there(command, site, tmp_path):
    refused(command("guidelines", "propose", str(tmp_path / "nowhere.yaml")), "nowhere.yaml")
    refused(command("assess", "--guidelines", str(tmp_path / "nowhere.yaml")), "nowhere.yaml")


def test_the_default_guidelines_pass_the_check(command, tmp_path):
    file = tmp_path / "guidelines.yaml"
    file.write_text(command("guidelines", "default").stdout)
    assert command("guidelines", "check", str(file)).returncode == 0


@pytest.mark.parametrize(
    ("variable", "value", "right"),
    [
        ("REJOINDER_BASE_URL", "gazette.example", "http:// or https://"),
        ("REJOINDER_COMMENTS_PER_MINUTE", "many", "a whole number"),
        ("REJOINDER_COMMENT_LIMIT_CHARS", "0", "1 or more"),
        ("REJOINDER_TRUSTED_PROXIES", "10.0.0.0/99", "such as 10.0.0.0/8"),
        ("REJOINDER_DATABASE_URL", "mongodb://localhost/x", "REJOINDER_DATABASE_URL"),
        ("REJOINDER_DATABASE_URL", "postgres://localhost:notaport/x", "REJOINDER_DATABASE_URL"),
        ("REJOINDER_DATA_DIR", "/dev/null/x", "can't be created"),
        ("REJOINDER_DATABASE_URL", "postgres://nobody@127.0.0.1:1/x", "can't be reached"),
    ],
)
def test_a_bad_setting_is_named_with_what_would_be_right(tmp_path, variable, value, right):
    ended = Installation(tmp_path, **{variable: value}).command("site", "list")
    refused(ended, right)
    if "reached" not in right:
        assert variable in ended.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["site", "add", "a b", "--name", "X"], ["a b", "such as daily-star"]),
        (["site", "add", "../x", "--name", "X"], ["../x"]),
        (["site", "add", "gazette", "--name", "X"], ["already a site"]),
        (["site", "add", "x", "--name", "X", "--language", "xx"], ["there are en, ar, ckb"]),
        (["site", "add", "x", "--name", "X", "--time-zone", "Moon"], ["Europe/Istanbul"]),
        (["moderator", "add", "no address"], ["valid"]),
        (["key", "add", "x", "--site", "nowhere"], ["there are: gazette"]),
        (["verify", "--site", "nowhere"], ["there are: gazette"]),
        (["export", "--site", "nowhere"], ["there are: gazette"]),
        (["policy", "set", "--threshold", "threat:reject_at=high"], ["threat:reject_at=0.95"]),
        (["policy", "set", "--threshold", "hate:reject_at=0.5"], ["hate"]),
        (["article", "add", "/nowhere.html"], ["/nowhere.html"]),
        (["article", "close", "nowhere"], ["nowhere"]),
        (["guidelines", "confirm", "9", "--by", "editor@example.org"], ["proposal"]),
        (["guidelines", "confirm", "1", "--by", "nobody@example.org"], ["nobody@example.org"]),
        (["guidelines", "show", "--version", "9"], ["version 9"]),
        (["serve", "--port", "99999"], ["65535"]),
        (["nonsense"], ["nonsense"]),
    ],
    ids=lambda value: " ".join(value)[:40],
)
def test_what_can_t_be_done_is_told_plainly(command, site, editor, arguments, words):
    refused(command(*arguments), *words)


def test_a_weak_password_is_refused(command, site):
    refused(command("moderator", "add", "new@example.org", stdin=b"short\n"), "12 characters")


@pytest.mark.parametrize("key", ["a/b", "..", "a b", "a#b"])
def test_a_key_that_is_no_step_of_an_address_is_refused(command, site, tmp_path, key):
    page = tmp_path / "page.json"
    page.write_text(json.dumps({"title": "T", "body": ["The text of the article is here."]}))
    refused(command("article", "add", str(page), "--key", key), "the key should")


def test_an_article_is_printed_as_json(command, site, tmp_path):
    page = tmp_path / "page.txt"
    page.write_text(
        "ERBIL, Kurdistan Region — The pumps run again, the council said.\n\nNobody was hurt in the work.\n"
    )
    ended = command("article", "add", str(page), "--json")
    assert ended.returncode == 0, ended.stderr
    article = json.loads(ended.stdout)
    assert len(article["paragraphs"]) == 2
    assert article["dateline_place"] == "ERBIL, Kurdistan Region"


def test_settings_of_a_site_are_shown_and_changed(command, site):
    shown = command("site", "set", "gazette")
    assert (shown.returncode, "reactions         respect, insightful, thanks" in shown.stdout) == (0, True)
    changed = command(
        *("site", "set", "gazette", "--origins", "https://gazette.example/", "--reactions", "none", "--no-guests"),
        *("--promised-minutes", "90", "--advice-share", "0"),
    )
    assert changed.returncode == 0, changed.stderr
    for line in (
        "origins           https://gazette.example",
        "reactions         none",
        "guests            no",
        "promised-minutes  90",
        "advice-share      0",
        "name              River Gazette",
    ):
        assert line in changed.stdout


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--origins", "gazette.example"], "can't be an origin"),
        (["--reactions", "shout"], "there is no reaction 'shout'"),
        (["--language", "tlh"], "there is no language 'tlh'"),
        (["--time-zone", "Mars"], "there is no time zone 'Mars'"),
        (["--advice-share", "101"], "--advice-share"),
    ],
)
def test_settings_that_can_t_be_are_refused(command, site, options, words):
    refused(command("site", "set", "gazette", *options), words, status=2)
    refused(command("site", "set", "nowhere"), "there is no site", status=1)
