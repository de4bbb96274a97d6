"""Bytes to text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rejoinder.intake.charset import decoded
from rejoinder.intake.errors import BadEncoding, IntakeError, NotText

FA_1256 = "شهردار روز سه شنبه گفت که پل به زودي باز مي شود و کار شش ماه طول کشيد.\nاو افزود که مردم شهر خوشحال هستند."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Le maire a déclaré mardi que le pont serait bientôt rouvert à la circulation.\n", "cp1252"),
        ("Belediye başkanı salı günü köprünün yakında açılacağını söyledi. Çalışmalar altı ay sürdü.\n", "cp1254"),
        ("قال رئيس البلدية يوم الثلاثاء إن الجسر سيفتح قريبا أمام المارة.\n", "cp1256"),
        ("قال رئيس البلدية يوم الثلاثاء إن الجسر سيفتح قريبا أمام المارة.\n", "iso8859_6"),
        (FA_1256, "cp1256"),
    ],
)
def test_old_encodings_are_told_apart(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding)) == text


@pytest.mark.parametrize("declared", ["windows-1256", "cp1256", "Windows-1256"])
def test_a_page_may_declare_its_encoding(declared: str) -> None:
    page = f'<html><head><meta charset="{declared}"></head><body><p>قال رئيس البلدية</p></body></html>'
    assert "قال رئيس البلدية" in decoded(page.encode("cp1256"))


@pytest.mark.parametrize(
    "declared", ["utf-16", "rot13", "no-such-encoding", "zip", "idna", "utf-7", "raw_unicode_escape"]
)
def test_a_declared_encoding_that_can_not_be_is_passed_over(declared: str) -> None:
    assert decoded(f'<meta charset="{declared}"><p>Bridge +ADw- open'.encode()).endswith("Bridge +ADw- open")


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7 ...", b"\x89PNG\r\n", b"PK\x03\x04zip", b"\xff\xd8\xff\xe0", b"ab\0\x01cd"]
)
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(NotText):
        decoded(content)


def test_a_mark_that_lies_is_told() -> None:
    with pytest.raises(BadEncoding, match="utf-8-sig"):
        decoded(b"\xef\xbb\xbf\xff\xfe\xfd")


@given(st.text(st.characters(exclude_characters="\r\0", exclude_categories=["Cs"])))
@settings(deadline=None)
def test_utf8_comes_out_as_it_went_in(text: str) -> None:
    assert decoded(b"\xef\xbb\xbf" + text.encode()) == text


@given(st.binary(max_size=200))
@settings(deadline=None)
def test_any_bytes_are_text_or_refused(content: bytes) -> None:
    try:
        text = decoded(content)
    except IntakeError as error:
        assert error.code in ("not_text", "bad_encoding")
    else:
        text.encode()
