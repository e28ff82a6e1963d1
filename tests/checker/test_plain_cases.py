"""What any reader sees at once, a sentence or two on either side: contradictions are found, the rest is left alone."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from checker import check
from checker.config import Config
from checker.types import Finding
from claims.types import Article

with (Path(__file__).parent / "plain_cases.toml").open("rb") as file:
    CASES: dict[str, list[dict[str, str]]] = tomllib.load(file)


def findings(case: dict[str, str]) -> tuple[Finding, ...]:
    articles = [Article(id=side, text=case[side]) for side in ("left", "right")]
    return check(articles, config=Config(use_cache=False)).findings


def differs(case: dict[str, str]) -> bool:
    return any(f.relation == "discrepancy" for f in findings(case))


def name(case: dict[str, str]) -> str:
    return case["right"][:60]


@pytest.mark.parametrize("case", CASES["differ"], ids=name)
def test_a_contradiction_is_found(case: dict[str, str]) -> None:
    assert differs(case)


@pytest.mark.parametrize("case", CASES["differ"], ids=name)
def test_what_contradicts_is_not_said_to_agree(case: dict[str, str]) -> None:
    places = {
        relation: {(f.left.start, f.right.start) for f in findings(case) if f.relation == relation and rule in f.rule}
        for relation, rule in (("discrepancy", ""), ("agreement", "statement-match"))
    }
    assert places["discrepancy"].isdisjoint(places["agreement"])


@pytest.mark.parametrize("case", CASES["fit"], ids=name)
def test_two_notes_that_fit_are_left_alone(case: dict[str, str]) -> None:
    assert not differs(case)


@pytest.mark.xfail(strict=True, reason="not found yet")
@pytest.mark.parametrize("case", CASES["missed"], ids=name)
def test_what_is_missed(case: dict[str, str]) -> None:
    assert differs(case)


@pytest.mark.xfail(strict=True, reason="a false alarm")
@pytest.mark.parametrize("case", CASES["alarm"], ids=name)
def test_false_alarms(case: dict[str, str]) -> None:
    assert not differs(case)
