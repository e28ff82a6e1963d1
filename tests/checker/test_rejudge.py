"""Judging again with other settings, without reading again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import checker
import claims
from checker import pipeline
from checker.config import Config
from checker.types import CheckResult
from claims.errors import InputError
from claims.types import Skipped

TALKS = Path(__file__).parents[2] / "examples" / "talks"


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    return Config(cache=tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module")
def talks(config: Config) -> CheckResult:
    return checker.check(claims.read_articles([TALKS]), config=config, skipped=[Skipped("a.bin", "not a text")])


def test_the_same_settings_give_the_same_result(
    talks: CheckResult, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_again(*_: object, **__: object) -> None:
        raise AssertionError("an article was read again")

    def encode_again(*_: object) -> None:
        raise AssertionError("the embedding model was loaded again")

    monkeypatch.setattr(pipeline, "read_claims", read_again)
    monkeypatch.setattr("checker.models.encode._load", encode_again)
    assert checker.rejudge(talks, config) == talks


def test_published_sources_are_not_compared_among_themselves(talks: CheckResult, config: Config) -> None:
    new, *published = (reading.article.id for reading in talks.readings)
    found = checker.rejudge(talks, config, published=published).findings
    assert found
    assert all(new in (f.left.source, f.right.source) for f in found)


@pytest.mark.parametrize(
    ("field", "relation"), [("discrepancy_threshold", "discrepancy"), ("agreement_threshold", "agreement")]
)
def test_a_threshold_governs_its_relation(talks: CheckResult, config: Config, field: str, relation: str) -> None:
    counts = []
    for least in (0.2, 0.5, 0.8):
        changed = replace(config, **{field: least})
        found = [f for f in checker.rejudge(talks, changed).findings if f.relation == relation]
        assert all(f.confidence >= least for f in found)
        counts.append(len(found))
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[-1]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"discrepancy_threshold": 1.5}, "discrepancy_threshold is 1.5, but must lie between 0 and 1"),
        ({"agreement_threshold": -0.1}, "agreement_threshold is -0.1, but must lie between 0 and 1"),
        ({"min_confidence": 50}, "min_confidence is 50, but must lie between 0 and 1"),
        ({"min_confidence": float("nan")}, "min_confidence is nan, but must lie between 0 and 1"),
        ({"candidates": 0}, "candidates is 0, but must be 1 or more"),
    ],
)
def test_settings_out_of_range(settings: dict[str, float], expected: str) -> None:
    with pytest.raises(InputError) as raised:
        Config(**settings)  # type: ignore[arg-type]
    assert str(raised.value) == expected
