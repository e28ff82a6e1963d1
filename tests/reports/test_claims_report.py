"""What was read, in each format."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from html.parser import HTMLParser

import pytest
import samples
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.types import CheckResult
from claims.types import Article, Entity, Reading, Unread
from reports.claims_html import article_runs, claim_fragment
from reports.claims_report import CLAIMS_FORMATS, render_claims

OFFSETS = st.integers(0, 30)


class Elements(HTMLParser):
    """The tags of a document, and the text in the articles' boxes without labels and numbers."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in ("meta", "br"):
            self._open.append("box" if dict(attrs).get("class") == "text crosscheck-marks" else tag)

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if "box" in self._open and self._open[-1] not in ("small", "sup"):
            self.text += data


@pytest.mark.parametrize("name", sorted(CLAIMS_FORMATS))
def test_every_format_takes_every_sample(any_result: CheckResult, name: str) -> None:
    text = render_claims(any_result.readings, name, any_result.skipped)
    text.encode()
    assert text == render_claims(any_result.readings[::-1], name, any_result.skipped)


def test_unknown_format() -> None:
    with pytest.raises(ValueError, match=r"unknown format 'xml' of claims \(known: text, html, json, csv\)"):
        render_claims((), "xml")


def test_json() -> None:
    result = samples.two_sources()
    document = json.loads(render_claims(result.readings, "json"))
    assert document["schema"] == "crosscheck-claims/1"
    assert [claim["id"] for claim in document["claims"]][:2] == ["coast:0", "coast:1"]
    claim = document["claims"][1]
    assert list(claim) == [
        "id", "source", "start", "end", "text", "predicate", "subject", "object", "polarity", "modality", "speaker",
        "quantities", "times", "entities",
    ]  # fmt: skip
    assert (claim["subject"], claim["object"], claim["speaker"]) == ("A fire", "18 passengers", "the coast guard")
    assert (claim["quantities"][0]["low"], claim["quantities"][0]["high"]) == ("18", "18")
    assert (claim["times"][0]["from"], claim["times"][0]["to"]) == ("2024-03-08", "2024-03-09")
    assert document["claims"][4]["subject"] is None
    assert document["coverage"]["unread"] == 1
    assert document["coverage"]["not_understood"][0]["text"] == "January"


def test_csv() -> None:
    text = render_claims(samples.two_sources().readings, "csv")
    found = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(found) == 10
    assert found[1]["quantities"] == "18 = 18 passenger"
    assert found[2]["quantities"] == "About 140 = 119..161 person"
    assert found[4]["entities"] == "Ida Renn = Ida Renn (person); Tarn = Tarn (place)"


def test_text() -> None:
    text = render_claims(samples.skipped_inputs().readings, "text", samples.skipped_inputs().skipped)
    for words in (
        "The operator | inspect | the engine, negated, says the union",
        "time: next week = week, not resolved",
        "Not understood: January",
        "news/empty.txt: the file is empty",
    ):
        assert words in text


def test_html_shows_the_whole_text_once() -> None:
    result = samples.two_sources()
    page = Elements(render_claims(result.readings, "html"))
    assert page.text == "".join(reading.article.text for reading in result.readings)
    assert page.tags.count("mark") == 12
    assert "script" not in page.tags


@pytest.mark.parametrize("text", samples.HOSTILE)
def test_html_of_hostile_text_has_no_other_tags(text: str) -> None:
    result, tame = samples.hostile(text), samples.hostile("tame")
    assert (
        Elements(render_claims(result.readings, "html", result.skipped)).tags
        == Elements(render_claims(tame.readings, "html", tame.skipped)).tags
    )


def test_fragment_of_a_claim() -> None:
    html = claim_fragment(samples.two_sources().readings[0].claims[1])
    assert '<mark class="number" title="18 passenger">18<small>number</small></mark> passengers' in html
    assert "says the coast guard" in html
    assert "<script" not in claim_fragment(samples.hostile("<script>x</script>").readings[0].claims[0])


@settings(deadline=None)
@given(st.lists(st.tuples(OFFSETS, OFFSETS), max_size=6), st.lists(OFFSETS, max_size=4))
def test_runs_hold_the_text_whatever_the_marks(spans: list[tuple[int, int]], starts: list[int]) -> None:
    text = "Thirty characters, no more. Ok"
    article = Article("a", text)
    template = samples.coast_claims(samples.coast())[0]
    marks = tuple(Entity(min(span), max(span), "", "x", "place") for span in spans[::2])
    claims = tuple(replace(template, start=start, end=30, entities=marks, quantities=()) for start in starts)
    unread = tuple(Unread("a", min(span), max(span), "") for span in spans[1::2])
    runs = article_runs(Reading(article, (), claims, unread))
    assert "".join(run.text for run in runs) == text
    assert all(run.text for run in runs)
    drawn = sorted(number for run in runs for number in run.begins)
    assert drawn == [number for number, start in enumerate(starts, 1) if start < 30]
