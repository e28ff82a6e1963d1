"""How near two statements are, and what follows from that alone."""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))

from nearness import Nearness, fit, nearness

PREMISE = "The council of Velm closed the old bridge on Monday after divers had found cracks in two of its piers."
FARTHER = [
    "Velm's council closed the old bridge on Monday.",
    "The old bridge was shut for good, and a ferry takes its place.",
    "A ferry company hires twelve sailors.",
]
"""Statements, each with less of the premise than the one before."""


def test_what_says_more_is_farther() -> None:
    found = nearness([(PREMISE, PREMISE), *((PREMISE, statement) for statement in FARTHER)])
    assert found[0] == pytest.approx((1, 1), abs=1e-4)
    assert [n.recall for n in found] == sorted((n.recall for n in found), reverse=True)
    assert found[1].follows > 0.5 > found[-1].follows


def test_recall_looks_from_the_hypothesis() -> None:
    there, back = nearness([(PREMISE, FARTHER[0]), (FARTHER[0], PREMISE)])
    assert there.recall > back.recall
    assert there.cosine == pytest.approx(back.cosine, abs=1e-4)


def test_pair_without_a_telling_word() -> None:
    (found,) = nearness([(PREMISE, "It was there.")])
    assert 0 < found.recall < 1


@pytest.mark.parametrize(("near", "more"), [((0.2, 0.5), (0.9, 0.5)), ((0.5, 0.2), (0.5, 0.9))])
def test_nearer_follows_rather(near: tuple[float, float], more: tuple[float, float]) -> None:
    assert 0 < Nearness(*near).follows < Nearness(*more).follows < 1


def test_fit(tmp_path: Path) -> None:
    pool = tmp_path / "pool.jsonl.gz"
    with gzip.open(pool, "wt", encoding="utf-8") as file:
        for k in range(20):
            for hypothesis, label in ((FARTHER[0], "entailment"), (FARTHER[2], "neutral")):
                row = {"premise": f"{PREMISE} ({k})", "hypothesis": hypothesis, "label": label, "source": "people"}
                file.write(json.dumps(row) + "\n")
    (_, recall, bias), accuracy = fit(pool)
    assert recall > 0 > bias
    assert accuracy == 1
