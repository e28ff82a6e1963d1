"""The report for a terminal."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import html_samples
import pytest
import samples
from rich.cells import cell_len

from checker.types import CheckResult
from reports.text import render_text

COLOR = re.compile(r"\x1b\[[\d;]*m")


@pytest.fixture(autouse=True)
def _away_from_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("width", [40, 60, 100, 200])
def test_width_is_kept(any_result: CheckResult, width: int) -> None:
    for line in render_text(any_result, width=width).split("\n"):
        assert cell_len(line) <= width
        assert line == line.rstrip()


def test_width_of_the_terminal_or_100(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "55")
    assert max(map(len, render_text(samples.two_sources()).split("\n"))) <= 55
    monkeypatch.delenv("COLUMNS")
    monkeypatch.setattr("shutil.get_terminal_size", lambda fallback: os.terminal_size(fallback))
    assert 80 < max(map(len, render_text(samples.two_sources()).split("\n"))) <= 100


def test_order() -> None:
    text = render_text(samples.three_sources(), width=100)
    titles = ["3 sources compared", "Discrepancies", "Facts", "Agreements", "In one source only"]
    places = [text.index(title) for title in titles]
    assert places == sorted(places)


def test_a_figure_that_changes_from_day_to_day() -> None:
    text = render_text(html_samples.four_sources(), width=100)
    lines = text[text.index("Figures that change") : text.index("\nAgreements")].split("\n")[2:]
    assert [line.split(maxsplit=1) for line in lines if line.strip().startswith("2024")] == [
        ["2024-05-07", "At least 12   The Morning Ledger"],
        ["2024-05-08", "Nineteen      Coastal Courier"],
        ["2024-05-10", "23            National Herald"],
        ["2024-05-10", "23            Valley Post"],
    ]
    assert "Figures that change" not in render_text(samples.three_sources())  # of two days, one has no date


def test_two_sources_have_no_table_of_facts() -> None:
    result = replace(samples.two_sources(), facts=samples.three_sources().facts)
    assert "Facts" not in render_text(result, width=100)


def test_value_is_marked() -> None:
    plain = render_text(samples.two_sources(), width=200)
    assert "killed [18] passengers" in plain
    assert "\x1b" not in plain
    colored = render_text(samples.two_sources(), width=200, color=True)
    assert re.search(r"killed \x1b\[1;31m18\x1b\[0m passengers", colored)
    assert re.search(r"operator \x1b\[1;33mdid not inspect\x1b\[0m the", colored)


def test_no_color_does_not_depend_on_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE", "CLICOLOR_FORCE"):
        monkeypatch.setenv(name, "1")
    assert "\x1b" not in render_text(samples.two_sources())
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    assert "\x1b[1;31m18" in render_text(samples.two_sources(), color=True)


def test_no_escape_sequence_of_an_article_is_left(any_result: CheckResult) -> None:
    for color in (False, True):
        text = COLOR.sub("", render_text(any_result, color=color)) if color else render_text(any_result)
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", text)


def test_markup_is_not_read() -> None:
    text = render_text(samples.hostile("[bold red]x[/bold red] :smile: [/]"), width=200)
    assert "[bold red]x[/bold red] :smile: [/]" in text


def test_long_lists_are_shortened() -> None:
    result = samples.two_sources()
    agreement, claim = result.findings[3], result.only[0]
    long = replace(result, findings=(agreement,) * 25, only=(claim,) * 9)
    text = render_text(long, width=100)
    assert "and 5 more agreements" in text
    assert "and 6 more claims" in text
    assert text.count("Ida Renn was flown") == 3
    many = replace(samples.three_sources(), facts=samples.three_sources().facts * 11)
    assert "and 2 more facts\n" in render_text(many, width=100)


def test_many_sources_take_several_tables() -> None:
    result = samples.three_sources()
    more = tuple(
        replace(reading, article=replace(reading.article, id=f"{reading.article.id}{n}", source=f"Paper {n}{i}"))
        for n in range(3)
        for i, reading in enumerate(result.readings)
    )
    text = render_text(replace(result, readings=(*result.readings, *more)), width=100)
    assert len(re.findall(r"^Fact ", text, re.MULTILINE)) == 3


def test_publishers_of_the_same_name_are_told_apart() -> None:
    result = samples.two_sources()
    readings = tuple(replace(r, article=replace(r.article, source="Wire")) for r in result.readings)
    text = render_text(replace(result, readings=readings), width=120)
    assert "Wire (coast)" in text
    assert "Wire (harbour)" in text
