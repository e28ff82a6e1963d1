import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.errors import UnreadableError
from claims.reading.decoding import clean, decode

TEXT = "Café – “five” men: £5m, 30°C, naïve.\n"

ENCODED = [
    pytest.param(TEXT.encode("utf-8"), id="UTF-8"),
    pytest.param(TEXT.encode("utf-8-sig"), id="UTF-8 with mark"),
    pytest.param(codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), id="UTF-16, little end first"),
    pytest.param(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), id="UTF-16, big end first"),
    pytest.param(codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), id="UTF-32"),
    pytest.param(TEXT.encode("cp1252"), id="Windows-1252"),
]


@pytest.mark.parametrize("data", ENCODED)
def test_encodings(data: bytes) -> None:
    assert decode(data) == TEXT


@pytest.mark.parametrize(
    ("head", "charset"),
    [
        ('<meta charset="iso-8859-2">', "iso-8859-2"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1250">', "cp1250"),
        ('<?xml version="1.0" encoding="ISO-8859-2"?>', "iso-8859-2"),
        ('<meta charset="iso-8859-1">', "cp1252"),
    ],
)
def test_declared_charset_of_markup(head: str, charset: str) -> None:
    text = f"{head}<p>Kč ěř</p>" if charset != "cp1252" else f"{head}<p>£5m “x”</p>"
    assert decode(text.encode(charset), markup=True) == text


@pytest.mark.parametrize("charset", ["rot13", "zip", "unicode_escape", "idna", "no-such", "utf-7", "hex"])
def test_a_declared_charset_that_is_none_is_left_aside(charset: str) -> None:
    text = f'<meta charset="{charset}"><p>£5m</p>'
    assert decode(text.encode("cp1252"), markup=True) == text


def test_utf8_wins_over_a_wrong_declaration() -> None:
    text = '<meta charset="iso-8859-1"><p>£5m “x”</p>'
    assert decode(text.encode("utf-8"), markup=True) == text


def test_a_stray_byte_in_utf8_costs_nothing_else() -> None:
    assert decode("“Café” – naïve, ".encode() + b"\xa35m") == "“Café” – naïve, £5m"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"PK\x03\x04\x14\x00\x06\x00", "office document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office document"),
        (b"{\\rtf1\\ansi Storm}", "RTF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "image"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image"),
        (b"\x00\x01\x02\x03text", "binary"),
        (b"abc\x00def", "binary"),
        (bytes(range(1, 32)) * 10, "binary"),
    ],
)
def test_what_is_no_text(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason) as caught:
        decode(data)
    assert caught.value.remedy


LEFT_ALONE = [
    "",
    " \n\n  leading and trailing \n\n",
    "“Curly” ‘quotes’ — dashes – and … dots",
    "Voilà l’été à Zürich, São Tomé, Łódź, Škoda, Đà Nẵng, İstanbul, Ğ",
    "LIVRE À VENDRE: À PARIS, DÉJÀ VU, SÃO PAULO, IRMÃ, MÃE",
    "Ελλάδα Москва 北京 日本 عربي עברית हिन्दी",
    "½ cup, m², µm, 5 ‰, № 5, ™ ® ©, £5, €5m, ¥5, 30°C, 5′ 6″",
    "a\u00a0b e\u0301tude ﬁre Ａ &amp; &lt;b&gt; \u2028x \u00ad\u200b",
    "Türkiye’s Erdoğan: “we’re done” – «fin»",
    "tab\tand\nline",
]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_correct_text_is_left_alone(text: str) -> None:
    assert clean(text) == text


CLEANED = [
    ("one\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
    ("\ufeffone", "one"),
    ("page\fpage\vline", "page\npage\nline"),
    ("a\x00b\x07c\x1fd\x7fe", "abcde"),
    ("\x1b[31mred\x1b[0m", "red"),
    ("Itâ€™s â€œfineâ€\x9d â€” cafÃ©", "It’s “fine” — café"),
    ("Â£5m for ZÃ¼rich", "£5m for Zürich"),
    ("\x93quoted\x94", "“quoted”"),
    ("lone \ud800 half", "lone \ufffd half"),
]


@pytest.mark.parametrize(("text", "expected"), CLEANED)
def test_what_is_mended(text: str, expected: str) -> None:
    assert clean(text) == expected


@settings(deadline=None)
@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_are_text_or_unreadable(data: bytes, markup: bool) -> None:
    try:
        text = clean(decode(data, markup=markup))
    except UnreadableError:
        return
    assert "\r" not in text
    text.encode("utf-8")


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=80))
def test_utf8_text_comes_back(text: str) -> None:
    assert decode(text.encode()) == text.removeprefix("\ufeff")
