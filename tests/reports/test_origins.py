"""Every report says which sources are one witness."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from checker.types import CheckResult, Origin, Passage
from reports import render
from reports.selection import focus_on_new

AGENCY = Origin(("coast", "island"), "agency", agency="AFP", passages=(Passage("coast", 0, 3, "Fer"),))
REPRINT = Origin(("coast", "harbour", "island"), "reprint", share=0.875)


@pytest.fixture
def shared(three_sources: CheckResult) -> CheckResult:
    return replace(three_sources, origins=(REPRINT, AGENCY))


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_reports_say_it_in_one_line(form: str, shared: CheckResult) -> None:
    report = " ".join(render(shared, form).split())
    assert "Coast News and Island Post credit the same agency (AFP): one witness." in report
    assert (
        "Coast News, Harbour Times and Island Post reprint the same text (88% of the words of the shorter): one "
        "witness."
    ) in report


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_nothing_shared_nothing_said(form: str, three_sources: CheckResult) -> None:
    assert "one witness" not in render(three_sources, form)


def test_json_has_the_reasons(shared: CheckResult) -> None:
    reprint, agency = json.loads(render(shared, "json"))["origins"]
    assert reprint == {
        "sources": ["coast", "harbour", "island"],
        "why": "reprint",
        "share": 0.875,
        "agency": None,
        "passages": [],
    }
    assert (agency["share"], agency["agency"]) == (None, "AFP")
    assert agency["passages"] == [{"source": "coast", "start": 0, "end": 3, "text": "Fer"}]


def test_a_gate_shows_the_origins_of_what_it_looked_into(shared: CheckResult) -> None:
    quiet = replace(shared, findings=(), facts=())
    assert focus_on_new(quiet, {"coast", "harbour"}).origins == ()
    [origin] = focus_on_new(quiet, {"harbour"}).origins[1:]
    assert origin == AGENCY
    assert focus_on_new(quiet, {"harbour"}).origins[0].sources == ("coast", "island")
