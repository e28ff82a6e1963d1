"""Whatever an article says, every format stays whole: it is parsed back, and nothing in it acts."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
import samples
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

import reports
from checker.types import CheckResult
from reports import FORMATS, render
from reports.rows import COLUMNS

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=40) | st.sampled_from(samples.HOSTILE)
ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
# The page of the HTML report has tests of its own.
NAMES = sorted(set(FORMATS) - {"html"})


def check(result: CheckResult, name: str) -> None:
    text = render(result, name)
    assert text.encode().decode() == text
    assert not ACTING.search(text)
    if name in ("json", "sarif"):
        assert json.loads(text)
    elif name == "junit":
        assert etree.fromstring(text.encode()).tag == "testsuites"
    elif name == "csv":
        header, *lines = csv.reader(io.StringIO(text, newline=""))
        assert header == list(COLUMNS)
        assert [len(line) for line in lines] == [len(COLUMNS)] * len(result.findings)
        assert not [cell for line in lines for cell in line if cell.lstrip()[:1] in tuple("=+-@")]
    elif name == "markdown":
        assert not re.search(r"(?<!\\)[<>]", text)
    elif name == "github":
        assert all(re.match("::(error|warning|notice) ", line) for line in text.splitlines())


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("text", [*samples.HOSTILE, "", " ", "\n"])
def test_hostile_text(name: str, text: str) -> None:
    check(samples.hostile(text), name)


@pytest.mark.parametrize("name", NAMES)
@settings(deadline=None, max_examples=40)
@given(text=ANY_TEXT)
def test_any_text(name: str, text: str) -> None:
    check(samples.hostile(text), name)


@settings(deadline=None, max_examples=40)
@given(text=ANY_TEXT)
def test_json_gives_back_the_very_text(text: str) -> None:
    result = samples.hostile(text)
    document = json.loads(render(result, "json"))
    if not re.search("[\ud800-\udbff][\udc00-\udfff]", text):  # two halves that JSON joins
        assert document["findings"][0]["left"]["text"] == result.findings[0].left.text
        assert document["findings"][0]["explanation"] == text


@settings(deadline=None, max_examples=40)
@given(text=ANY_TEXT)
def test_frames_give_back_the_very_text(text: str) -> None:
    result = samples.hostile(text)
    assert reports.to_frame(result)["left_text"].tolist() == [finding.left.text for finding in result.findings]
    assert reports.claims_frame(result)["predicate"].tolist() == [text, text]
    assert reports.facts_frame(result).to_numpy().tolist() == [["18", "18"]]
