"""Datelines, captions, furniture, labels, times: the small rules."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rejoinder.intake.captions import caption_of
from rejoinder.intake.dateline import after_dateline, dateline_place
from rejoinder.intake.dates import instant
from rejoinder.intake.furniture import is_comments_heading, is_furniture, is_post_comment
from rejoinder.intake.language import language_of
from rejoinder.intake.model import Caption, shortened


@pytest.mark.parametrize(
    ("paragraph", "place", "rest"),
    [
        ("DARA, North Coast — The bridge is open.", "DARA, North Coast", "The bridge is open."),
        ("DARA — The bridge is open.", "DARA", "The bridge is open."),
        ("NEW DARA, Coast – The bridge is open.", "NEW DARA, Coast", "The bridge is open."),
        ("DARA (HP) - The bridge is open.", "DARA", "The bridge is open."),
        ("DARA, May 3 (Harbour News) - The bridge is open.", "DARA", "The bridge is open."),
        ("DARA, 3 Mayıs (LP) - Köprü açıldı.", "DARA", "Köprü açıldı."),
        ("DARA, N.C. -- The bridge is open.", "DARA, N.C.", "The bridge is open."),
        ("Dara (Harbour24) – The bridge is open.", "Dara", "The bridge is open."),
        ("HEWLÊR — Pir vebû.", "HEWLÊR", "Pir vebû."),
        ("İZMİR - Köprü açıldı.", "İZMİR", "Köprü açıldı."),
        ("دارا، الساحل - فتح الجسر.", "دارا، الساحل", "فتح الجسر."),
        ("دارا (بريد الميناء) - فتح الجسر.", "دارا", "فتح الجسر."),
        ("أربيل، إقليم كوردستان - فتح الجسر.", "أربيل، إقليم كوردستان", "فتح الجسر."),
        ("ئەربیل، هەرێمی کوردستان — پردەکە کرایەوە.", "ئەربیل، هەرێمی کوردستان", "پردەکە کرایەوە."),
        ("\u200fدارا — پل باز شد.", "دارا", "پل باز شد."),
        ("تهران ـ شهردار گفت.", "", "تهران ـ شهردار گفت."),
    ],
)
def test_a_dateline_is_read_and_can_be_taken_off(paragraph: str, place: str, rest: str) -> None:
    assert (dateline_place(paragraph), after_dateline(paragraph)) == (place, rest)


@pytest.mark.parametrize(
    "paragraph",
    [
        "The bridge — closed since November — is open.",
        "We waited - and waited.",
        "Mayor Tarn — who has waited long — opened it.",
        "The well-known mayor came.",
        "It is open — at last.",
        "DARA",
        "DARA —",
        "",
        "قال الوزير - وهو من دارا - إن الجسر فتح.",
        "هذا الجسر الذي انتظره الناس طويلا - فتح.",
        "At 10 - 12 metres it is the longest.",
    ],
)
def test_a_sentence_with_dashes_has_no_dateline(paragraph: str) -> None:
    assert dateline_place(paragraph) == ""
    assert after_dateline(paragraph) == paragraph


@pytest.mark.parametrize(
    ("line", "caption"),
    [
        ("The bridge. Photo: Lena Ode/ HP", Caption("The bridge.", "Lena Ode/ HP")),
        ("The bridge. (Photo: Lena Ode)", Caption("The bridge.", "Lena Ode")),
        ("The bridge. Photo by Lena Ode", Caption("The bridge.", "Lena Ode")),
        ("The bridge. FILE PHOTO: Lena Ode.", Caption("The bridge.", "Lena Ode")),
        ("The bridge | Image: HP", Caption("The bridge", "HP")),
        ("Photo: HP", Caption("", "HP")),
        ("الجسر القديم. الصورة: لينا أودي", Caption("الجسر القديم.", "لينا أودي")),
        ("پردەکە. وێنە: لێنا", Caption("پردەکە.", "لێنا")),
        ("Pir. Wêne: Lena", Caption("Pir.", "Lena")),
        ("Köprü. Fotoğraf: Lena", Caption("Köprü.", "Lena")),
        ("پل. عکس: لنا", Caption("پل.", "لنا")),
    ],
)
def test_a_caption_is_told_by_its_credit(line: str, caption: Caption) -> None:
    assert caption_of(line) == caption


@pytest.mark.parametrize(
    "line",
    [
        "The photo shows the bridge.",
        "He posted a photo: nobody believed it, and the mayor, who saw it later than most people in the town, laughed "
        "about it for the rest of the long evening at the harbour inn.",
        "The bridge (Reuters reported it first) is open.",
        "The bridge is open (AFP)",
        "",
    ],
)
def test_a_sentence_is_no_caption(line: str) -> None:
    assert caption_of(line) is None


def test_an_agency_in_brackets_is_a_credit_above_the_article() -> None:
    assert caption_of("The bridge is open. (AFP)", above_body=True) == Caption("The bridge is open.", "AFP")
    assert caption_of("The bridge is open. (Lena Ode/AFP)", above_body=True) == Caption(
        "The bridge is open.", "Lena Ode/AFP"
    )
    assert caption_of("The bridge is open. (It rained.)", above_body=True) is None


@pytest.mark.parametrize(
    "line", ["Comments", "COMMENTS (12)", "3 comments", "التعليقات", "نظرات (۴)", "Şîrove", "YORUMLAR"]
)
def test_a_comments_heading_is_known(line: str) -> None:
    assert is_comments_heading(line)


@pytest.mark.parametrize("line", ["Post a comment", "+ Add a comment", "أضف تعليقاً", "Yorum yap", "ارسال نظر »"])
def test_the_link_to_comment_is_known(line: str) -> None:
    assert is_post_comment(line)


@pytest.mark.parametrize(
    "line", ["Share", "SHARE THIS ARTICLE", "Sign up for our letter", "We use cookies to serve you."]
)
def test_furniture_is_known(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "Shares in the ferry fell by three per cent.",
        "Related claims were heard last year.",
        "Home was far away.",
        "Paylaşılan bilgilere göre köprü açıldı.",
        "Hemû mafên mirovan di vê qanûnê de ne.",
        "اشترك في الاجتماع رئيس البلدية.",
        "تمام حقوق بشر در این قانون آمده است.",
        "Save.",
        "Comments were many.",
    ],
)
def test_a_sentence_is_no_furniture(line: str) -> None:
    assert not is_furniture(line)
    assert not is_comments_heading(line)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2022-05-03T10:00:00Z", datetime(2022, 5, 3, 10, tzinfo=UTC)),
        ("2022-05-03", datetime(2022, 5, 3, tzinfo=UTC)),
        ("2022-05-03 10:00", datetime(2022, 5, 3, 10, tzinfo=UTC)),
        ("03/05/2022", None),
        ("May 3, 2022", None),
        ("2022-13-03", None),
        ("20220503", None),
        ("", None),
    ],
)
def test_only_a_time_without_doubt_is_read(text: str, when: datetime | None) -> None:
    assert instant(text) == when


@pytest.mark.parametrize("declared", ["", "en", "x", "??"])
def test_no_letters_no_language(declared: str) -> None:
    assert language_of("123 !", declared) == ("en" if declared == "en" else "und")


@given(st.text(), st.integers(min_value=5, max_value=80))
@settings(deadline=None)
def test_a_shortened_text_keeps_to_its_limit_and_begins_as_it_did(text: str, limit: int) -> None:
    short = shortened(text, limit)
    assert len(short) <= limit + 1
    assert " ".join(text.split()).startswith(short.removesuffix("…"))


@given(st.text(max_size=80))
@settings(deadline=None)
def test_any_line_can_be_asked(line: str) -> None:
    assert (
        line.lstrip("\u200e\u200f\u061c\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff").endswith(after_dateline(line))
        or after_dateline(line) == line
    )
    for ask in (caption_of, is_furniture, is_comments_heading, dateline_place):
        ask(line)
