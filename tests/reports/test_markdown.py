"""The report in Markdown, read back with a parser."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import html_samples
import samples
from markdown_it import MarkdownIt
from markdown_it.token import Token

from checker.types import CheckResult
from reports import render

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
ALLOWED = {"text", "strong_open", "strong_close", "code_inline"}


def inline(text: str) -> list[Token]:
    return [child for token in PARSER.parse(text) for child in token.children or ()]


def blocks(text: str) -> list[str]:
    return [token.type for token in PARSER.parse(text) if token.type.endswith("_open")]


def test_only_bold_code_lists_headings_and_tables(any_result: CheckResult) -> None:
    text = render(any_result, "markdown")
    assert {token.type for token in inline(text)} <= ALLOWED
    assert not re.search(r"(?<!\\)[<>]", text)
    assert not {"blockquote_open", "ordered_list_open", "fence", "code_block", "html_block"} & set(blocks(text))
    for token in inline(text):
        if token.type == "code_inline":
            assert re.fullmatch(r"[0-9a-f]{16}|[a-z-]+", token.content)


def test_hostile_text_changes_no_structure() -> None:
    assert blocks(render(samples.hostile(), "markdown")) == blocks(render(samples.hostile("tame"), "markdown"))
    for line in samples.HOSTILE:
        assert blocks(render(samples.hostile(line), "markdown")) == blocks(render(samples.hostile("tame"), "markdown"))


def test_values_are_bold() -> None:
    text = render(samples.two_sources(), "markdown")
    assert "killed **18** passengers" in text
    tokens = inline(text)
    bold = [b.content for a, b in pairwise(tokens) if a.type == "strong_open"]
    assert bold[:3] == ["18", "21", "18"]
    assert "did not inspect" in bold


def test_white_space_at_the_ends_of_a_value_stays_outside() -> None:
    result = samples.two_sources()
    first = result.findings[0]
    wider = replace(
        first.left, value=" 18 ", value_start=first.left.value_start - 1, value_end=first.left.value_end + 1
    )
    text = render(replace(result, findings=(replace(first, left=wider),)), "markdown")
    assert "killed **18** passengers" in text


def test_facts_and_order() -> None:
    text = render(samples.three_sources(), "markdown")
    assert "| passenger killed | 18 | **21** | 18 |" in text
    titles = ["# Crosscheck", "## Discrepancies", "## Facts", "## Agreements", "## In one source only"]
    places = [text.index(title) for title in titles]
    assert places == sorted(places)


def test_claims_of_one_source_are_shortened() -> None:
    result = samples.two_sources()
    text = render(replace(result, only=(result.only[0],) * 8), "markdown")
    assert text.count("Ida Renn") == 5
    assert "- and 3 more claims" in text


def test_a_figure_that_changes_from_day_to_day() -> None:
    report = render(html_samples.four_sources(), "markdown")
    section = report[report.index("## Figures that change") : report.index("## Agreements")]
    assert "- 2024-05-07: At least 12 (The Morning Ledger)\n- 2024-05-08: Nineteen (Coastal Courier)\n" in section
