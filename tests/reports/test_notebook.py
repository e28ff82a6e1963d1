"""What a notebook shows."""

from __future__ import annotations

import samples

from checker.types import CheckResult
from reports.notebook import claim_html, result_html


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
