"""The shipped classifier as the engine uses it. Floors are far below the card's figures: they catch a broken file."""

import shutil
import warnings
from multiprocessing import get_context
from pathlib import Path

import pytest

from rejoinder.engine.budget import OutOfTimeError
from rejoinder.engine.errors import BadFile
from rejoinder.engine.models import files, runtime
from rejoinder.engine.models.heads import HEADS
from rejoinder.engine.models.runtime import LIMIT_CHARS, Classifier, load_model

if not (files.SHIPPED / files.MANIFEST).exists():
    pytest.skip(f"NO MODEL: {files.SHIPPED} has no manifest; make model", allow_module_level=True)


@pytest.fixture(scope="module")
def model() -> Classifier:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return load_model()


def test_a_probability_for_every_head_in_order(model: Classifier) -> None:
    (scores,) = model.scores(["A quiet and useful article."], [None])
    assert tuple(scores) == HEADS
    assert all(0.0 <= value <= 1.0 for value in scores.values())


def test_same_input_same_scores_alone_or_in_company(model: Classifier) -> None:
    texts = ["you are an idiot", "bu haber çok iyi", "شكرا على المقال", "well said 👍"]
    together = model.scores(texts)
    assert together == model.scores(texts)
    assert together == [model.scores([text])[0] for text in texts]


@pytest.mark.parametrize(
    ("worse", "better", "head"),
    [
        ("You are a stupid worthless idiot.", "You are a careful and patient reader.", "personal_attack"),
        ("You are a stupid worthless idiot.", "You are a careful and patient reader.", "toxicity"),
        ("I will find you and kill you tonight.", "I will find the report and read it tonight.", "threat"),
        ("Women are too stupid to vote, all of them.", "Women won the right to vote in 1919.", "sexism"),
        (
            "Cheap watches, 90% off, order now at www.example.com",
            "The watch museum opens on Monday.",
            "commercial_promotion",
        ),
        ("Bu aptal herife kim inanır, geri zekalı.", "Bu habere katkı için teşekkürler.", "toxicity"),
        ("أنت غبي وحقير وكلب", "شكرا لكم على هذا التقرير المفيد", "toxicity"),
    ],
)
def test_abuse_ranks_above_its_harmless_neighbour(model: Classifier, worse: str, better: str, head: str) -> None:
    bad, good = model.scores([worse, better])
    assert bad[head] > good[head]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "😀😀😀",
        "\u0301" * 1000,
        "\ud800",
        "\x00",
        "a" * LIMIT_CHARS,
        "مرحبا hello привет 你好",
        "\u202e\u200b",
    ],
)
def test_odd_texts_have_scores(model: Classifier, text: str) -> None:
    (scores,) = model.scores([text])
    assert all(0.0 <= value <= 1.0 for value in scores.values())


def test_too_long_a_text_is_refused_not_cut(model: Classifier) -> None:
    with pytest.raises(ValueError, match="too long"):
        model.scores(["a" * (LIMIT_CHARS + 1)])


def test_abuse_at_the_end_of_a_long_comment_counts(model: Classifier) -> None:
    quiet = "The council met on Monday and talked about the new bus line for an hour. " * 12
    (alone,), (with_abuse,) = model.scores([quiet]), model.scores([quiet + "You are a stupid worthless idiot."])
    assert with_abuse["toxicity"] > alone["toxicity"]


@pytest.mark.parametrize("head", ["toxicity", "personal_attack"])
def test_a_hostile_parent_alone_makes_no_abuse(model: Classifier, head: str) -> None:
    quiet, hostile = "The bus line opens on Monday at nine.", "You are a stupid worthless idiot."
    without, with_parent, abuse = model.scores([quiet, quiet, hostile], [None, hostile, None])
    assert with_parent[head] < 0.5 < abuse[head]
    assert with_parent[head] < (without[head] + abuse[head]) / 2


def test_language_moves_the_calibration_alone(model: Classifier) -> None:
    unknown, other, english = model.scores(["you fool"] * 3, None, [None, "xx", "en"])
    assert unknown == other
    assert tuple(english) == HEADS


def test_sequences_of_different_length_are_refused(model: Classifier) -> None:
    with pytest.raises(ValueError, match="zip"):
        model.scores(["a", "b"], [None])


def test_words_cover_the_text(model: Classifier) -> None:
    judgement = model.judge("You are a stupid idiot.")
    told = judgement.words("personal_attack")
    assert [judgement.plain[start:end] for start, end, _ in told] == ["you", "are", "a", "stupid", "idiot."]
    start, end, _ = max(told, key=lambda each: each[2])
    assert judgement.plain[start:end] in {"stupid", "idiot.", "you"}


def test_of_a_long_comment_the_worst_window_is_told(model: Classifier) -> None:
    quiet = "The council met on Monday and talked about the new bus line for an hour. " * 12
    judgement = model.judge(quiet + "You are a stupid worthless idiot.")
    told = [judgement.plain[start:end] for start, end, _ in judgement.words("personal_attack")]
    assert "idiot." in told
    assert len(told) < 100


def test_a_long_comment_is_read_the_same_on_any_number_of_cores(
    model: Classifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "The council met on Monday. You are a worthless idiot, and the bus line costs too much. " * 60
    side_by_side = model.judge(text)
    monkeypatch.setattr(runtime, "MANY_WINDOWS", 10_000)
    one_by_one = model.judge(text)
    assert side_by_side.scores == one_by_one.scores
    assert side_by_side.words("personal_attack") == one_by_one.words("personal_attack")


def test_a_long_comment_keeps_its_deadline(model: Classifier) -> None:
    asked: list[int] = []

    def keep() -> None:
        asked.append(1)
        if len(asked) > 3:
            raise OutOfTimeError("past the deadline")

    with pytest.raises(OutOfTimeError):
        model.judge("The council met on Monday and talked about the bus line. " * 200, keep=keep)


def test_a_fork_reads_long_comments_with_threads_of_its_own(model: Classifier) -> None:
    text = "The council met on Monday and talked about the bus line. " * 80
    expected = dict(model.judge(text).scores)
    context = get_context("fork")
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=lambda: there.send(dict(model.judge(text).scores)))
    child.start()
    try:
        assert here.poll(timeout=60)
        assert here.recv() == expected
    finally:
        child.kill()
        child.join()


def test_a_changed_file_is_refused(tmp_path: Path) -> None:
    for name in (*files.PARTS, files.MANIFEST):
        shutil.copy(files.SHIPPED / name, tmp_path / name)
    with (tmp_path / files.STACK).open("a", encoding="utf-8") as file:
        file.write(" ")
    with pytest.raises(BadFile, match=r"stack\.json"):
        load_model(tmp_path)


def test_rubbish_with_the_right_digest_is_refused(tmp_path: Path) -> None:
    manifest = (files.SHIPPED / files.MANIFEST).read_text(encoding="utf-8")
    for name in files.PARTS:
        (tmp_path / name).write_bytes(b"rubbish")
        manifest = manifest.replace(files.digest((files.SHIPPED / name).read_bytes()), files.digest(b"rubbish"))
    (tmp_path / files.MANIFEST).write_text(manifest, encoding="utf-8")
    with pytest.raises(BadFile, match=r"encoder\.onnx"):
        load_model(tmp_path)


def test_the_model_is_small_enough_to_ship() -> None:
    assert sum((files.SHIPPED / name).stat().st_size for name in files.PARTS) < 60_000_000
