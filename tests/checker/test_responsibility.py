"""Who did it, or did not: how it is read, and what two articles yield."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from checker.config import Config
from checker.facets.responsibility import Part, part_of, table
from checker.models.encode import make_encoder
from checker.pipeline import compare_readings
from claims.extract import read_claims
from claims.types import Article

with Path(__file__).with_name("who_did_it.toml").open("rb") as file:
    ARTICLES = tomllib.load(file)
WHO = {"polarity-flip", "entity-mismatch"}
EXAMPLES = [*table()["phrase"], table()["part"], table()["ends"]]
YES = [tuple(example) for entry in EXAMPLES for example in entry["yes"]]
NO = [example if isinstance(example, str) else example[0] for entry in EXAMPLES for example in entry["no"]]


@pytest.fixture(scope="module")
def parts() -> dict[str, list[Part]]:
    texts = [text for text, _, _ in YES] + NO
    readings = read_claims([Article(str(n), text) for n, text in enumerate(texts)])
    return {r.article.text: [p for c in r.claims if (p := part_of(c))] for r in readings}


@pytest.mark.parametrize(("text", "doer", "act"), YES)
def test_who_is_said_to_have_done_it(text: str, doer: str, act: str, parts: dict[str, list[Part]]) -> None:
    assert [(p.doer, p.act) for p in parts[text]] == [(doer, act)]


@pytest.mark.parametrize("text", NO)
def test_nobody_is_said_to_have_done_it(text: str, parts: dict[str, list[Part]]) -> None:
    assert parts[text] == []


@pytest.fixture(scope="module")
def found() -> dict[tuple[str, str], set[str]]:
    """The rules of what each pair of articles yields, in one batch."""
    pairs = [(case["left"], case["right"]) for kind in ARTICLES for case in ARTICLES[kind]]
    articles = [
        Article(f"{n}{side}", text) for n, pair in enumerate(pairs) for side, text in zip("ab", pair, strict=True)
    ]
    readings = read_claims(articles)
    config = Config()
    encoder = make_encoder(config)
    results = [compare_readings(readings[n : n + 2], config, encoder) for n in range(0, len(readings), 2)]
    return {pair: {f.rule for f in result.discrepancies} for pair, result in zip(pairs, results, strict=True)}


@pytest.mark.parametrize("case", ARTICLES["differ"], ids=lambda case: case["left"][:60])
def test_two_articles_differ_in_who_did_it(case: dict[str, str], found: dict[tuple[str, str], set[str]]) -> None:
    assert case["rule"] in found[case["left"], case["right"]]


@pytest.mark.parametrize("case", ARTICLES["fit"], ids=lambda case: case["right"][:60])
def test_two_articles_fit(case: dict[str, str], found: dict[tuple[str, str], set[str]]) -> None:
    assert not WHO & found[case["left"], case["right"]]


@pytest.mark.xfail(strict=True, reason="not found yet")
@pytest.mark.parametrize("case", ARTICLES["missed"], ids=lambda case: case["left"][:60])
def test_what_is_missed(case: dict[str, str], found: dict[tuple[str, str], set[str]]) -> None:
    assert case["rule"] in found[case["left"], case["right"]]
