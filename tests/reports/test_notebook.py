"""What a notebook shows."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
import samples

import reports
from checker.types import CheckResult
from claims.errors import InputError
from reports.explain import explain
from reports.notebook import claim_html, result_html
from reports.witnesses import told

EXPLAINED = {"div", "style", "p", "b", "small", "bdi", "blockquote", "mark", "ul", "li"}
EXPLAINED |= {"table", "caption", "thead", "tbody", "tr", "th", "td", "span"}


class Tags(HTMLParser):
    """The names of the elements and attributes in an HTML fragment."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}


def test_result(any_result: CheckResult) -> None:
    html = result_html(any_result)
    assert "<script" not in html
    assert "<html" not in html


def test_result_shows_the_discrepancies() -> None:
    html = result_html(samples.two_sources())
    assert "Coast News says 18 passengers were killed, Harbour Times says 21." in html


def test_claim() -> None:
    html = claim_html(samples.two_sources().readings[0].claims[1])
    assert "the coast guard" in html
    assert "<html" not in html


def test_an_explanation_says_what_was_aligned_and_every_witness(two_sources: CheckResult) -> None:
    shown = two_sources.explain("0a1b")
    assert shown.finding is two_sources.findings[0]
    assert (shown.left.claim, shown.right.claim) == (
        two_sources.readings[0].claims[1],
        two_sources.readings[1].claims[0],
    )
    assert str(shown).startswith(explain(two_sources, "0a1b"))
    assert repr(shown) == str(shown)
    read = str(shown).partition("How Coast News was read")[2]
    assert read.splitlines()[1:3] == [
        "  - statement: A fire / kill / 18 passengers (affirmed, asserted)",
        "  - number: '18' is 18 passenger",
    ]
    html = shown._repr_html_()
    assert "<script" not in html
    for words in (
        "Coast News says 18 passengers",
        "<mark>18</mark>",
        "news/harbour.txt:3",
        "according to the coast guard",
    ):
        assert words in html
    for evidence in shown.finding.evidence:
        what, detail = told(evidence)
        cells = (f"<td>{what}</td>", detail, f"{evidence.weight:+.2f}" if evidence.weight else "")
        assert re.search(".*".join(map(re.escape, cells)), html, re.DOTALL)
    for line in (*shown.left.read_as, *shown.right.read_as):
        assert line.replace("'", "&#39;") in html


def test_every_finding_explains_itself(any_result: CheckResult) -> None:
    for finding in any_result.findings:
        shown = any_result.explain(finding.id)
        tags = Tags(shown._repr_html_())
        assert tags.names <= EXPLAINED
        assert tags.attributes <= {"class", "lang", "dir", "scope", "aria-hidden"}
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", str(shown))


def test_a_value_outside_of_its_claim(stray_value: CheckResult) -> None:
    shown = stray_value.explain("5555")
    assert shown.left.claim is not None
    assert shown.left.claim.text == "The wreck will be raised next week"


def test_a_place_without_a_claim(two_sources: CheckResult) -> None:
    bare = replace(two_sources, readings=tuple(replace(reading, claims=()) for reading in two_sources.readings))
    assert bare.explain("0a1b").left.claim is None
    assert "was read" not in str(bare.explain("0a1b"))


@pytest.mark.parametrize("prefix", ["", "0", "beef", "0a1b2c3d4e5f60710"])
def test_ids_that_explain_nothing(two_sources: CheckResult, prefix: str) -> None:
    with pytest.raises(InputError, match="id"):
        two_sources.explain(prefix)


def test_frames_are_those_of_reports(three_sources: CheckResult) -> None:
    assert three_sources.to_frame().equals(reports.to_frame(three_sources))
    assert three_sources.claims_frame().equals(reports.claims_frame(three_sources))
    assert three_sources.facts_frame().equals(reports.facts_frame(three_sources))
    assert three_sources.facts_frame(numbers=True).equals(reports.facts_frame(three_sources, numbers=True))


def test_a_result_is_short_as_text(three_sources: CheckResult) -> None:
    assert repr(three_sources) == "<CheckResult: sources 3, errors 2, warnings 1, agreements 3>"
