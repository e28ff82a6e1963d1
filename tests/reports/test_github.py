"""Workflow commands of GitHub Actions."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest
import samples

from checker.types import CheckResult
from reports import render
from reports.github import render_github

COMMAND = re.compile(r"::(error|warning|notice) ((?:\w+=[^,:]*,)*\w+=[^,:]*)::(.*)")


@pytest.fixture(autouse=True)
def _away_from_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Kind, properties and message of each command, unescaped as GitHub does it."""
    assert text.endswith("\n")
    found = []
    for line in text.split("\n")[:-1]:
        match = COMMAND.fullmatch(line)
        assert match, line
        fields = dict(field.split("=", 1) for field in match[2].split(","))
        found.append((match[1], {name: unquote(value) for name, value in fields.items()}, unquote(match[3])))
    return found


def test_every_line_is_a_command(any_result: CheckResult) -> None:
    found = commands(render(any_result, "github"))
    assert len(found) <= 12
    assert found[-1][0] == "notice"


def test_annotations() -> None:
    error, warning, notice = commands(render_github(samples.two_sources()))
    kind, fields, message = error
    assert kind == "error"
    assert fields == {
        "file": "news/coast.txt",
        "line": "3",
        "endLine": "3",
        "col": "44",
        "endColumn": "46",
        "title": "Two numbers for the same thing (quantity-mismatch)",
    }
    assert message.split("\n") == [
        "Coast News says 18 passengers were killed, Harbour Times says 21.",
        "Harbour Times: “The blaze killed 21 passengers on March 8”",
    ]
    assert warning[0] == "warning"
    assert warning[1]["title"].startswith("It happened, it did not happen")
    assert notice[2].startswith("2 sources compared: 2 discrepancies (1 error, 1 warning)")


def test_published_source_is_not_annotated() -> None:
    error, *_ = commands(render_github(samples.two_sources(), published={"coast"}))
    assert error[1]["file"] == "news/harbour.txt"
    assert "Coast News: “A fire" in error[2]


@pytest.mark.parametrize(("number", "shown", "more"), [(9, 9, ""), (10, 10, ""), (11, 10, "1 discrepancy more"),
                                                       (1250, 10, "1,240 discrepancies more")])  # fmt: skip
def test_at_most_ten(number: int, shown: int, more: str) -> None:
    result = samples.two_sources()
    findings = tuple(replace(result.findings[0], id=f"{i:016x}") for i in range(number))
    *found, notice = commands(render_github(replace(result, findings=findings)))
    assert len(found) == shown
    assert more in notice[2]
    assert ("more in the full report" in notice[2]) == bool(more)


def test_skipped_inputs_are_one_warning() -> None:
    *_, warning, _ = commands(render_github(samples.skipped_inputs()))
    assert warning[0] == "warning"
    assert warning[2] == "news/photo.jpg: not a text: it begins like a JPEG image, and 1 more"


def test_nothing_compared() -> None:
    [(kind, _, message)] = commands(render_github(samples.empty()))
    assert (kind, message) == ("notice", "No source was read; a comparison needs two.")
