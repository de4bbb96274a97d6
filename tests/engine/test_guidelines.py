"""Guideline files: what is read, what is told when it can't be, and the set that comes with Rejoinder."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rejoinder.engine import guidelines
from rejoinder.engine.errors import BadFile, MissingResource
from rejoinder.engine.guidelines import (
    LABEL_OF,
    Guideline,
    GuidelineRole,
    GuidelineSet,
    content_version,
    default_guidelines,
    dump_guidelines,
    in_language,
    load_guidelines,
    parse_guidelines,
)
from rejoinder.engine.guidelines.loading import LIMIT_BYTES

LANGUAGES = ("ar", "ckb", "de", "en", "fa", "fr", "kmr", "tr")

GOOD = """\
version: "2024-05"
language: en
publisher_names: [The Harbour Post, HP]
guidelines:
  - key: no_spoilers
    role: prohibition
    title: No spoilers
    text: Do not give away the ending.
    rejection: Your comment was not published because it gives away the ending.
  - key: relevance
    role: welcome
    title: {en: On the subject, tr: Konuyla ilgili}
    text: {en: Write about the article., tr: Yazı hakkında yazın.}
"""


def problems(text: str | bytes) -> list[tuple[str, int | None, int | None]]:
    """Code, line and column of each problem."""
    with pytest.raises(BadFile) as caught:
        parse_guidelines(text)
    return [(problem.code, problem.line, problem.column) for problem in caught.value.problems]


def hints(text: str) -> str:
    with pytest.raises(BadFile) as caught:
        parse_guidelines(text)
    return "\n".join(problem.hint for problem in caught.value.problems)


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text(GOOD, encoding="utf-8")
    read = load_guidelines(path)
    assert read.version == "2024-05"
    assert read.source == str(path)
    assert read.publisher_names == ("The Harbour Post", "HP")
    spoilers, relevance = read.guidelines
    assert spoilers.title == {"en": "No spoilers"}
    assert relevance.text["tr"] == "Yazı hakkında yazın."
    assert read.prohibitions() == (spoilers,)
    assert read.get("relevance") == relevance
    assert read.get("nothing") is None
    assert read.languages() == ("en",)


def test_json_is_read_with_tabs_and_escaped_emoji() -> None:
    entry = {"key": "joy", "role": "welcome", "title": {"en": "Joy 🙂"}, "text": {"en": "Be glad."}}
    text = json.dumps({"guidelines": [entry]}, indent="\t")
    assert "\\ud83d" in text
    assert parse_guidelines(text).guidelines[0].title["en"] == "Joy 🙂"


@pytest.mark.parametrize("word", ["no", "yes", "on", "1.10", "0123", "2024-05-03", "1e3", "0x1f", "off", "1:30"])
def test_words_stay_words(word: str) -> None:
    texts = f"  title: {{'no': {word}}}\n  text: {{no: {word}}}\n"
    text = f"version: {word}\nguidelines:\n- key: joy\n  role: welcome\n{texts}"
    read = parse_guidelines(text)
    assert read.version == word
    assert read.guidelines[0].text == {"no": word}


def entry(**changes: str | None) -> str:
    """A file with one good prohibition, changed; None leaves a field out."""
    fields: dict[str, str | None] = {
        "key": "threats",
        "role": "prohibition",
        "title": "{en: No threats}",
        "text": "{en: Do not threaten.}",
        "rejection": "{en: It threatens.}",
    }
    fields.update(changes)
    lines = [f"{name}: {value}" for name, value in fields.items() if value is not None]
    return "guidelines:\n- " + "\n  ".join(lines) + "\n"


def test_the_good_entry_is_good() -> None:
    assert parse_guidelines(entry()).guidelines[0].key == "threats"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("empty", None, None)]),
        ("# nothing\n", [("empty", None, None)]),
        ("guidelines: []\n", [("empty", 1, 13)]),
        ("version: x\n", [("missing_key", 1, 1)]),
        ("- a\n", [("wrong_shape", 1, 1)]),
        ("hello\n", [("wrong_shape", 1, 1)]),
        ("guidelines: threats\n", [("wrong_shape", 1, 13)]),
        ("guidelines:\n- threats\n", [("wrong_shape", 2, 3)]),
        ("guidlines: []\nguidelines: []\n", [("unknown_key", 1, 1), ("empty", 2, 13)]),
        (entry(key=None), [("missing_key", 2, 3)]),
        (entry(key="''"), [("missing_text", 2, 8)]),
        (entry(key="No Threats"), [("bad_key", 2, 8)]),
        (entry(key="threat"), [("misspelt_key", 2, 8)]),
        (entry(key="profanty"), [("misspelt_key", 2, 8)]),
        (entry(kinds="[racsim, sexism]"), [("misspelt_key", 7, 11)]),
        (entry(kinds="racism"), [("wrong_shape", 7, 10)]),
        (entry(role="prohibited"), [("unknown_role", 3, 9)]),
        (entry(role=None), [("missing_key", 2, 3)]),
        (entry(title=None), [("missing_key", 2, 3)]),
        (entry(title="No threats"), [("no_language", 4, 10)]),
        (entry(title="{}"), [("missing_text", 2, 3)]),
        (entry(title="{en: ''}"), [("missing_text", 4, 15)]),
        (entry(title="{en: }"), [("missing_text", 4, 14)]),
        (entry(title="{en: ~}"), [("missing_text", 4, 15)]),
        (entry(title="{en: null}"), [("missing_text", 4, 15)]),
        (entry(title="[en]"), [("wrong_shape", 4, 10)]),
        (entry(title="{English: x}"), [("bad_language", 4, 11)]),
        (entry(title="{en: x, en: y}"), [("duplicate", 4, 18)]),
        (entry(title="{en: {a: b}}"), [("wrong_shape", 4, 15)]),
        (entry(title="!!python/object:os.system {en: x}"), [("tag", 4, 10)]),
        (entry(text="{en: x, ar: y}"), [("missing_text", 2, 3), ("missing_text", 2, 3)]),
        (entry(rejection=None), [("missing_key", 2, 3)]),
        (entry(role="welcome"), [("unknown_key", 2, 3)]),
        (entry(famly="promotion"), [("unknown_key", 7, 3)]),
        (entry() + entry().partition("\n")[2], [("duplicate", 7, 3)]),
        (entry() + "version: ''\n", [("missing_text", 7, 10)]),
        (entry() + "version: a\nversion: b\n", [("duplicate", 8, 1)]),
        (entry() + "language: x y\n", [("bad_language", 7, 11)]),
        (entry() + "publisher_names: HP\n", [("wrong_shape", 7, 18)]),
        (entry() + "---\n" + entry(), [("syntax", 7, 1)]),
        ("guidelines:\n\t- key: x\n", [("syntax", 2, 1)]),
        ("guidelines: [\n", [("syntax", 2, 1)]),
        ("title: a: b\n", [("syntax", 1, 9)]),
        ("a: *nowhere\n", [("syntax", 1, 4)]),
        ("a: \x07\n", [("bad_text", 1, None)]),
        ('version: "\\ud83d"\n' + entry(), [("bad_text", 1, 10)]),
        ("[" * 600, [("too_deep", None, None)]),
        ("x" * (LIMIT_BYTES + 1), [("too_large", None, None)]),
        (b"version: x\nlanguage: \xff\n", [("not_utf8", 2, None)]),
    ],
)
def test_each_problem_is_told_where_it_is(text: str | bytes, expected: list[tuple[str, int, int]]) -> None:
    assert problems(text) == expected


def test_all_problems_are_told_at_once_in_the_order_of_the_file() -> None:
    text = entry(key="threat", role="prohibtion", title="No threats", kinds="x") + "languge: en\n"
    found = problems(text)
    assert [code for code, _, _ in found] == [
        *("misspelt_key", "unknown_role", "no_language", "wrong_shape", "unknown_key"),
    ]
    assert [line for _, line, _ in found] == [2, 3, 4, 7, 8]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("guidlines: []\n", "Did you mean 'guidelines'?"),
        (entry(role="prohibtion"), "Did you mean 'prohibition'?"),
        (entry(key="profanty"), "Did you mean 'profanity'?"),
        (entry(zzz="x"), "There is: family, key, kinds, rejection, role, text, title, words."),
        (entry(rejection=None), "Your comment was not published because"),
        (entry(title="Hi"), "language: en"),
        ("a: b: c\n", "quotes"),
        ("a:\n\t- b\n", "spaces"),
    ],
)
def test_hints_say_how_to_mend_it(text: str, hint: str) -> None:
    assert hint in hints(text)


def test_a_problem_shows_the_line_and_points_at_the_place() -> None:
    with pytest.raises(BadFile) as caught:
        parse_guidelines(entry(role="prohibtion"), name="ours.yaml")
    assert str(caught.value) == (
        "ours.yaml:3:9: There is no role 'prohibtion'.\n"
        "      role: prohibtion\n"
        "            ^\n"
        "    hint: Did you mean 'prohibition'?"
    )


@pytest.mark.parametrize("key", ["no_spoilers", "off_topic", "spam", "doxxing", "threats", "abuse"])
def test_a_newsrooms_own_keys_are_free(key: str) -> None:
    assert parse_guidelines(entry(key=key)).guidelines[0].key == key


def test_a_file_that_is_not_there_is_a_bad_file(tmp_path: Path) -> None:
    for path in (tmp_path / "none.yaml", tmp_path):
        with pytest.raises(BadFile) as caught:
            load_guidelines(path)
        assert caught.value.problems[0].code == "unreadable"


def test_aliases_do_not_grow() -> None:
    layers = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 30))
    assert ("unknown_key", 1, 1) in problems("l0: &l0 [x]\n" + layers + entry())
    assert [code for code, _, _ in problems("guidelines: &a [*a]\n")] == ["wrong_shape"]


# The built-in set.


def test_the_built_in_set_says_what_the_page_promises() -> None:
    built_in = default_guidelines()
    assert built_in.source == "built-in"
    assert [guideline.key for guideline in built_in.prohibitions()] == [
        *("profanity", "threats", "personal_attacks", "vulgarity", "abuse"),
        *("commercial_promotion", "personal_promotion"),
    ]
    abuse = built_in.get("abuse")
    assert abuse is not None
    assert abuse.kinds == ("sexism", "racism", "homophobia", "xenophobia")
    assert [g.key for g in built_in.guidelines if g.role == "welcome"] == [
        *("relevance", "discussion", "criticism_of_publisher"),
    ]
    assert [g.key for g in built_in.guidelines if g.role == "procedure"] == ["rejected_if_not_met", "never_edited"]
    assert {g.key for g in built_in.guidelines if g.family == "promotion"} == {
        "commercial_promotion",
        "personal_promotion",
    }


def test_every_prohibition_and_kind_has_a_score() -> None:
    for guideline in default_guidelines().prohibitions():
        assert {guideline.key, *guideline.kinds} <= set(LABEL_OF)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("guideline", default_guidelines().guidelines, ids=lambda guideline: guideline.key)
def test_every_guideline_speaks_every_language(guideline: Guideline, language: str) -> None:
    title, text = guideline.title[language], guideline.text[language]
    assert len(title) <= 42
    assert not title.endswith(".")
    assert text.endswith(".")
    assert 20 < len(text) < 260
    assert guideline.rejection.keys() == (guideline.title.keys() if guideline.role == "prohibition" else set())
    if guideline.role == "prohibition":
        assert guideline.rejection[language].endswith(".")


SPELT = {
    "ar": ("گچپژڤکیە", "لم يُنشر تعليقكم لأن"),
    "ckb": ("يكةثذصضظط", "لێدوانەکەتان بڵاو نەکرایەوە، چونکە"),
    "fa": ("يكةەێۆڕڵ", "دیدگاه شما منتشر نشد، چون"),
    "kmr": ("ığöü", "Şîroveya we nehat weşandin, ji ber ku"),
    "tr": ("xwqêî", "yayımlanmadı"),
    "en": ("", "Your comment was not published because"),
    "de": ("", "Ihr Kommentar wurde nicht veröffentlicht, weil"),
    "fr": ("", "Votre commentaire n’a pas été publié parce"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_are_spelt_with_the_languages_own_letters(language: str) -> None:
    """Keyboards of neighbours slip in letters that look alike and that no search finds."""
    strange, opening = SPELT[language]
    for guideline in default_guidelines().guidelines:
        texts: list[Mapping[str, str]] = [guideline.title, guideline.text, guideline.rejection]
        for text in texts:
            assert not set(text.get(language, "")) & set(strange), text[language]
        if guideline.role == "prohibition":
            assert opening in guideline.rejection[language]


def test_no_two_guidelines_say_the_same() -> None:
    for language in LANGUAGES:
        said = [guideline.text[language] for guideline in default_guidelines().guidelines]
        assert len(set(said)) == len(said)


def test_the_built_in_set_is_one_object_and_a_missing_file_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert default_guidelines() is default_guidelines()
    monkeypatch.setattr(guidelines.builtin, "FILE", "gone.yaml")
    with pytest.raises(MissingResource):
        default_guidelines.__wrapped__()


# Texts by language.


@pytest.mark.parametrize(
    ("languages", "expected"),
    [
        (("ckb",), "sorani"),
        (("ckb-IQ",), "sorani"),
        (("sv", "ckb"), "sorani"),
        (("sv",), "english"),
        ((), "english"),
    ],
)
def test_a_reader_gets_the_nearest_language(languages: tuple[str, ...], expected: str) -> None:
    assert in_language({"ckb": "sorani", "en": "english"}, *languages) == expected


def test_without_english_any_language_will_do() -> None:
    assert in_language({"tr": "b", "fa": "a"}, "sv") == "a"
    assert in_language({}, "sv") == ""


# Round trip and robustness.

codes = st.sampled_from(["en", "ar", "ckb", "no", "pt-BR", "tr"])
keys = st.from_regex(r"own_[a-z0-9_]{0,8}", fullmatch=True)
texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t:#-'\"&*!%@"), min_size=1).filter(
    lambda text: bool(text.strip())
)


@st.composite
def sets(draw: st.DrawFn) -> GuidelineSet:
    """Any set a file may hold."""
    listed = []
    for key in draw(st.lists(keys, min_size=1, max_size=3, unique=True)):
        role: GuidelineRole = draw(st.sampled_from(["prohibition", "welcome", "procedure"]))
        spoken = draw(st.lists(codes, min_size=1, max_size=3, unique=True))
        title, text, rejection = ({code: draw(texts) for code in spoken} for _ in range(3))
        kinds = tuple(draw(st.lists(keys, max_size=2)))
        listed.append(
            Guideline(
                key,
                role,
                kinds,
                title,
                text,
                rejection if role == "prohibition" else {},
                draw(st.just("") | keys),
                draw(st.just("") | texts),
            )
        )
    names = tuple(draw(st.lists(texts, max_size=2)))
    version = draw(texts | st.just(content_version(listed, names)))
    return GuidelineSet(version, tuple(listed), draw(st.just("") | texts), names)


@given(sets())
@settings(deadline=None)
def test_a_dumped_set_loads_back_equal(original: GuidelineSet) -> None:
    dumped = dump_guidelines(original)
    assert parse_guidelines(dumped) == original
    assert parse_guidelines(dumped.encode()) == original


def test_the_built_in_set_survives_a_file(tmp_path: Path) -> None:
    path = tmp_path / "copy.yaml"
    path.write_text(dump_guidelines(default_guidelines()), encoding="utf-8")
    assert load_guidelines(path) == default_guidelines()


def test_the_version_follows_the_content() -> None:
    one = parse_guidelines(entry())
    assert parse_guidelines(entry()).version == one.version
    assert parse_guidelines(entry(text="{en: Do not threaten!}")).version != one.version
    assert len(one.version) == 12


pieces = st.sampled_from(
    r"""guidelines:~key: ~role: welcome~title: {en: x}~text: |~threats~%YAML 1.1~<<: ~>-~!!str ~? ~---~...~&a ~*a"""
    """~\\ud83d~[~]~{~}~"~'~\t~: ~#~- ~  ~\n~\x00~\u2028""".split("~")
)


@given(st.text() | st.lists(pieces | st.text(max_size=3)).map("".join))
@settings(deadline=None)
def test_any_text_is_a_set_or_a_bad_file(text: str) -> None:
    try:
        read = parse_guidelines(text)
    except BadFile as error:
        assert error.problems
        assert str(error)
    else:
        assert read.guidelines


@given(st.binary(max_size=100))
@settings(deadline=None)
def test_any_bytes_are_a_set_or_a_bad_file(content: bytes) -> None:
    with pytest.raises(BadFile):
        parse_guidelines(content)
