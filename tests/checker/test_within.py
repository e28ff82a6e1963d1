"""An article compared with itself: its headline and lead with what comes later."""

from __future__ import annotations

import json
from dataclasses import replace

import jsonschema
import pytest

from checker import CheckResult, Config, check
from checker.align import LEAD, align
from checker.models.encode import Vectors
from claims.types import Article, Attribution, Claim, Reading, Scope
from reports import render
from reports.json_report import schema

BODY = """Fire on Marlow ferry kills 12

A fire on the night ferry to Marlow killed 18 passengers on Monday.
The harbour office opened an inquiry into the engines of the ship.
Relatives waited at the quay for news of the missing.
The coast guard searched the bay with three boats until dawn."""
OTHER = """Blaze on the night ferry to Marlow kills 18

A blaze on the night ferry to Marlow killed 18 passengers on Monday, and the crew saved the rest."""


def article(name: str, text: str) -> Article:
    return Article(name, text, title=text.partition("\n")[0])


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    return Config(cache=tmp_path_factory.mktemp("cache"), within=True)


@pytest.fixture(scope="module")
def alone(config: Config) -> CheckResult:
    return check([article("coast", BODY)], config=config)


def test_the_headline_contradicts_the_body(alone: CheckResult) -> None:
    [finding] = alone.findings
    assert (finding.rule, finding.relation) == ("quantity-mismatch", "discrepancy")
    assert finding.left.source == finding.right.source == "coast"
    assert finding.is_within
    assert (finding.left.value, finding.right.value) == ("12", "18")
    assert finding.left.end <= finding.right.start
    assert (finding.severity, finding.qualifiers) == ("error", ())  # an article's own count does not grow
    assert finding.explanation == (
        "coast says '12' in the headline, but '18' in the body: both cannot be true of the same thing."
    )
    assert (alone.within, alone.only, alone.facts) == (True, (), ())


def test_the_lead_and_the_body_may_tell_of_two_events(config: Config) -> None:
    text = BODY.partition("\n\n")[2] + "\nThe ferry fire killed 21 passengers."
    [finding] = check([article("coast", text)], config=config).findings
    assert (finding.severity, finding.left.value, finding.right.value) == ("warning", "18", "21")
    assert "it is not certain that they speak of the same thing" in finding.explanation


def test_ordinary_runs_compare_no_article_with_itself(config: Config) -> None:
    ordinary = check([article("coast", BODY)], config=replace(config, within=False))
    assert (ordinary.findings, ordinary.within) == ((), False)
    both = [article("coast", BODY), article("island", OTHER)]
    without, with_ = (check(both, config=replace(config, within=within)) for within in (False, True))
    assert [f for f in with_.findings if not f.is_within] == list(without.findings)
    assert without.only == with_.only
    assert [f.left.source for f in with_.findings if f.is_within] == ["coast"]


def test_a_published_article_is_not_compared_with_itself(config: Config) -> None:
    both = [article("coast", BODY), article("island", OTHER)]
    assert not [f for f in check(both, config=config, published={"coast"}).findings if f.is_within]


@pytest.mark.parametrize("text", [OTHER, BODY.replace("12", "18"), "It rained.", ""])
def test_an_article_that_repeats_itself_is_no_finding(text: str, config: Config) -> None:
    assert check([article("island", text)], config=config).findings == ()


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("text", "One source compared with itself: 1 discrepancy"),
        ("markdown", "One source compared with itself: 1 discrepancy"),
        ("html", "within coast"),
        ("github", "in the headline, but"),
        ("sarif", "in the headline, but"),
        ("junit", "in the headline, but"),
        ("csv", "in the headline, but"),
    ],
)
def test_reports_of_a_single_article(form: str, expected: str, alone: CheckResult) -> None:
    report = render(alone, form)
    assert expected in report.replace("&#39;", "'")
    assert "needs two" not in report


def test_json_and_frame_have_one_source_on_both_sides(alone: CheckResult) -> None:
    document = json.loads(render(alone, "json"))
    jsonschema.validate(document, schema())
    [finding] = document["findings"]
    assert finding["left"]["source"] == finding["right"]["source"] == "coast"
    assert finding["left"]["value_start"] != finding["right"]["value_start"]
    frame = alone.to_frame()
    assert list(frame["left_source"]) == list(frame["right_source"]) == ["coast"]


# --- which pairs are compared, on claims made by hand


class Alike:
    """Every statement is near every other."""

    def encode(self, texts: list[str]) -> Vectors:
        import numpy as np

        return np.ones((len(texts), 1), dtype=np.float32)


def claim(n: int, **slots: object) -> Claim:
    made = Claim(
        f"a#{n}", "a", n, 100 * n, 100 * n + 50, f"statement {n}", "be", 100 * n, 100 * n + 2, f"statement {n}"
    )
    return replace(made, **slots)  # type: ignore[arg-type]


def said(speaker: str) -> Attribution:
    return Attribution(speaker, "said", 0, 1)


@pytest.mark.parametrize(
    ("left", "right", "compared"),
    [
        (claim(0), claim(7), True),
        (claim(LEAD - 1), claim(LEAD), True),
        (claim(LEAD), claim(7), False),  # neither stands at the top
        (claim(LEAD + 1, heading=True), claim(7), True),
        (claim(0), claim(1, sentence=0), False),  # of one sentence
        (claim(0, end=150), claim(1), False),  # they overlap
        (claim(0), claim(7, scope=Scope(background=True)), False),
        (claim(0), claim(7, scope=Scope(superseded=True)), False),
        (claim(0, attribution=said("Renn")), claim(7, attribution=said("Ardel")), False),
        (claim(0, attribution=said("Renn")), claim(7, attribution=said("Renn")), True),
        (claim(0), claim(7, attribution=said("Renn")), True),
    ],
)
def test_pairs_within_an_article(left: Claim, right: Claim, compared: bool) -> None:
    readings = [Reading(Article("a", "x"), (), (left, right))]
    found = align(readings, Alike(), within=True)  # type: ignore[arg-type]
    assert [(p.left.id, p.right.id) for p in found] == [(left.id, right.id)] * compared
    assert align(readings, Alike()) == []  # type: ignore[arg-type]


def test_no_claim_is_paired_with_itself_and_each_pair_comes_once() -> None:
    readings = [Reading(Article("a", "x"), (), tuple(claim(n) for n in range(8)))]
    pairs = [(p.left.id, p.right.id) for p in align(readings, Alike(), within=True)]  # type: ignore[arg-type]
    assert pairs
    assert len(pairs) == len(set(pairs))
    assert all(left < right for left, right in pairs)
