"""The contrast sets: complete labels, the same rows every time, and nothing shared between the halves."""

import re
from collections import Counter
from random import Random

import pytest
from training.contrast import expand, generate, inflect, scripts, short, spelling
from training.contrast.schema import LABELS, LANGUAGES, SMALLER, SPLITS, Split, states

TEMPLATE_ROWS = {"train": 3000, "test": 1500}
"""Fewest rows from templates, disguises and transliterations left out."""
WRITTEN = {**dict.fromkeys(LANGUAGES, 500), **dict.fromkeys(SMALLER, 120)}
POSITIVE = {"train": 60, "test": 30}
"""Fewest rows a label is stated 1 in."""
MUST_HAVE = (
    "threat_direct threat_veiled threat_conditional wish_of_harm incitement incitement_group reported_violence "
    "condemn_violence military_talk idiom_harmless threat_reported insult_reader insult_journalist insult_politician "
    "criticism_acts criticism_government criticism_publisher_hard criticism_publisher_constructive abuse_of_object "
    "group_derogation group_dehumanisation group_exclusion group_stereotype slur_use sexism_use group_neutral "
    "group_positive self_description counter_quote counter_refer negated_abuse reported_abuse homonym_reclaimed "
    "policy_dispute profanity_nobody profanity_person vulgar_sexual medical_talk promo_shop promo_finance "
    "promo_personal source_link brand_in_argument reasoned_argument question correction experience anger_on_topic "
    "reply_short_harmless reply_short_hostile everyday code_switch"
).split()


@pytest.fixture(scope="module")
def rows() -> dict[tuple[str, str], list[generate.Row]]:
    return {(lang, split): list(generate.rows(lang, split)) for lang in (*LANGUAGES, *SMALLER) for split in SPLITS}


def plain_templates(rows: list[generate.Row]) -> list[generate.Row]:
    made = ("disguise_", "other_script_")
    return [r for r in rows if "-w-" not in r["id"] and not r["functionality"].startswith(made)]


@pytest.mark.parametrize("lang", (*LANGUAGES, *SMALLER))
@pytest.mark.parametrize("split", SPLITS)
def test_rows_are_complete(rows: dict[tuple[str, str], list[generate.Row]], lang: str, split: Split) -> None:
    ids = Counter(row["id"] for row in rows[lang, split])
    assert max(ids.values()) == 1
    for row in rows[lang, split]:
        assert tuple(row["labels"]) == LABELS
        assert set(row["labels"].values()) <= {0, 0.5, 1}
        assert (row["lang"], row["split"]) == (lang, split)
        assert row["text"].strip() and not re.search(r"[{}]| >>> |  ", row["text"] + row.get("parent", ""))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("split", SPLITS)
def test_enough_of_everything(rows: dict[tuple[str, str], list[generate.Row]], lang: str, split: Split) -> None:
    made = plain_templates(rows[lang, split])
    by = Counter(row["functionality"] for row in made)
    assert len(made) >= TEMPLATE_ROWS[split]
    assert [name for name in MUST_HAVE if by[name] < 20] == []
    assert [
        label for label in LABELS if sum(row["labels"][label] == 1 for row in rows[lang, split]) < POSITIVE[split]
    ] == []
    harmless = sum(row["labels"]["toxicity"] == 0 for row in made) / len(made)
    assert 0.5 < harmless < 0.75


@pytest.mark.parametrize("lang", (*LANGUAGES, *SMALLER))
def test_halves_share_no_text_template_or_word(rows: dict[tuple[str, str], list[generate.Row]], lang: str) -> None:
    train, test = ({(row.get("parent"), row["text"]) for row in rows[lang, split]} for split in SPLITS)
    assert not train & test
    assert not {text for _, text in train} & {text for _, text in test}
    train, test = ({t.text for ts in expand.templates(lang, split).values() for t in ts} for split in SPLITS)
    assert not train & test
    words = [
        {form for ws in expand.vocabulary(lang, split).values() for w in ws for form in w.forms.values()}
        for split in SPLITS
    ]
    assert not words[0] & words[1]


@pytest.mark.parametrize("lang", (*LANGUAGES, *SMALLER))
def test_every_slot_and_tag_is_known(lang: str) -> None:
    for split in SPLITS:
        vocabulary = expand.vocabulary(lang, split)
        used = set()
        for listed in expand.templates(lang, split).values():
            for template in listed:
                states(template.labels)
                names = [found[0].lower() for found in expand.SLOT.findall(f"{template.parent} {template.text}")]
                assert set(names) <= set(vocabulary)
                used |= set(names)
        for words in vocabulary.values():
            assert len(words) == len({next(iter(word.forms.values())) for word in words})
            for word in words:
                states(word.tags)
        assert set(vocabulary) - used == {"opener", "closer"}


