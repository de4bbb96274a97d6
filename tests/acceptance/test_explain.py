"""``rejoinder explain``: plain sentences, nothing that a reader's text could do to a terminal, and JSON."""

import json

import pytest
from typer.testing import CliRunner

from rejoinder.cli.explain import isolated, visible
from rejoinder.cli.explaining import BECAUSE, sentences
from rejoinder.cli.main import app
from rejoinder.desk import words as desk_words


def explain(*arguments, stdin=None):
    ended = CliRunner().invoke(app, ["explain", *arguments], input=stdin, env={"COLUMNS": "140"})
    assert ended.exit_code == 0, ended.output
    return ended.stdout


def test_a_rejection_is_told_with_its_guideline_and_words():
    told = explain("You are an idiot.")
    assert told.startswith("Reject: it breaks a guideline.")
    assert "No personal attacks" in told
    assert "⁨You are an idiot⁩" in told
    assert "The reader's own words." in told


def test_a_mention_is_told_with_what_context_changed():
    told = json.loads(explain("He called me an idiot, and I left.", "--json"))
    (word,) = [w for w in told["explanation"]["words"] if w["check"] == "personal_attacks"]
    assert word["standing"] == "mention"
    assert word["after"] < word["before"]
    assert "They were said to the reader." in word["sentences"]
    assert told["explanation"]["classifier"]["toxicity"] >= 0


def test_article_and_parent_are_context(tmp_path):
    page = tmp_path / "page.txt"
    page.write_text("ERBIL — The mayor said the council is full of idiots.\n\nNobody answered him on Monday.\n")
    told = explain(
        "“The council is full of idiots”?", "--article", str(page), "--parent", "Read it again.", "--language", "en"
    )
    assert "They quote the article." in " ".join(told.split())  # a cell of a table, which may break anywhere


def test_what_could_not_be_assessed_is_said():
    assert "Could not assess: There is nothing to read." in explain("")
    assert "longer than a comment may be" in explain("-", stdin="word " * 5000)


def test_a_text_cannot_steer_the_terminal():
    told = explain("-", stdin="you \x1b[2J\u202eidiot\x07\nsecond line")
    assert "\x1b" not in told
    assert "\u202e" not in told
    assert "<U+202E>" in told
    assert visible("a\ud800\u200cb") == "a<U+D800>\u200cb"
    assert isolated("a\nb\u2069") == "\u2068a b<U+2069>\u2069"


def test_a_file_that_is_not_utf8_is_named():
    ended = CliRunner().invoke(app, ["explain", "-"], input=b"\xff")
    assert ended.exit_code == 1
    assert "not UTF-8 at byte 1" in ended.stderr


@pytest.mark.parametrize("code", sorted(desk_words.BECAUSE.keys() - {"link", "invite", "email", "phone", "handle"}))
def test_every_code_of_the_desk_is_a_sentence(code):
    (told,) = sentences((code,))
    assert told.endswith(".")
    assert code in BECAUSE or len(code.split("_")) <= 2


def test_a_site_reads_by_its_own_rules(site, now):
    from rejoinder.moderation.services.policies import MachineLane, set_policy

    set_policy(
        site=site, lane=MachineLane(), thresholds={"personal_attack": {"reject_at": 0.99}}, actor_name="test", now=now
    )
    assert explain("You are an idiot.", "--site", "gazette").startswith("Refer")
    assert "Protected" in explain("River Gazette, your biased reporting is full of lies.", "--site", "gazette")
    ended = CliRunner().invoke(app, ["explain", "x", "--site", "nowhere"])
    assert (ended.exit_code, "there are: gazette" in ended.stderr) == (1, True)
