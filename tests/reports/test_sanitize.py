"""Escaping: one table per output, and properties that hold for any text."""

from __future__ import annotations

import csv
import io
import json
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt

from reports import sanitize

ANY_TEXT = st.text(st.characters(exclude_categories=())) | st.text("[](){}<>&|`*_~#!@:/.\\-+=0189 \n\r\tweb\x1b\u202e")
REORDERING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain text", "plain text"),
        ("\x1b[31mred", "␛[31mred"),
        ("a\x00b\x07c\x7fd", "a␀b␇c␡d"),
        ("\x9b31m", "\ufffd31m"),
        ("x\u202ey\u2069z", "x\ufffdy\ufffdz"),
        ("lone \ud800", "lone \ufffd"),
        ("line\nbreak\tand tab", "line\nbreak\tand tab"),
        ("Zelenskyy – «ok» 死亡 \U0001f600", "Zelenskyy – «ok» 死亡 \U0001f600"),
    ],
)
def test_visible(text: str, expected: str) -> None:
    assert sanitize.visible(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a\n\n b", "a b"), ("a\u2028b\u2029c", "a b c"), ("a\x85b\x0cc", "a\ufffdb␌c"), ("\r\nx", " x"), ("a  b", "a b")],
)
def test_line(text: str, expected: str) -> None:
    assert sanitize.line(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("\rx", "'\nx"),
        ("  =1", "'  =1"),
        ("＝1", "'＝1"),
        ("1-1", "1-1"),
        ("'=1", "'=1"),
        ("", ""),
        ("a\r\nb", "a\nb"),
    ],
)
def test_cell(text: str, expected: str) -> None:
    assert sanitize.cell(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("100%: a, b\nc", "100%25: a, b c"),
        ("::error::x", "::error::x"),
    ],
)
def test_annotation(text: str, expected: str) -> None:
    assert sanitize.annotation(text) == expected


def test_annotation_property() -> None:
    assert sanitize.annotation_property("a:b,c%d\ne") == "a%3Ab%2Cc%25d e"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a {0} [x](1) \\", "a {{0}} \\[x\\](1) \\\\"), ("plain", "plain")],
)
def test_sarif_message(text: str, expected: str) -> None:
    assert sanitize.sarif_message(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2.5 million", "2.5 million"),
        ("18", "18"),
        ("1. first", "1\\. first"),
        ("# heading", "\\# heading"),
        ("- item", "\\- item"),
        ("well-known", "well-known"),
        ("a|b", "a\\|b"),
        ("<b>", "\\<b\\>"),
        ("see http://x.example", "see http\\://x.example"),
        ("www.x.example", "www\\.x.example"),
        ("@user and #12", "@\u200buser and #\u200b12"),
        ("`code` *b* _i_ ~~s~~", "\\`code\\` \\*b\\* \\_i\\_ \\~\\~s\\~\\~"),
        ("[a](b) ![c](d)", "\\[a\\](b) !\\[c\\](d)"),
        ("&amp;", "\\&amp;"),
        ("$x$", "\\$x\\$"),
    ],
)
def test_markdown(text: str, expected: str) -> None:
    assert sanitize.markdown(text) == expected


@settings(deadline=None)
@given(ANY_TEXT)
def test_visible_is_safe_and_keeps_length(text: str) -> None:
    safe = sanitize.visible(text)
    assert len(safe) == len(text)
    safe.encode()
    for character in safe:
        assert unicodedata.category(character) != "Cc" or character.isspace()
        assert unicodedata.bidirectional(character) not in {
            "LRE",
            "RLE",
            "LRO",
            "RLO",
            "PDF",
            "LRI",
            "RLI",
            "FSI",
            "PDI",
        }


@settings(deadline=None)
@given(ANY_TEXT)
def test_markdown_is_only_text_and_loses_nothing(text: str) -> None:
    document = MARKDOWN.parse(f"- {sanitize.markdown(text)} end")
    kinds = {token.type for token in document}
    assert kinds <= {"bullet_list_open", "list_item_open", "paragraph_open", "inline"} | {
        "bullet_list_close",
        "list_item_close",
        "paragraph_close",
    }
    [inline] = [token for token in document if token.type == "inline"]
    assert {child.type for child in inline.children or ()} <= {"text"}
    shown = "".join(child.content for child in inline.children or ())
    assert shown.replace("\u200b", "").strip() == f"{sanitize.line(text)} end".replace("\u200b", "").strip()


@settings(deadline=None)
@given(ANY_TEXT)
def test_cell_never_begins_a_formula_and_comes_back(text: str) -> None:
    safe = sanitize.cell(text)
    assert not safe.lstrip().startswith(("=", "+", "-", "@"))
    out = io.StringIO()
    csv.writer(out).writerow([safe, "next"])
    assert next(csv.reader(io.StringIO(out.getvalue(), newline=""))) == [safe, "next"]


@settings(deadline=None)
@given(st.text())
def test_json_text_is_the_same_document(text: str) -> None:
    document = sanitize.json_text(json.dumps([text], ensure_ascii=False))
    assert json.loads(document) == [text]
    assert sanitize.visible(document) == document


@settings(deadline=None)
@given(ANY_TEXT)
def test_xml_text_is_accepted(text: str) -> None:
    element = etree.Element("x")
    element.text = sanitize.xml_text(text)
    element.set("a", sanitize.line(text))
    assert etree.fromstring(etree.tostring(element)).tag == "x"


@settings(deadline=None)
@given(ANY_TEXT)
def test_annotations_are_one_line(text: str) -> None:
    for safe in (sanitize.annotation(text), sanitize.annotation_property(text)):
        assert len(safe.splitlines()) <= 1
    assert not {":", ","} & set(sanitize.annotation_property(text))