def test_same_rows_again() -> None:
    assert list(generate.rows("ckb", "test")) == list(generate.rows("ckb", "test"))


@pytest.mark.parametrize("lang", (*LANGUAGES, *SMALLER))
def test_written_comments_are_read_twice(rows: dict[tuple[str, str], list[generate.Row]], lang: str) -> None:
    written = [row for split in SPLITS for row in rows[lang, split] if "-w-" in row["id"]]
    assert len(written) >= WRITTEN[lang]
    assert {row["id"] for row in written} == set(generate.second(lang))
    harmless = sum(row["labels"]["toxicity"] == 0 for row in written) / len(written)
    assert 0.45 < harmless < 0.75
    assert any(row["labels"]["toxicity"] == 1 and "parent" in row for row in written)


def test_disagreement_is_half() -> None:
    halves = Counter(
        label
        for split in SPLITS
        for row in generate.rows("en", split)
        for label, v in row["labels"].items()
        if v == 0.5
    )
    assert {label: n for label, (_, _, n) in generate.agreement("en").items() if n} == dict(halves)


@pytest.mark.parametrize(
    ("way", "lang", "text", "expected"),
    [
        (spelling.plain, "tr", "İğrenç ışık", "Igrenc isik"),
        (spelling.plain, "ckb", "ئەڵێم ڕۆژ", "ئهليم روژ"),
        (spelling.plain, "fa", "می‌کنی", "مي كني"),
        (scripts.sorani_latin, "ckb", "سوور", "sûr"),
        (scripts.kurmanji_arabic, "kmr", "Silav hevalno", "سلاڤ هەڤالنۆ"),
        (scripts.kurmanji_arabic, "kmr", "êrîş li www.x.com", "ئێریش ل www.x.com"),
    ],
)
def test_spellings(way: spelling.Disguise, lang: str, text: str, expected: str) -> None:
    made = way(text, lang, Random(1))
    assert made in (expected, expected.translate(str.maketrans("êîûşç", "eiusc")))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_disguises_change_a_text_and_never_fail(lang: str) -> None:
    for name, way in spelling.disguises(lang).items():
        for text in ("", "🤷", "abc", "Please stop these kebabs", "تۆ هەر کەریت و کەر دەبیت کاکە"):
            assert isinstance(way(text, lang, Random(name)), str)
        assert way("Stop these people's obvious lies. کتێبخانەکان أهلا", lang, Random(2)) != "", name


@pytest.mark.parametrize(
    ("forms", "case", "lang", "expected"),
    [
        ({"pl": "Kürtler"}, "acc", "tr", "Kürtleri"),
        ({"pl": "Araplar"}, "abl", "tr", "Araplardan"),
        ({"nom": "السوريون", "obl": "السوريين"}, "li", "ar", "للسوريين"),
        ({"nom": "مرضى", "obl": "مرضى"}, "li", "ar", "لمرضى"),
        ({"pl": "زن‌ها"}, "ez", "fa", "زن‌های"),
    ],
)
def test_forms(forms: dict[str, str], case: str, lang: str, expected: str) -> None:
    assert inflect.form(forms, case, lang) == expected


def test_unknown_form_and_label_are_errors() -> None:
    with pytest.raises(KeyError):
        inflect.form({"base": "Erbil"}, "loc", "tr")
    with pytest.raises(ValueError, match="rudeness"):
        states(frozenset({"rudeness"}))


def test_sorani_endings_join() -> None:
    assert inflect.tidy("وەزیر گەمژەە، گەمژەێکە", "ckb") == "وەزیر گەمژەیە، گەمژەیەکە"
    assert inflect.tidy("گەمژەە", "fa") == "گەمژەە"


def test_turkish_letters_keep_their_dots() -> None:
    assert inflect.capital("iki", "tr") == "İki"
    assert inflect.lower("IŞIK İZMİR", "tr") == "ışık izmir"


@pytest.mark.parametrize(
    ("kind", "harm"),
    [
        ("thing", set()),
        ("person", {"toxicity", "personal_attack"}),
        ("threat", {"toxicity", "identity_abuse", "threat"}),
    ],
)
def test_the_kind_of_a_short_sentence_says_what_harm_it_does(kind: str, harm: set[str]) -> None:
    stated = [row["labels"] for row in short.rows("en", "train") if row["functionality"] == f"short_{kind}"]
    assert stated
    assert all(labels[head] for labels in stated for head in harm)
    assert all(bool(labels["toxicity"]) == bool(harm) for labels in stated)


def test_a_label_before_a_short_sentence_is_added_and_not_said() -> None:
    rows = [row for row in short.rows("en", "train") if row["text"].lower().startswith("holy shit")]
    assert rows
    assert {head for row in rows for head, value in row["labels"].items() if value} == {"profanity"}
