"""A changed policy: merged over the bundled one, checked against its form, and never kept."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import checker
from checker.config import Config
from checker.policy import policy, policy_of
from claims.errors import InputError
from claims.reading.articles import read_articles

TALKS = Path(__file__).parents[2] / "examples" / "talks"


@pytest.mark.parametrize(
    ("changes", "path", "expected"),
    [
        ({}, ["threshold", "error"], policy()["threshold"]["error"]),
        ({"threshold": {"error": 0.9}}, ["threshold", "error"], 0.9),
        ({"threshold": {"error": 1}}, ["threshold", "agreement"], policy()["threshold"]["agreement"]),
        ({"softened_by": {"time": []}}, ["softened_by", "time"], []),
        ({"softened_by": {"time": []}}, ["softened_by", "place"], policy()["softened_by"]["place"]),
        ({"running": {"events": ["arrest"]}}, ["running", "events"], ["arrest"]),
        ({"meaning": {"hedged": "one says 'about'"}}, ["meaning", "hedged"], "one says 'about'"),
    ],
)
def test_changes_are_merged(changes: dict[str, Any], path: list[str], expected: object) -> None:
    found: Any = policy_of(Config(policy=changes))
    for key in path:
        found = found[key]
    assert found == expected


def test_thresholds_of_the_settings_go_before_those_of_the_policy() -> None:
    config = Config(policy={"threshold": {"agreement": 0.6, "discrepancy": 0.6}}, agreement_threshold=0.0)
    assert policy_of(config)["threshold"] == {**policy()["threshold"], "agreement": 0.0, "discrepancy": 0.6}


def test_the_bundled_policy_stays_as_it_is() -> None:
    before = deepcopy(policy())
    changes = {"threshold": {"error": 0.9}, "running": {"cues": []}, "softened_by": {"time": ["hedged"]}}
    given = deepcopy(changes)
    policy_of(Config(policy=changes))
    assert policy() == before
    assert changes == given


def test_a_file(tmp_path: Path) -> None:
    file = tmp_path / "strict.toml"
    file.write_text("[threshold]\nerror = 0.4\n", encoding="utf-8-sig")
    for path in (file, str(file)):
        assert policy_of(Config(policy=path))["threshold"]["error"] == 0.4


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"treshold": {}}, "policy: unknown key 'treshold' (keys: softened_by, "),
        ({"threshold": {"eror": 1}}, "policy: unknown key 'threshold.eror' (keys: threshold.discrepancy, "),
        ({"threshold": 0.5}, "policy: threshold is 0.5, but must be a table"),
        ({"threshold": {"error": 2}}, "policy: threshold.error is 2, but must be a number from 0 to 1"),
        ({"threshold": {"error": True}}, "policy: threshold.error is True, but must be a number from 0 to 1"),
        ({"threshold": {"error": float("nan")}}, "policy: threshold.error is nan, but must be a number from 0 to 1"),
        ({"softened_by": {"time": "hedged"}}, "policy: softened_by.time is 'hedged', but must be a list of texts"),
        ({"softened_by": {"time": [1]}}, "policy: softened_by.time is [1], but must be a list of texts"),
        ({"softened_by": {"time": ["edged"]}}, "policy: softened_by.time has 'edged', which is no qualifier (qualif"),
        ({"running": {"cues": [""]}}, "policy: running.cues is [''], but must be a list of texts"),
        ({"meaning": {"hedged": 1}}, "policy: meaning.hedged is 1, but must be a text"),
    ],
)
def test_changes_that_do_not_fit(changes: dict[str, Any], expected: str) -> None:
    with pytest.raises(InputError) as raised:
        policy_of(Config(policy=changes))
    assert str(raised.value).startswith(expected)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (None, "cannot be read (No such file or directory); check the path of the policy"),
        (b"threshold =", "is not valid TOML: "),
        ("[meaning]\nhedged = 'é'".encode("latin-1"), "is not UTF-8; save the policy as UTF-8"),
        (b"[threshold]\nerror = 7", "threshold.error is 7, but must be a number from 0 to 1"),
        (b"\0\1\2", "is not valid TOML: "),
    ],
)
def test_files_that_cannot_be_used(tmp_path: Path, content: bytes | None, expected: str) -> None:
    file = tmp_path / "strict.toml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(InputError) as raised:
        policy_of(Config(policy=file))
    assert str(raised.value).startswith(f"{file}: {expected}")


def test_nothing_is_read_for_a_policy_that_does_not_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checker.pipeline.read_claims", lambda *_, **__: pytest.fail("an article was read"))
    with pytest.raises(InputError):
        checker.check(read_articles([TALKS]), config=Config(policy={"x": 1}))


def test_judging_again_by_another_policy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = Config(cache=tmp_path)
    talks = checker.check(read_articles([TALKS]), config=config)
    monkeypatch.setattr("checker.pipeline.read_claims", lambda *_, **__: pytest.fail("an article was read again"))
    monkeypatch.setattr("checker.models.encode._load", lambda *_: pytest.fail("a statement was encoded again"))

    def severities(changes: dict[str, Any]) -> list[str | None]:
        return [f.severity for f in checker.rejudge(talks, replace(config, policy=changes)).discrepancies]

    usual = severities({})
    assert "error" in usual
    assert "warning" in usual
    assert set(severities({"threshold": {"error": 1.0}})) == {"warning"}
    blunt = {slot: [] for slot in policy()["softened_by"]}
    harder = severities({"softened_by": blunt, "threshold": {"error": 0.0}})
    assert set(harder) == {"error"}
    told = checker.rejudge(talks, replace(config, policy={"meaning": {"hedged": "NOT SURE"}})).discrepancies
    assert any("NOT SURE" in f.explanation for f in told)
    assert checker.rejudge(talks, config) == talks
