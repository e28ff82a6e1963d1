"""The table of formats, and the samples that the other tests stand on."""

from __future__ import annotations

from importlib.util import find_spec

import pytest
import samples

from checker.types import CheckResult
from reports import FORMATS, render


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("jsn", "did you mean 'json'?"),
        ("Markdwon", "did you mean 'markdown'?"),
        ("", "known: text, html, markdown, json, csv, sarif, junit, github"),
        ("spreadsheet!", "unknown report format 'spreadsheet!' (known"),
    ],
)
def test_unknown_format(two_sources: CheckResult, name: str, expected: str) -> None:
    with pytest.raises(ValueError, match="unknown report format") as raised:
        render(two_sources, name)
    assert expected in str(raised.value)


def test_every_format_has_a_module() -> None:
    for format in FORMATS.values():  # noqa: A001
        assert find_spec(format.function.partition(":")[0]), format.function


def test_options_go_to_the_formats_that_know_them(two_sources: CheckResult) -> None:
    options = {"width": 50, "published": {"coast"}, "fail_on": ("error", "warning")}
    assert max(map(len, render(two_sources, "text", **options).split("\n"))) <= 50
    assert "file=news/harbour.txt" in render(two_sources, "github", **options)
    assert '<failure type="polarity-flip"' in render(two_sources, "junit", **options)
    assert render(two_sources, "json", **options) == render(two_sources, "json")


def test_unknown_option(two_sources: CheckResult) -> None:
    with pytest.raises(TypeError, match="no option colour"):
        render(two_sources, "json", colour=True)


@pytest.mark.parametrize("name", sorted(samples.SAMPLES))
def test_sample_spans_are_those_of_the_texts(name: str) -> None:
    result = samples.SAMPLES[name]()
    texts = {r.article.id: r.article.text for r in result.readings}
    for finding in result.findings:
        for place in (finding.left, finding.right, *finding.also):
            assert texts[place.source][place.start : place.end] == place.text
            assert texts[place.source][place.value_start : place.value_end] == place.value
    for reading in result.readings:
        for claim in reading.claims:
            assert reading.article.text[claim.start : claim.end] == claim.text
            for part in (*claim.quantities, *claim.times, *claim.entities, *claim.arguments):
                assert reading.article.text[part.start : part.end] == part.text
