"""Hard words with a slip: a letter wrong, left out, swapped, masked, no vowels, cut in two; and innocent neighbours."""

import pytest
from tests.engine.lang.test_aim import read

from rejoinder.engine.lang.misspelt import DOUBT, Misspelt

WORDS = Misspelt(["idiot", "stupid", "bastard", "clowns", "cunts", "خنزير"])


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("idoit", "idiot"),
        ("idot", "idiot"),
        ("iddiot", "idiot"),
        ("idiit", "idiot"),
        ("idiat", ""),
        ("idipt", "idiot"),
        ("stuqid", ""),
        ("stuipd", "stupid"),
        ("st*pid", "stupid"),
        ("stpd", "stupid"),
        ("bastrad", "bastard"),
        ("basterd", ""),
        ("clownb", ""),
        ("idiom", ""),
        ("idiot", ""),
        ("cuts", ""),
        ("studio", ""),
        ("tsupid", ""),
        ("خنزر", "خنزير"),
    ],
)
def test_what_a_slip_may_have_meant(written: str, meant: str) -> None:
    assert WORDS.meant(written) == ((meant,) if meant else ())


@pytest.mark.parametrize(
    ("first", "second", "meant"),
    [("id", "iot", "idiot"), ("st", "pid", "stupid"), ("stu", "dio", ""), ("cl", "own", "")],
)
def test_halves(first: str, second: str, meant: str) -> None:
    assert WORDS.joined(first, second) == ((meant,) if meant else ())


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "you are an idoit"),
        ("en", "you are an id iot"),
        ("en", "you st#pid man"),
        ("en", "you stpd man"),
        ("en", "what a mótherfûckèr"),
        ("en", "you b1tch"),
        ("en", "you i  d  i  o  t"),
        ("tr", "sen salkasın"),
        ("tr", "sen aptla birisin"),
        ("kmr", "tu bênmaûs î"),
        ("ckb", "تو گهوجيت ئهي نهزان"),
    ],
)
def test_slips_are_seen(lang: str, text: str) -> None:
    scores = read(text, lang).scores
    assert max(scores["personal_attack"], scores["profanity"]) >= 0.35


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The idiom is old and the county knows it."),
        ("en", "He cuts the grass and sits in the shade."),
        ("en", "British shirts, beasts and chunky coins."),
        ("en", "Conan the reporter asked about Stalin."),
        ("tr", "Yaprak sarması yapmak istiyorum, silip yeniden yazdım."),
        ("tr", "Kadir bey emek verdi, sakın unutma."),
        ("ar", "الدار البيضاء بلدية جميلة"),
        ("de", "Der Schutz der Küste, so der Schein, ist eine Suche wert."),
        ("es", "China y su tono, ya veras."),
    ],
)
def test_innocent_neighbours_are_not(lang: str, text: str) -> None:
    scores = read(text, lang).scores
    assert max(scores[label] for label in ("personal_attack", "profanity", "vulgarity", "identity_abuse")) < 0.3


def test_a_slip_alone_is_never_rejected() -> None:
    assert all(f.score <= DOUBT for f in read("bastrad", "en").findings)
    assert any(f.kind == "profanity" for f in read("bastrad", "en").findings)
