"""How the judge is fitted: around a prior, and by labels of agreements."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "training"))
import fit_judge

PRIOR = {"caution": 0.5, "bias": -1.0, "cosine": 2.0, "far_in_text": -1.0, "story": 4.0}


class Scorer:
    """Stands for the scorer, whose own file is no part of the project."""

    @staticmethod
    def overlaps(start: int, end: int, spots: list[tuple[int, int]]) -> bool:
        return any(min(end, e) > max(start, s) for s, e in spots)


def rows(*examples: tuple[float, float, bool]) -> list[fit_judge.Example]:
    return [
        fit_judge.Example("c", "place discrepancy", {"cosine": cosine, "far_in_text": far, "story": 0.1}, right, 1.0)
        for cosine, far, right in examples
    ]


def test_without_evidence_the_prior_stays() -> None:
    none = [replace(row, weight=0.0) for row in rows((0.5, 0.5, True))]
    assert fit_judge.fit_around(none, PRIOR, ("story",)) == {
        "bias": -1.5,
        "cosine": 2.0,
        "far_in_text": -1.0,
        "story": 4.0,
    }


def test_examples_move_the_weights_but_not_their_signs() -> None:
    found = fit_judge.fit_around(rows(*[(0.9, 1.0, True), (0.2, 0.0, False)] * 30), PRIOR, ("story",))
    assert found["cosine"] > PRIOR["cosine"]
    assert PRIOR["far_in_text"] < found["far_in_text"] <= 0.0
    assert found["story"] == PRIOR["story"]


@pytest.mark.parametrize(
    ("cluster", "slot", "start", "source", "expected"),
    [
        ("x1", "other", 10, "b", "wrong"),
        ("x1", "other", 90, "b", ""),
        ("x1", "other", 10, "c", ""),
        ("x1", "place", 10, "b", ""),
        ("x2", "other", 10, "b", ""),
    ],
)
def test_a_label_holds_for_its_places(
    monkeypatch: pytest.MonkeyPatch, cluster: str, slot: str, start: int, source: str, expected: str
) -> None:
    row = {"left": "a", "left_start": "0", "left_end": "20", "right": "b", "right_start": "5", "right_end": "30"}
    monkeypatch.setattr(fit_judge, "labels", lambda: {("x1", "other"): [{**row, "verdict": "wrong"}]})
    finding: dict[str, Any] = {
        "slot": slot,
        "left": {"source": "a", "start": 0, "end": 20},
        "right": {"source": source, "start": start, "end": start + 15},
    }
    assert fit_judge.labelled(finding, cluster, Scorer) == expected


def test_the_labels_are_well_formed() -> None:
    every = [row for rows in fit_judge.labels().values() for row in rows]
    assert {row["verdict"] for row in every} == {"right", "wrong", "open"}
    spans = [(int(row[f"{side}_start"]), int(row[f"{side}_end"])) for row in every for side in ("left", "right")]
    assert all(0 <= start < end for start, end in spans)


@pytest.mark.parametrize("witness", fit_judge.WITNESSES)
def test_each_feature_of_a_witness_is_weighed_somewhere(witness: str) -> None:
    weighed = {name for model in fit_judge.stored().values() for name in model}
    assert weighed >= set(fit_judge.WITNESSES[witness])


def test_an_example_without_some_features() -> None:
    (row,) = rows((0.9, 1.0, True))
    assert fit_judge.without(row, ("cosine",)).features == {"far_in_text": 1.0, "story": 0.1}
